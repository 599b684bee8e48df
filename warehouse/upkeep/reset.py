"""Takes back what a stage made of a span of articles, so that it is pending again; what people decided stays."""

from __future__ import annotations

from datetime import date

import duckdb

from nightdesk.warehouse.bulk import given
from nightdesk.warehouse.sql import statement

_FACTS = ("extractions", "sentences", "mentions", "quotes", "dates", "quantities", "statements", "commitments")
# facts that are made anew are compared anew; new texts and memberships show by themselves that they wait
_FORGOTTEN = {
    "clean": ("clean",),
    "group": ("group",),
    "extract": (*_FACTS, "reconcile"),
    "reconcile": ("reconcile",),
}


def make_pending(connection: duckdb.DuckDBPyConnection, stage: str, since: date | None, until: date | None) -> int:
    """Takes back one stage for the articles first seen in the days given, both included; returns how many articles.

    The caller owns the transaction.
    """
    span = {"since": since, "until": until}
    articles = [row[0] for row in connection.execute(statement("reprocess/articles"), span).fetchall()]
    with given(connection, articles):
        for name in _FORGOTTEN[stage]:
            connection.execute(statement(f"reprocess/forget_{name}"))
    return len(articles)
