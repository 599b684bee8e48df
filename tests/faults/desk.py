"""What the tests of dying runs share: a small desk as it stood before a night, and how to compare what nights left."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import duckdb
from faults.forks import run_one, serving
from faults.server import serve
from faults.small_web import NIGHTS, declare, lay_out_inputs, page, run_night, small_web, story

from nightdesk.flows.models.matchers import LazyMatcher
from nightdesk.flows.run import lifecycle as runs
from nightdesk.flows.run.progress import SilentProgress
from nightdesk.transforms.clean.article import clean
from nightdesk.transforms.facts.extract import extract
from nightdesk.transforms.records import Capture, Document
from nightdesk.warehouse.connection import open_edition, open_working
from nightdesk.warehouse.logical_hash import CLOCK_COLUMNS, logical_hash

Hashes = dict[str, str]

RUN_COLUMNS = CLOCK_COLUMNS | {"edition_id"}
"""Columns that name the run which stored a row; a repeated night may do so under another number."""


class Here:
    """An executor that works in this process: nothing to start, nothing to outlive a kill."""

    def map(
        self, function: Callable[[Any], Any], items: Iterable[Any], timeout_s: float | None = None
    ) -> Iterator[Any]:
        return map(function, items)

    def close(self) -> None:
        pass


def work_here() -> None:
    """Makes every run of this process and its children work without worker processes and without a word."""
    runs.executor_for = lambda setting: Here()
    runs.progress_for = SilentProgress
    title, paragraphs = story(1)
    clean(Capture("c", "s", "http://a.example/", None, NIGHTS[1], "text/html", "utf-8", page(1)))  # warms up
    extract(Document("a", title, "\n".join(paragraphs)))
    assert LazyMatcher().loaded


@contextmanager
def desk_before(folder: Path, night: int) -> Iterator[Path]:
    """A project that has lived through the nights before this one, its web served meanwhile."""
    lay_out_inputs(folder / "inputs")
    parent = os.getpid()

    def serve_web(port_file: Path) -> None:
        with serve(small_web()) as web:
            port_file.write_text(str(web.port))
            while os.getppid() == parent:  # a program that was killed leaves no server behind
                time.sleep(0.5)

    with serving(serve_web) as port:
        project = folder / "before"
        declare(project, folder / "inputs", port)
        for number in range(1, night):
            run_one(lambda number=number: _exit_code(project, number))
        yield project


def _exit_code(project: Path, number: int) -> int:
    return int(run_night(project, number).exit_code)


def copy_of(project: Path, name: str) -> Path:
    """The project under another name beside it, links of editions kept as links."""
    target = project.parent / name
    shutil.rmtree(target, ignore_errors=True)
    (target / "editions").mkdir(parents=True)
    for path in project.rglob("*"):
        if path.is_file() and path.name != "current.duckdb":
            copied = target / path.relative_to(project)
            copied.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, copied)
    current = project / "editions" / "current.duckdb"
    if current.exists():
        edition = next(p for p in current.parent.glob("[!.]*.duckdb") if p != current and p.samefile(current))
        (target / "editions" / "current.duckdb").hardlink_to(target / "editions" / edition.name)
    return target


def night_of(project: Path, number: int) -> dict[str, Hashes]:
    """Runs a night and says what it left."""
    run_night(project, number)
    return left_by(project)


def left_by(project: Path) -> dict[str, Hashes]:
    """Hashes of every table of the working file and of the current edition, and files that should not be there."""
    with closing(open_working(project / "nightdesk.duckdb")) as connection:
        working = _hashes(connection)
    return {"working": working, "edition": edition_of(project), "strangers": dict.fromkeys(strangers(project), "there")}


def edition_of(project: Path) -> Hashes:
    """Hashes of the current edition; {} where there is none."""
    current = project / "editions" / "current.duckdb"
    if not current.exists():
        return {}
    with closing(open_edition(current)) as connection:
        return _hashes(connection)


def _hashes(connection: duckdb.DuckDBPyConnection) -> Hashes:
    columns = connection.execute("select distinct column_name from duckdb_columns()").fetchall()
    ignored = RUN_COLUMNS | {name for (name,) in columns if name.endswith("run_seq")}
    return logical_hash(connection, ignore_columns=ignored)


def strangers(project: Path) -> list[str]:
    """Files in a project at rest that nobody will ever use or remove."""
    return sorted(path.name for path in project.rglob("*") if path.is_file() and not _belongs(path))


def _belongs(path: Path) -> bool:
    if path.suffix == ".html":  # the page of an edition that is still there
        return path.name == "morning.html" or path.with_suffix(".duckdb").exists()
    expected = ("*.duckdb", "*.warc.gz", "*.toml", "nightdesk.lock", "last_run.json")
    return not path.name.startswith(".") and any(path.match(glob) for glob in expected)


def differences(one: dict[str, Hashes], other: dict[str, Hashes]) -> list[str]:
    """What differs, as ``where: table``."""
    return [
        f"{where}: {name}"
        for where in one
        for name in sorted({*one[where], *other[where]})
        if one[where].get(name) != other[where].get(name)
    ]
