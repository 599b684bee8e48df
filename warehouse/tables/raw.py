"""Captures and sightings: what was received, from where, and where its bytes lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import duckdb

from nightdesk.warehouse.bulk import insert_rows, run_on_rows
from nightdesk.warehouse.sql import statement
from nightdesk.warehouse.tables.keys import delete_by_columns


@dataclass(frozen=True, slots=True)
class CaptureRow:
    """One row of raw.captures."""

    capture_id: str
    run_seq: int
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


@dataclass(frozen=True, slots=True)
class Sighting:
    """An address as a source showed it in this run."""

    source_id: str
    url: str
    guid: str | None
    capture_id: str | None  # None: nothing was received


def last_captures(
    connection: duckdb.DuckDBPyConnection, source_id: str, urls: Sequence[str]
) -> dict[str, tuple[str, str]]:
    """{url: (capture_id, content_sha256)} of what each address gave last."""
    # as rows, not as a list parameter: DuckDB looks for pandas once for every element of a list, 0.1 ms each
    asked = [{"source_id": source_id, "url": url} for url in dict.fromkeys(urls)]
    found = run_on_rows(connection, "raw/last_captures", "raw.sightings", asked)
    return {row["url"]: (row["capture_id"], row["content_sha256"]) for row in found.to_pylist()}


@dataclass(frozen=True, slots=True)
class Around:
    """What an address gave around a moment, as hashes of its content."""

    known: frozenset[str]  # last before that moment, and at it
    is_later: bool  # it gave something later


def captures_around(
    connection: duckdb.DuckDBPyConnection, source_id: str, urls: Sequence[str], moment: datetime
) -> dict[str, Around]:
    """{url: what it gave}; addresses never received are missing."""
    asked = [{"source_id": source_id, "url": url, "fetched_at": moment} for url in dict.fromkeys(urls)]
    found = run_on_rows(connection, "raw/captures_around", "raw.captures", asked).to_pylist()
    return {
        row["url"]: Around(frozenset([row["before_sha256"], *(row["at_sha256s"] or ())]) - {None}, row["is_later"])
        for row in found
    }


def capture_place(connection: duckdb.DuckDBPyConnection, capture_id: str) -> tuple[str, int, int, str] | None:
    """(WARC file, offset, length, SHA-256) of a capture; None where it is unknown."""
    return connection.execute(statement("raw/capture_place"), {"capture_id": capture_id}).fetchone()


def recent_addresses(connection: duckdb.DuckDBPyConnection, source_id: str, since: datetime) -> list[str]:
    """Addresses of a source whose articles were first seen at or after ``since`` and are not withdrawn."""
    values = {"source_id": source_id, "since": since.replace(tzinfo=None)}
    return [url for (url,) in connection.execute(statement("raw/recent_addresses"), values).fetchall()]


def store_captures(connection: duckdb.DuckDBPyConnection, captures: Sequence[CaptureRow]) -> None:
    """Adds captures; the caller has made sure that they are new."""
    fields = CaptureRow.__dataclass_fields__
    insert_rows(connection, "raw.captures", [{name: getattr(row, name) for name in fields} for row in captures])


def store_sightings(
    connection: duckdb.DuckDBPyConnection, run_seq: int, sightings: Sequence[Sighting], now: datetime
) -> None:
    """Adds the addresses not seen before and moves the last sight of the others; the last one of a pair wins."""
    rows = [_sighting_row(sighting, run_seq, now) for sighting in sightings]
    unique = list({(row["source_id"], row["url"]): row for row in rows}.values())
    if unique:
        run_on_rows(connection, "raw/update_sightings", "raw.sightings", unique)
        run_on_rows(connection, "raw/add_sightings", "raw.sightings", unique)


def _sighting_row(sighting: Sighting, run_seq: int, now: datetime) -> dict[str, object]:
    return {
        "source_id": sighting.source_id,
        "url": sighting.url,
        "guid": sighting.guid,
        "first_run_seq": run_seq,
        "last_run_seq": run_seq,
        "first_seen_at": now,
        "last_seen_at": now,
        "last_capture_id": sighting.capture_id,
    }


def store_sources(connection: duckdb.DuckDBPyConnection, rows: Sequence[dict[str, object]]) -> None:
    """Writes down sources as they were declared when they were last read; the caller owns the transaction."""
    if rows:
        delete_by_columns(connection, [str(row["source_id"]) for row in rows], [("raw.sources", "source_id")])
        insert_rows(connection, "raw.sources", rows)


def capture_files(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """The files that hold the bytes of some capture."""
    return {row[0] for row in connection.execute(statement("raw/capture_files")).fetchall()}


def expire_captures(connection: duckdb.DuckDBPyConnection, now: datetime, before: datetime) -> int:
    """Gives up the bytes of files that are wholly older than ``before``, and of rejections; returns how many captures.

    The caller owns the transaction, and removes the files after it.
    """
    values = {"now": now.replace(tzinfo=None), "before": before.replace(tzinfo=None)}
    dropped = connection.execute(statement("raw/expire_captures"), values).fetchall()
    connection.execute(statement("raw/expire_payloads"), {"before": values["before"]})
    return len(dropped)
