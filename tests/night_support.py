"""What the tests of whole nights share: a demo night on demand, the edition and the working file to ask."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from nightdesk.flows.cli.nights import night
from nightdesk.flows.run.report import RunReport
from nightdesk.flows.sample.layout import NIGHTS, lay_out_night, prepare, sample
from nightdesk.warehouse.connection import open_edition, open_working
from nightdesk.warehouse.logical_hash import logical_hash

Query = Callable[[str], list[tuple[Any, ...]]]


@contextmanager
def edition_of(project: Path) -> Iterator[Query]:
    connection = open_edition(project / "editions" / "current.duckdb")
    try:
        yield lambda sql: connection.execute(sql).fetchall()
    finally:
        connection.close()


@contextmanager
def working_file_of(project: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    connection = open_working(project / "nightdesk.duckdb")
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def put_back(project: Path, aside: Path) -> Iterator[None]:
    """For a test that changes a project which others share: afterwards it is as it was."""
    shutil.copytree(project, aside, symlinks=True)
    try:
        yield
    finally:
        shutil.rmtree(project)
        shutil.move(aside, project)


def run_demo_night(project: Path, number: int, engine: str = "plain", executor: str | None = None) -> RunReport:
    with sample() as source:
        lay_out_night(source, project, number)
    return night(project, engine, executor, now=NIGHTS[number])


def hashes(project: Path) -> dict[str, str]:
    with working_file_of(project) as connection:
        return logical_hash(connection)


def first_night(folder: Path, engine: str = "plain", executor: str | None = None) -> dict[str, str]:
    """Hashes after the first night in a new project; the folder is the same each time, as paths are part of ids."""
    shutil.rmtree(folder / "project", ignore_errors=True)
    with sample() as source:
        prepare(folder / "project", source)
    run_demo_night(folder / "project", 1, engine, executor)
    return hashes(folder / "project")
