"""To which story, article, capture or address the rows of a table belong: the one list that deletions are made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import duckdb

from nightdesk.warehouse.bulk import given
from nightdesk.warehouse.sql import filled

FACT_KEYS = {
    "mentions": ("mention_id",),
    "quotes": ("quote_id",),
    "quantities": ("quantity_id",),
    "dates": ("date_id",),
    "statements": ("statement_id",),
    "commitments": ("commitment_id", "actor"),
}
"""Kinds of facts as tables of schema facts, with the key of each."""

EXTRACTED = ("facts.extractions", "facts.sentences", *(f"facts.{kind}" for kind in FACT_KEYS))
"""What the extraction of one version stores."""

RECONCILED = (
    "facts.reconciliations",
    "facts.questions",
    "facts.answers",
    "facts.utterances",
    "facts.stance_changes",
)
"""What reconciling one story stores."""

DESCRIBED = ("stories.signatures", "stories.bands", "stories.terms")
"""What describing one article for grouping stores."""

_PAIRED = ("stories.links", "stories.judgements")

COLUMNS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "story_id": dict.fromkeys((*RECONCILED, "stories.memberships"), ("story_id",)),
    "article_id": {
        **dict.fromkeys((*EXTRACTED, *DESCRIBED), ("article_id",)),
        **dict.fromkeys(_PAIRED, ("article_id_a", "article_id_b")),
        "staging.cleanings": ("article_id",),
        "staging.removed_blocks": ("article_id",),
        "staging.article_versions": ("article_id",),
        "staging.articles": ("article_id",),
        "raw.aliases": ("article_id",),
    },
    "capture_id": {
        "staging.cleanings": ("capture_id",),
        "ops.rejections": ("capture_id",),
        "raw.sightings": ("last_capture_id",),
        "raw.captures": ("capture_id",),
    },
    "address": {
        "ops.rejections": ("url",),
        "raw.validators": ("url",),
        "raw.waiting": ("url",),
        "raw.sightings": ("url",),
    },
    "redirected_story_id": {"stories.redirects": ("old_story_id", "new_story_id")},
}
"""{key: {table: its columns that hold the key}}; a row belongs to a key that any of them holds."""


def delete_owned(
    connection: duckdb.DuckDBPyConnection, key: str, ids: Iterable[str], tables: Iterable[str] | None = None
) -> None:
    """Deletes the rows that belong to some keys; the caller owns the transaction.

    Args:
        connection: the working database.
        key: a key of `COLUMNS`.
        ids: the keys whose rows go.
        tables: of `COLUMNS`; None takes every table that has the key.
    """
    columns = COLUMNS[key]
    delete_by_columns(connection, ids, ((table, column) for table in tables or columns for column in columns[table]))


def delete_by_columns(
    connection: duckdb.DuckDBPyConnection, ids: Iterable[str], columns: Iterable[tuple[str, str]]
) -> None:
    """Deletes the rows of (table, column) that hold one of the ids; the caller owns the transaction."""
    with given(connection, ids, "given_keys", "key"):
        for table, column in columns:
            connection.execute(filled("delete_by_column", owned_table=table, owned_column=column))
