"""What commands read: the current edition, which never waits, or the working tables, which no run may hold."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from nightdesk.flows.errors import NightdeskError, UsageError
from nightdesk.flows.project import load_project
from nightdesk.flows.run.lock import open_warehouse
from nightdesk.warehouse.connection import open_edition
from nightdesk.warehouse.results import Result, fetch


@contextmanager
def edition(project: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The project's current edition, read-only.

    Raises:
        UsageError: there is none yet.
    """
    path = load_project(project).current_edition
    if not path.exists():
        raise UsageError(
            f"no edition in {path.parent}; 'nightdesk run', 'load' or 'demo' publishes one (or set --project)"
        )
    try:
        connection = open_edition(path)
    except duckdb.Error as error:
        raise NightdeskError(f"{path} cannot be opened: {error}") from None
    try:
        yield connection
    finally:
        connection.close()


def ask(connection: duckdb.DuckDBPyConnection, query: str) -> Result:
    """What a user's query gives.

    Raises:
        UsageError: the query is wrong; DuckDB's own words say where.
    """
    try:
        return fetch(connection.execute(query))
    except duckdb.Error as error:
        raise UsageError(f"{error}\n'nightdesk tables' lists what is there.") from None


@contextmanager
def archive(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The working file, locked for runs while it is read; nobody waits while a person thinks."""
    project = load_project(folder)
    if not project.has_warehouse:
        raise UsageError(f"no working file in {project.folder}; 'nightdesk run', 'load' or 'demo' makes one")
    with open_warehouse(project) as connection:
        yield connection
