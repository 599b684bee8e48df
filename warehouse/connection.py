"""Opens database files with every setting that a run depends on, stated."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from nightdesk.warehouse.lake import Lake, attach
from nightdesk.warehouse.migrate import SchemaRefused, is_current, migrate
from nightdesk.warehouse.sql import statement

_COMMON = {"autoinstall_known_extensions": "false"}  # or DuckDB tries the network
_LOG_BYTES = "1GB"
"""How much a run may write before DuckDB rewrites the changed parts of the file, which closing does once. Its default
of 16 MB did so inside the commit of every batch or two: 13 of 100 s of a night of 2,000 on 10,000 articles, more on
larger archives."""


class WarehouseBusy(Exception):
    """Another process holds the working file."""


class SchemaDiffers(Exception):
    """A working file that may only be read has the tables of an older program."""


def held_elsewhere(error: duckdb.Error) -> bool:
    """Whether opening failed because another process has the file open; a damaged block is another matter."""
    return "could not set lock" in str(error).lower()


def open_working(
    path: Path | Lake | None, memory_limit: str = "4GB", threads: int | None = None
) -> duckdb.DuckDBPyConnection:
    """The working database, migrated; None opens one in memory.

    A lake is not held by opening it: see `lake.sole_writer`.

    Raises:
        WarehouseBusy: another process has the file open; trying again later can help.
        LakeMissing: a lake cannot be reached.
        SchemaRefused: this program cannot bring its tables forward; nothing was changed.
    """
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": memory_limit,
        "checkpoint_threshold": _LOG_BYTES,
        **_COMMON,
    }
    if threads is not None:
        config["threads"] = threads
    if (place := _place(path)) is not None:
        place.parent.mkdir(parents=True, exist_ok=True)
        config["temp_directory"] = str(place.with_suffix(".tmp"))
    try:
        connection = duckdb.connect(str(path) if isinstance(path, Path) else ":memory:", config=config)
    except duckdb.IOException as error:
        if held_elsewhere(error):
            raise WarehouseBusy(f"{path}: another process has the working file open") from error
        raise
    connection.execute("set TimeZone = 'UTC'")
    if isinstance(path, Lake):
        attach(connection, path)
    migrate(connection)
    return connection


def _place(path: Path | Lake | None) -> Path | None:
    """Beside what in the file system the database may leave temporary files."""
    return path.folder if isinstance(path, Lake) else path


def open_to_read(path: Path | Lake, memory_limit: str = "4GB") -> duckdb.DuckDBPyConnection:
    """The working database as it stands: nothing can be written, no migration runs.

    Raises:
        WarehouseBusy: another process has the file open.
        LakeMissing: a lake cannot be reached.
        SchemaDiffers: an older program made its tables; a migration would bring them forward.
        SchemaRefused: no migration could.
    """
    config: dict[str, str | bool | int | float | list[str]] = {"memory_limit": memory_limit, **_COMMON}
    is_lake = isinstance(path, Lake)
    config["temp_directory"] = str(_place(path)) + ".tmp"
    try:
        connection = duckdb.connect(":memory:" if is_lake else str(path), read_only=not is_lake, config=config)
    except duckdb.IOException as error:
        if held_elsewhere(error):
            raise WarehouseBusy(f"{path}: another process has the working file open") from error
        raise
    connection.execute("set TimeZone = 'UTC'")
    if isinstance(path, Lake):
        attach(connection, path, read_only=True)
    try:
        if not is_current(connection):
            raise SchemaDiffers("its tables are those of an older program; 'nightdesk publish' updates them")
    except (SchemaRefused, SchemaDiffers):
        connection.close()
        raise
    return connection


def open_edition(path: Path) -> duckdb.DuckDBPyConnection:
    """An edition for a user's own SQL: read-only, no network, no files, settings locked, marts found by bare name."""
    connection = duckdb.connect(str(path), read_only=True, config={**_COMMON, "enable_external_access": "false"})
    connection.execute("set TimeZone = 'UTC'")
    connection.execute("set search_path = 'marts'")
    connection.execute("set lock_configuration = true")
    return connection


def cursor_of(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """A cursor for another thread, in the connection's database; one made by ``cursor`` alone starts in the first.

    It asks the connection, so it is made in the thread that uses the connection: in another one both may wait for ever.
    """
    row = connection.execute(statement("current_database")).fetchone()
    cursor = connection.cursor()
    cursor.execute(f'use "{row[0] if row else ""}"')
    return cursor


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All or nothing: commits at the end, rolls back when anything is raised."""
    connection.begin()
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()
