"""Runs, their accounting, and rejected items."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import duckdb
import pyarrow as pa

from nightdesk.transforms.identity import stable_id
from nightdesk.transforms.records import Reason
from nightdesk.warehouse.bulk import given, insert_missing, insert_rows
from nightdesk.warehouse.sql import statement


class AccountingBroken(Exception):
    """A stage's counts do not add up: an item was lost or counted twice; a bug, never an outage."""


@dataclass(frozen=True, slots=True)
class StageCount:
    """What one stage did with the items of one source: ``seen = stored + unchanged + rejected + skipped``."""

    source_id: str
    seen: int
    stored: int = 0
    unchanged: int = 0
    rejected: int = 0
    skipped: int = 0
    note: str | None = None

    def __post_init__(self) -> None:
        if self.seen != self.stored + self.unchanged + self.rejected + self.skipped:
            raise AccountingBroken(f"counts do not add up: {self}")


@dataclass(frozen=True, slots=True)
class Rejected:
    """A rejected item with what is needed to explain and replay it."""

    stage: str
    source_id: str
    url: str
    capture_id: str | None
    reason: Reason
    detail: str
    payload: bytes | None = None  # what came, where it became no capture


def next_run_seq(connection: duckdb.DuckDBPyConnection) -> int:
    """The number of the next run, from 1."""
    row = connection.execute(statement("ops/next_run_seq")).fetchone()
    return int(row[0]) if row else 1


def start_run(
    connection: duckdb.DuckDBPyConnection,
    run_id: str,
    run_seq: int,
    kind: str,
    engine: str,
    program_version: str,
    now: datetime,
    night: date | None = None,
    missed: Sequence[date] = (),
) -> None:
    """Opens a run; runs left open by a kill are marked so.

    Args:
        night: the night it is; None where it is none.
        missed: nights that no run was finished for, which this one makes up for.
    """
    connection.execute(statement("ops/mark_killed_runs"), {"now": now.replace(tzinfo=None)})
    opened = {
        "run_id": run_id,
        "run_seq": run_seq,
        "kind": kind,
        "engine": engine,
        "program_version": program_version,
        "started_at": now,
        "status": "running",
        "night": night,
        "missed_nights": list(missed),
    }
    insert_rows(connection, "ops.runs", [opened])


def run_of_night(connection: duckdb.DuckDBPyConnection, night: date) -> str | None:
    """The run that finished a night; None where none has."""
    row = connection.execute(statement("ops/run_of_night"), {"night": night}).fetchone()
    return row[0] if row else None


def last_night_before(connection: duckdb.DuckDBPyConnection, night: date) -> date | None:
    """The newest finished night before one; None where there is none."""
    row = connection.execute(statement("ops/last_night_before"), {"night": night}).fetchone()
    return row[0] if row else None


def finish_run(
    connection: duckdb.DuckDBPyConnection,
    run_id: str,
    status: str,
    now: datetime,
    edition_id: str | None = None,
    detail: str | None = None,
) -> None:
    """Closes a run."""
    values = {
        "run_id": run_id,
        "status": status,
        "finished_at": now.replace(tzinfo=None),
        "edition_id": edition_id,
        "detail": detail,
    }
    connection.execute(statement("ops/finish_run"), values)


def store_stage_report(
    connection: duckdb.DuckDBPyConnection,
    run_id: str,
    run_seq: int,
    stage: str,
    counts: Sequence[StageCount],
    seconds: float,
) -> None:
    """One row per source."""
    rows = [
        {
            "run_id": run_id,
            "run_seq": run_seq,
            "stage": stage,
            "source_id": count.source_id,
            "seen": count.seen,
            "stored": count.stored,
            "unchanged": count.unchanged,
            "rejected": count.rejected,
            "skipped": count.skipped,
            "seconds": seconds,
            "note": count.note,
        }
        for count in counts
    ]
    insert_rows(connection, "ops.stage_reports", rows)


def store_rejections(
    connection: duckdb.DuckDBPyConnection, run_id: str, run_seq: int, items: Sequence[Rejected], now: datetime
) -> int:
    """Adds the rejections not known yet and returns how many were new."""
    rows = [_rejection_row(item, run_id, run_seq, now) for item in items]
    unique = list({row["rejection_id"]: row for row in rows}.values())
    payloads = {
        row["rejection_id"]: _payload_row(str(row["rejection_id"]), item.payload)
        for row, item in zip(rows, items, strict=True)
        if item.payload is not None
    }
    insert_missing(connection, "ops/store_payloads", "ops.payloads", list(payloads.values()))
    return insert_missing(connection, "ops/store_rejections", "ops.rejections", unique)


def _payload_row(rejection_id: str, content: bytes) -> Mapping[str, object]:
    packed = pa.compress(content, "zstd", asbytes=True)
    return {"rejection_id": rejection_id, "size_bytes": len(content), "content_zstd": packed}


def payload(connection: duckdb.DuckDBPyConnection, rejection_id: str) -> bytes | None:
    """The bytes that came with a rejection; None where none were kept."""
    row = connection.execute(statement("ops/payload"), {"rejection_id": rejection_id}).fetchone()
    return pa.decompress(row[1], row[0], "zstd", asbytes=True) if row else None


def _rejection_row(item: Rejected, run_id: str, run_seq: int, now: datetime) -> Mapping[str, object]:
    return {
        "rejection_id": stable_id("rejection", item.stage, item.source_id, item.url, item.capture_id, item.reason),
        "run_id": run_id,
        "run_seq": run_seq,
        "stage": item.stage,
        "source_id": item.source_id,
        "url": item.url,
        "capture_id": item.capture_id,
        "reason": str(item.reason),
        "detail": item.detail,
        "rejected_at": now,
    }


@dataclass(frozen=True, slots=True)
class Replayable:
    """A rejection that no run has made an article of yet, with the source it came from."""

    rejection_id: str
    stage: str
    source_id: str
    url: str
    capture_id: str | None
    reason: str
    source_kind: str
    source_address: str | None


def replayable_rejections(connection: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> list[Replayable]:
    """The rejections with these ids; all where none is given."""
    with given(connection, ids, column="rejection_id"):
        rows = connection.execute(statement("ops/replayable_rejections")).fetchall()
    return [Replayable(*row) for row in rows]


def mark_replayed(connection: duckdb.DuckDBPyConnection, run_seq: int) -> None:
    """Notes the run on every rejection whose address has become an article since."""
    connection.execute(statement("ops/mark_replayed"), {"run_seq": run_seq})
