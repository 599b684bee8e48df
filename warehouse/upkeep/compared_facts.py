"""Facts to be compared: those that are stored for a sample of articles, and those of an edition."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import duckdb
import pyarrow as pa

from nightdesk.warehouse.connection import open_edition
from nightdesk.warehouse.publishing.marts import marts
from nightdesk.warehouse.sql import statement
from nightdesk.warehouse.tables.extractions import VersionedText, versioned_text
from nightdesk.warehouse.tables.keys import FACT_KEYS

Row = dict[str, object]

_IN_EDITIONS = ("mentions", "quotes", "figures", "dates", "commitments")


def extracted_texts(
    connection: duckdb.DuckDBPyConnection, most: int, since: date | None, until: date | None
) -> list[VersionedText]:
    """Current versions that have facts, the articles first seen last before all others."""
    values = {"most": most, "since": since, "until": until}
    return [versioned_text(*row) for row in connection.execute(statement("facts/extracted_texts"), values).fetchall()]


def stored_facts(connection: duckdb.DuckDBPyConnection, texts: Sequence[VersionedText]) -> dict[str, list[Row]]:
    """{kind: rows} of these versions."""
    ids = pa.array([text.document.article_id for text in texts], type=pa.string())
    versions = pa.array([text.version for text in texts], type=pa.int64())
    connection.register("given_versions", pa.table({"article_id": ids, "version": versions}))
    try:
        given = connection.table("given_versions")
        found = {
            kind: connection.table(f"facts.{kind}").join(given, "article_id, version", "semi") for kind in FACT_KEYS
        }
        return {kind: rows.to_arrow_table().to_pylist() for kind, rows in found.items()}
    finally:
        connection.unregister("given_versions")


class FactTable(NamedTuple):
    """The facts of one kind in an edition."""

    key: tuple[str, ...]
    of_article: frozenset[str]
    """Columns that speak of the article, not of the fact."""
    rows: list[Row]


def edition_facts(path: Path) -> dict[str, FactTable]:
    """The facts of an edition by kind."""
    models = {model.table: model for model in marts()}
    with open_edition(path) as edition:
        of_article = frozenset(edition.table("articles").columns) - {"article_id"}
        return {
            kind: FactTable(models[kind].header.key, of_article, edition.table(kind).to_arrow_table().to_pylist())
            for kind in _IN_EDITIONS
        }
