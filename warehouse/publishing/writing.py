"""Writes an edition's file: from the one published before, where the marts know what changed since, or whole.

A copy of the edition before is changed as the marts were: the rows of the changed keys are deleted and inserted,
tables that are always whole are replaced. What deleted rows leave free the next editions use. The first edition of a
month is written whole, which makes it compact and leaves behind whatever a disk may have done to older ones.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from nightdesk.warehouse.connection import open_edition, transaction
from nightdesk.warehouse.publishing.checks import CheckResult
from nightdesk.warehouse.publishing.comments import describe_table
from nightdesk.warehouse.publishing.marts import Model, edition_models, marts, where_changed
from nightdesk.warehouse.sql import sql_files, statement

CONTRACT_VERSION = "1.0"
"""Version of the marts' shape: the major number changes when a column goes or changes its meaning."""

STORAGE_VERSION = "v1.2.0"
"""Files of this version open in DuckDB 1.2.2 to 2.0.0 (tried November 2026); BI drivers embed 1.5 at most."""

BLOCK_SIZE_BYTES = 32_768
"""DuckDB's default of 262 144 makes an edition of 5 articles 6.8 MB large, this one 1.1 MB (November 2026)."""

FULL_TEXT_TABLES = frozenset({"article_texts"})
"""Tables that hold others' texts whole."""


def write_edition(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    edition_id: str,
    published_at: datetime,
    checks: Sequence[CheckResult],
    with_texts: bool,
) -> None:
    """Writes the edition's tables with their comments into a new file beside the editions published before."""
    values = _values(edition_id, published_at, checks)
    copied = [model for model in marts() if with_texts or model.table not in FULL_TEXT_TABLES]
    base = _edition_before(connection, path.parent, published_at, copied)
    if base is None or not _write_onto(connection, base, path, copied, values):
        path.unlink(missing_ok=True)
        _write_whole(connection, path, copied, values)


def _edition_before(
    connection: duckdb.DuckDBPyConnection, folder: Path, published_at: datetime, copied: Sequence[Model]
) -> Path | None:
    """The edition that the changed keys are counted from, if it is there, of the same month and has the same tables."""
    known = connection.execute(statement("marts/edition_before")).fetchone()
    path = folder / f"{known[0]}.duckdb" if known else None
    if path is None or not path.exists():
        return None
    if _month(datetime.fromtimestamp(path.stat().st_mtime, UTC)) != _month(published_at):
        return None
    with open_edition(path) as edition:
        tables = {name for (name,) in edition.execute(statement("tables")).fetchall()}
    return path if tables == {model.header.model for model in (*copied, *edition_models())} else None


def _month(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m")


def _write_onto(
    connection: duckdb.DuckDBPyConnection,
    base: Path,
    path: Path,
    copied: Sequence[Model],
    values: dict[str, object],
) -> bool:
    """Copies the edition before and changes what changed; False where that does not give what the marts hold."""
    shutil.copyfile(base, path)
    with _attached(connection, path):
        with transaction(connection):
            for model in copied:
                rows = where_changed(model)
                connection.execute(f"delete from edition.{model.header.model} {rows}")
                connection.execute(f"insert into edition.{model.header.model} from {model.header.model} {rows}")
            for model in edition_models():
                connection.execute(f"delete from edition.{model.header.model}")
                _run(connection, f"insert into edition.{model.header.model} {model.sql}", values)
        return all(
            len(connection.table(f"edition.{model.header.model}")) == len(connection.table(model.header.model))
            for model in copied
        )


def _write_whole(
    connection: duckdb.DuckDBPyConnection, path: Path, copied: Sequence[Model], values: dict[str, object]
) -> None:
    selects = [(model, f"select * from {model.header.model}") for model in copied]
    selects += [(model, model.sql) for model in edition_models()]
    options = f" (storage_version '{STORAGE_VERSION}', block_size {BLOCK_SIZE_BYTES})"
    with _attached(connection, path, options):
        with transaction(connection):
            connection.execute("create schema edition.marts")
            for model, select in selects:  # all tables first: the data dictionary lists every one, itself too
                _run(connection, f"create table edition.{model.header.model} as from ({select}) limit 0", values)
                describe_table(connection, model.header, f"edition.{model.header.model}")
            for model, select in selects:
                _run(connection, f"insert into edition.{model.header.model} {select}", values)
        _add_macros(connection, {model.table for model in marts()} - {model.table for model in copied})


@contextmanager
def _attached(connection: duckdb.DuckDBPyConnection, path: Path, options: str = "") -> Iterator[None]:
    """The file as database ``edition``; on leaving it is complete and has no log beside it."""
    file = str(path).replace("'", "''")
    connection.execute(f"attach '{file}' as edition{options}")
    try:
        yield
        connection.execute("checkpoint edition")
    finally:
        connection.execute("detach edition")


def _add_macros(connection: duckdb.DuckDBPyConnection, left_out: set[str]) -> None:
    """Gives the edition its table macros, but for those that read a table it lacks."""
    with connection.cursor() as writer:
        writer.execute("use edition")
        for _, sql in sql_files("macros"):
            if not any(f"marts.{table}" in sql for table in left_out):
                writer.execute(sql)


def _values(edition_id: str, published_at: datetime, checks: Sequence[CheckResult]) -> dict[str, object]:
    """Every named parameter of the edition's own models."""
    return {
        "edition_id": edition_id,
        "published_at": published_at.astimezone(UTC).replace(tzinfo=None),
        "contract_version": CONTRACT_VERSION,
        "warning_count": sum(check.failing_rows > 0 for check in checks),
        "check_names": [check.name for check in checks],
        "severities": [check.severity for check in checks],
        "failing_rows": [check.failing_rows for check in checks],
        "descriptions": [check.description for check in checks],
        "database": "edition",
    }


def _run(connection: duckdb.DuckDBPyConnection, sql: str, values: dict[str, object]) -> None:
    """Runs a statement with those of the parameters that it names; DuckDB refuses any other."""
    connection.execute(sql, {name: value for name, value in values.items() if f"${name}" in sql})
