"""Takes back what a stage made of a span of articles, so that it is pending again; what people decided stays."""

from __future__ import annotations

from datetime import date

import duckdb

from nightdesk.warehouse.bulk import given
from nightdesk.warehouse.sql import filled, statement
from nightdesk.warehouse.tables.keys import EXTRACTED

_LAST_STAGE = {"extract": "reconcile"}
"""Facts that are extracted again are reconciled again; new texts and memberships show by themselves what is pending."""


def make_pending(connection: duckdb.DuckDBPyConnection, stage: str, since: date | None, until: date | None) -> int:
    """Takes back one stage for the articles first seen in the days given, both included; returns how many articles.

    The caller owns the transaction.
    """
    span = {"since": since, "until": until}
    articles = [row[0] for row in connection.execute(statement("reset/articles"), span).fetchall()]
    with given(connection, articles):
        for table in EXTRACTED if stage == "extract" else ():
            connection.execute(filled("reset/delete_extracted", owned_table=table))
        connection.execute(statement(f"reset/{_LAST_STAGE.get(stage, stage)}"))
    return len(articles)
