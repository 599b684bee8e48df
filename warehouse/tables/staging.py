"""Articles and their versions: what cleaning made of the captures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import duckdb

from nightdesk.warehouse.bulk import given, insert_missing, insert_rows, run_on_rows
from nightdesk.warehouse.sql import statement

Row = Mapping[str, object]


@dataclass(slots=True)
class CleanBatch:
    """The rows one batch of cleaning leads to; stored together or not at all."""

    articles: list[Row] = field(default_factory=list)
    versions: list[Row] = field(default_factory=list)
    removed_blocks: list[Row] = field(default_factory=list)
    aliases: list[Row] = field(default_factory=list)
    cleanings: list[Row] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PendingCapture:
    """A capture that waits to be cleaned; its bytes are in the captures folder."""

    capture_id: str
    source_id: str
    url: str
    final_url: str | None
    fetched_at: datetime
    media_type: str | None
    charset: str | None
    content_sha256: str
    size_bytes: int
    hints: str  # JSON
    warc_file: str
    warc_offset: int
    warc_length: int
    expired_at: datetime | None  # its bytes are no longer kept


def pending_captures(connection: duckdb.DuckDBPyConnection, most: int) -> list[PendingCapture]:
    """The next captures to clean, at most ``most``, in an order that a replay repeats."""
    rows = connection.execute(statement("staging/pending_captures"), {"most": most}).fetchall()
    return [PendingCapture(*row) for row in rows]


def count_pending_captures(connection: duckdb.DuckDBPyConnection) -> int:
    """How many captures wait to be cleaned."""
    row = connection.execute(statement("staging/count_pending")).fetchone()
    return int(row[0]) if row else 0


def forget_rejected_cleanings(connection: duckdb.DuckDBPyConnection, capture_ids: Sequence[str]) -> None:
    """Makes captures pending again that cleaning rejected."""
    with given(connection, capture_ids, column="capture_id"):
        connection.execute(statement("staging/forget_rejected_cleanings"))


def articles_by_address(connection: duckdb.DuckDBPyConnection, addresses: Sequence[str]) -> dict[str, str]:
    """{address: article_id} for the addresses that are known to lead to an article."""
    asked = [{"address": address} for address in dict.fromkeys(addresses)]
    found = run_on_rows(connection, "staging/aliases", "raw.aliases", asked)
    return {row["address"]: row["article_id"] for row in found.to_pylist()}


def current_versions(connection: duckdb.DuckDBPyConnection, article_ids: Sequence[str]) -> dict[str, tuple[int, str]]:
    """{article_id: (version, text_sha256)} of the current versions."""
    asked = [{"article_id": article_id} for article_id in dict.fromkeys(article_ids)]
    found = run_on_rows(connection, "staging/current_versions", "staging.article_versions", asked)
    return {row["article_id"]: (row["version"], row["text_sha256"]) for row in found.to_pylist()}


def store_clean_batch(connection: duckdb.DuckDBPyConnection, batch: CleanBatch) -> None:
    """Stores the rows of a batch; the caller owns the transaction."""
    insert_rows(connection, "staging.articles", batch.articles)
    if batch.versions:
        run_on_rows(connection, "staging/close_versions", "staging.article_versions", batch.versions)
        insert_rows(connection, "staging.article_versions", batch.versions)
        run_on_rows(connection, "staging/point_to_versions", "staging.article_versions", batch.versions)
    insert_rows(connection, "staging.removed_blocks", batch.removed_blocks)
    insert_missing(connection, "staging/add_aliases", "raw.aliases", batch.aliases)
    insert_rows(connection, "staging.cleanings", batch.cleanings)


def withdraw(connection: duckdb.DuckDBPyConnection, addresses: Sequence[str], at: datetime, reason: str) -> None:
    """Marks the articles behind these addresses withdrawn; their facts stay, flagged."""
    with given(connection, addresses, column="address"):
        connection.execute(statement("staging/withdraw"), {"at": at.replace(tzinfo=None), "reason": reason})


def restore(connection: duckdb.DuckDBPyConnection, addresses: Sequence[str], now: datetime) -> None:
    """Takes back the withdrawal of articles whose address answers again; retractions stay."""
    with given(connection, addresses, column="address"):
        connection.execute(statement("staging/restore"), {"now": now.replace(tzinfo=None)})
