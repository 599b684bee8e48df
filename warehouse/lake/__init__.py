"""A DuckLake in place of the working file: tables as Parquet files in a folder, their catalogue in PostgreSQL.

Everything else of this room works on it unchanged: it is attached and made the database of unqualified names. The
promise of one writer, which a file keeps by itself, is kept by a lock in PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from importlib.util import find_spec
from os import getpid
from pathlib import Path
from platform import node
from typing import Any

import duckdb

_NAME = "lake"
_EXTENSIONS = ("postgres_scanner", "ducklake")
_KEEP_SNAPSHOTS = "7 days"
"""How long what was replaced can still be asked for (``at (timestamp => …)``); its files go afterwards."""
_KEEPALIVE = {"keepalives_idle": 60, "connect_timeout": 10}  # a firewall must not take the lock's quiet connection


class LakeMissing(Exception):
    """The lake cannot be reached or its packages are not installed; the message says what to do."""


class LakeBusy(Exception):
    """Another process writes to the lake; the message names it."""


@dataclass(frozen=True, slots=True)
class Lake:
    """Where a lake lies."""

    catalogue: str
    """Connection string of libpq, ``host=… dbname=…``; the password comes from ~/.pgpass or PGPASSWORD."""
    folder: Path

    def __str__(self) -> str:
        return f"ducklake:postgres:{self.catalogue}"


def attach(connection: duckdb.DuckDBPyConnection, lake: Lake, read_only: bool = False) -> None:
    """Makes the lake the database in which the connection looks up names; the first to come makes its catalogue.

    Raises:
        LakeMissing: a package is missing, PostgreSQL does not answer, or the lake's files lie in another folder.
    """
    for name in _EXTENSIONS:
        connection.execute(f"load {_quoted(_extension(name))}")
    where = "read_only" if read_only else f"data_path {_quoted(f'{lake.folder}/')}"
    try:
        connection.execute(f"attach {_quoted(str(lake))} as {_NAME} ({where})")
    except duckdb.Error as error:
        raise LakeMissing(f"{lake}: {error}") from error
    connection.execute(f"use {_NAME}")


def tidy(connection: duckdb.DuckDBPyConnection) -> None:
    """Merges small files and removes what was replaced a while ago; a night leaves hundreds of small files."""
    connection.execute(f"call {_NAME}.set_option('expire_older_than', '{_KEEP_SNAPSHOTS}')")
    connection.execute(f"call {_NAME}.set_option('delete_older_than', '{_KEEP_SNAPSHOTS}')")
    connection.execute(f"checkpoint {_NAME}")


@contextmanager
def sole_writer(lake: Lake) -> Iterator[None]:
    """Holds the lake against every other writer, on any machine; PostgreSQL frees it when this process dies.

    Raises:
        LakeMissing: psycopg is missing, or PostgreSQL does not answer.
        LakeBusy: another process holds it.
    """
    psycopg = _psycopg()
    for extension in _EXTENSIONS:  # whatever is missing is told before anything is held
        _extension(extension)
    name = f"nightdesk, process {getpid()} on {node()}"[:63]  # PostgreSQL cuts names here
    try:
        holding = psycopg.connect(lake.catalogue, autocommit=True, application_name=name, **_KEEPALIVE)
    except psycopg.Error as error:
        raise LakeMissing(f"{lake}: {str(error).strip()}") from error
    with holding:
        ((is_ours,),) = _ask(holding, "lock")
        if not is_ours:
            held_by = ", ".join(f"{who}, since {since:%Y-%m-%d %H:%M:%S}" for who, since in _ask(holding, "holder"))
            raise LakeBusy(f"{lake} is written by {held_by or 'a process that has just ended'}")
        yield


def _ask(connection: Any, name: str) -> list[tuple[Any, ...]]:
    sql = resources.files(__name__).joinpath(f"{name}.sql").read_text(encoding="utf-8")
    return list(connection.execute(sql).fetchall())


def _psycopg() -> Any:
    try:
        import psycopg
    except ImportError:
        raise LakeMissing(_INSTALL.format("psycopg")) from None
    return psycopg


_INSTALL = "a DuckLake warehouse needs {}: pip install 'nightdesk[ducklake]'"


def _extension(name: str) -> str:
    """The file of an extension of DuckDB, from its package: nothing is downloaded."""
    package = f"duckdb_extension_{name}"
    if find_spec(package) is None:
        raise LakeMissing(_INSTALL.format(package.replace("_", "-")))
    file = resources.files(package) / "extensions" / f"v{duckdb.__version__}" / f"{name}.duckdb_extension"
    if not file.is_file():
        raise LakeMissing(
            f"{package.replace('_', '-')} is not made for DuckDB {duckdb.__version__}; install that version"
        )
    return str(file)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
