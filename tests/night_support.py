"""What the tests of whole nights share: a demo night on demand, the edition and the working file to ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from nightdesk.flows.commands.demo import NIGHTS, lay_out_night, sample
from nightdesk.flows.commands.nights import night
from nightdesk.flows.run import RunReport
from nightdesk.warehouse.connection import open_edition, open_working

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


def run_demo_night(project: Path, number: int, engine: str = "plain", executor: str | None = None) -> RunReport:
    with sample() as source:
        lay_out_night(source, project, number)
    return night(project, engine, executor, now=NIGHTS[number])
