"""Hashes what tables hold, whatever the order of their rows: equal hashes mean that a rerun changed nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import duckdb

from nightdesk.warehouse.sql import statement

CLOCK_COLUMNS = frozenset(
    {"run_id", "run_seq", "started_at", "finished_at", "seconds", "last_run_seq", "last_seen_at", "applied_at"}
    # the file is named after the run; sources are read side by side: who came first lies first; a record's head tells
    # the time, so that compressed it is a byte longer or shorter
    | {"warc_file", "warc_offset", "warc_length"}
)
"""Columns that speak of a run, its clock or its files, not of the world; a rerun may change them."""

RUN_TABLES = frozenset(
    {"ops.runs", "ops.stage_reports", "ops.source_health", "marts.stage_reports", "marts.source_health"}
    | {"ops.mart_inputs", "ops.mart_builds"}
    | {"changed.edition", "changed.names", "changed.articles", "changed.stories", "changed.entities"}
)
"""Tables that every run writes to, by design: its accounting, and what it made the marts of."""


def logical_hash(
    connection: duckdb.DuckDBPyConnection,
    tables: Iterable[str] | None = None,
    ignore_columns: Collection[str] = CLOCK_COLUMNS,
) -> dict[str, str]:
    """Table name -> ``<row count>:<hash>``, independent of row order; comparable under one version of DuckDB.

    Args:
        connection: an open database.
        tables: qualified names; None takes every table but those that every run adds to.
        ignore_columns: columns left out wherever they occur.
    """
    names = _all_tables(connection) if tables is None else tables
    return {name: _hash(connection, name, ignore_columns) for name in names}


def _all_tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    rows = connection.execute(statement("tables")).fetchall()
    return [name for (name,) in rows if name not in RUN_TABLES]


def _hash(connection: duckdb.DuckDBPyConnection, name: str, ignore_columns: Collection[str]) -> str:
    table = connection.table(name)
    columns = ", ".join(f'"{column}"' for column in table.columns if column not in ignore_columns)
    if not columns:
        return f"{len(table)}:"
    # a sum, not an exclusive or: two equal rows must not cancel out
    row = table.aggregate(f"count(*), coalesce(sum(hash({columns})), 0)").fetchone()
    assert row is not None
    return f"{row[0]}:{row[1]:x}"
