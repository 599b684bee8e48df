"""What fetching remembers between nights: validators, addresses to try again, robots.txt, the health of sources.

Every function that writes leaves the transaction to its caller: state is stored with the data it speaks of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

import duckdb

from nightdesk.warehouse.bulk import given, insert_rows, run_on_rows
from nightdesk.warehouse.sql import statement
from nightdesk.warehouse.tables.keys import delete_by_columns


@dataclass(frozen=True, slots=True)
class ValidatorRow:
    """One row of raw.validators; whether they are unreliable is found out here."""

    source_id: str
    url: str
    etag: str | None
    last_modified: str | None
    content_sha256: str
    full_fetched_at: datetime
    is_unreliable: bool = False


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """One row of raw.waiting."""

    source_id: str
    url: str
    reason: str
    last_failed_at: datetime | None  # None: its turn did not come
    hints: str  # JSON
    first_run_seq: int
    last_run_seq: int


@dataclass(frozen=True, slots=True)
class RobotsRow:
    """One row of raw.robots: what a host answered when asked for its robots.txt."""

    origin: str  # scheme, host and port
    fetched_at: datetime
    status: int
    content: bytes


@dataclass(frozen=True, slots=True)
class HealthRow:
    """One row of ops.source_health."""

    source_id: str
    last_run_seq: int
    last_reason: str | None
    last_detail: str | None
    failure_weight: float
    last_read_at: datetime | None
    next_try_at: datetime | None
    requests: int
    unchanged: int
    received_bytes: int


def validators(
    connection: duckdb.DuckDBPyConnection, source_id: str, since: datetime
) -> dict[str, tuple[str | None, str | None]]:
    """{url: (etag, last_modified)} of addresses that came whole after ``since`` and never lied."""
    values = {"source_id": source_id, "since": _naive(since)}
    rows = connection.execute(statement("fetching/validators"), values).fetchall()
    return {url: (etag, last_modified) for url, etag, last_modified in rows}


def store_validators(connection: duckdb.DuckDBPyConnection, rows: Sequence[ValidatorRow]) -> None:
    """Writes down what addresses gave; the last one of an address wins."""
    unique = {row.url: asdict(row) for row in rows}
    if unique:
        run_on_rows(connection, "fetching/update_validators", "raw.validators", list(unique.values()))
        run_on_rows(connection, "fetching/add_validators", "raw.validators", list(unique.values()))


def waiting(connection: duckdb.DuckDBPyConnection, source_id: str, most_tries: int) -> dict[str, str]:
    """{url: hints as JSON} of addresses to try again, those that failed too often left out."""
    values = {"source_id": source_id, "most_tries": most_tries}
    return dict(connection.execute(statement("fetching/waiting"), values).fetchall())


def store_waiting(
    connection: duckdb.DuckDBPyConnection, source_id: str, failed: Sequence[WaitingRow], settled: Sequence[str]
) -> None:
    """Adds the addresses that must be tried again and takes out those that need not."""
    if settled:
        with given(connection, settled, column="url"):
            connection.execute(statement("fetching/forget_waiting"), {"source_id": source_id})
    unique = {row.url: asdict(row) | {"tries": int(row.last_failed_at is not None)} for row in failed}
    if unique:
        run_on_rows(connection, "fetching/update_waiting", "raw.waiting", list(unique.values()))
        run_on_rows(connection, "fetching/add_waiting", "raw.waiting", list(unique.values()))


def robots(connection: duckdb.DuckDBPyConnection, since: datetime) -> dict[str, RobotsRow]:
    """{origin: row} of every robots.txt fetched after ``since``."""
    rows = connection.execute(statement("fetching/robots"), {"since": _naive(since)}).fetchall()
    return {row[0]: RobotsRow(*row) for row in rows}


def store_robots(connection: duckdb.DuckDBPyConnection, rows: Sequence[RobotsRow]) -> None:
    """Replaces what was known of these hosts."""
    if rows:
        values = [asdict(row) for row in rows]
        delete_by_columns(connection, [row.origin for row in rows], [("raw.robots", "origin")])
        insert_rows(connection, "raw.robots", values)


def health(connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[float, datetime | None, datetime | None]]:
    """{source_id: (failure_weight, last_read_at, next_try_at)}."""
    rows = connection.execute(statement("fetching/health")).fetchall()
    return {source_id: (weight, _aware(read), _aware(next_try)) for source_id, weight, read, next_try in rows}


def store_health(connection: duckdb.DuckDBPyConnection, rows: Sequence[HealthRow]) -> None:
    """Replaces what was known of these sources."""
    if rows:
        values = [asdict(row) for row in rows]
        delete_by_columns(connection, [row.source_id for row in rows], [("ops.source_health", "source_id")])
        insert_rows(connection, "ops.source_health", values)


def _naive(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None)


def _aware(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment is not None else None
