"""nightdesk sql, tables, status: questions to the current edition; they never wait for a run."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nightdesk.flows.cli.options import JsonOption, ProjectOption

if TYPE_CHECKING:
    import duckdb

    from nightdesk.flows.run.last_run import LastRun
    from nightdesk.warehouse.results import Result


_TABLES = {
    "runs": "Editions and runs",
    "stages": "Last run, per stage and source",
    "sources": "Sources",
    "languages": "Languages not read for facts (text, metadata and copies alone)",
    "rejections": "Rejected",
}


_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


@dataclass(frozen=True, slots=True)
class State:
    """What is known of a project: by its current edition, if there is one, and by its last run, if there was one."""

    tables: dict[str, Result]
    age: timedelta | None  # of the edition
    last: LastRun | None
    is_running: bool


_ENDED = {
    "running": "has not ended",
    "done": "is done",
    "failed": "failed",
    "killed": "was killed; the next one repairs what it left",
}


def sql(
    query: Annotated[str | None, typer.Argument(help="A query; without one, an interactive prompt.")] = None,
    project: ProjectOption = Path(),
    as_json: JsonOption = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    limit: Annotated[int, typer.Option(help="Most rows printed as a table; 0 prints all.", min=0)] = 100,
) -> None:
    """Ask the current edition, read-only."""
    from nightdesk.flows.cli.opening import ask, edition
    from nightdesk.flows.cli.output import show_rows

    with edition(project) as connection:
        if query is None:
            _prompt(connection, limit)
            return
        found = ask(connection, query)
    if as_json:
        print(json.dumps(found.as_dicts(), default=str, ensure_ascii=False))
    elif as_csv:
        writer = csv.writer(sys.stdout)
        writer.writerow(found.columns)
        writer.writerows([_inert(cell) for cell in row] for row in found.rows)
    else:
        show_rows(*found, limit)


def tables(
    table: Annotated[str | None, typer.Argument(help="Show the columns of one table.")] = None,
    project: ProjectOption = Path(),
    as_json: JsonOption = False,
) -> None:
    """List what the current edition holds, each table and column with a sentence."""
    from nightdesk.flows.cli.opening import edition
    from nightdesk.flows.cli.output import show_rows
    from nightdesk.flows.errors import UsageError
    from nightdesk.warehouse.results import fetch
    from nightdesk.warehouse.sql import statement

    with edition(project) as connection:
        name = "editions/tables" if table is None else "editions/columns"
        found = fetch(connection.execute(statement(name), {} if table is None else {"table": table}))
    if table is not None and not found.rows:
        raise UsageError(f"no table {table!r} in the edition; 'nightdesk tables' lists them")
    if as_json:
        print(json.dumps(found.as_dicts(), ensure_ascii=False))
    else:
        show_rows(*found)


def status(
    project: ProjectOption = Path(),
    max_age: Annotated[
        str | None, typer.Option("--max-age", help="Exit 1 if the edition is older: 26h, 90m, 2d.", metavar="AGE")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Show the last runs, what each source gave, and what was rejected and why."""
    most = _age(max_age) if max_age else None
    state = _state(project)
    _print_json(state) if as_json else _show(state)
    if most is not None and (state.age is None or state.age > most):
        what = f"is {_words(state.age)} old, more than {max_age}" if state.age is not None else "is missing"
        print(f"nightdesk: the current edition {what}", file=sys.stderr)
        sys.exit(1)


def _inert(cell: object) -> object:
    """A cell no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def _prompt(connection: duckdb.DuckDBPyConnection, limit: int) -> None:
    """Reads statements until the end of input; a statement ends with a semicolon or an empty line."""
    from nightdesk.flows.cli.opening import ask
    from nightdesk.flows.cli.output import show_rows
    from nightdesk.flows.errors import UsageError
    from nightdesk.warehouse.sql import statement

    with suppress(ImportError):
        import readline  # noqa: F401  (gives input() its history and editing)
    print("Statements end with ; — 'tables;' lists what is there, Ctrl-D leaves.")
    for query in _statements():
        try:
            if query == "tables":
                query = statement("editions/tables")
            show_rows(*ask(connection, query), limit)
        except UsageError as error:
            print(error)


def _statements() -> Iterator[str]:
    lines: list[str] = []
    while True:
        try:
            line = input("     > " if lines else "night> ")
        except EOFError:
            print()
            return
        lines.append(line)
        text = "\n".join(lines).strip()
        if text and (text.endswith(";") or not line.strip()):
            yield text.rstrip(";").strip()
        if text.endswith(";") or not line.strip():
            lines = []


def _state(project: Path) -> State:
    from nightdesk.flows.cli.opening import ask, edition
    from nightdesk.flows.project import load_project
    from nightdesk.flows.run.last_run import read_last_run
    from nightdesk.flows.run.lock import is_locked
    from nightdesk.warehouse.results import Result
    from nightdesk.warehouse.sql import statement

    last, is_running = read_last_run(project), is_locked(project)
    if last and not load_project(project).current_edition.exists():
        return State({name: Result([], []) for name in _TABLES}, None, last, is_running)
    with edition(project) as connection:
        found = {name: ask(connection, statement(f"editions/status_{name}")) for name in _TABLES}
    published_at = found["runs"].as_dicts()[0]["published_at"]
    return State(found, datetime.now(UTC) - published_at.replace(tzinfo=UTC), last, is_running)


def _print_json(state: State) -> None:
    tables = {name: found.as_dicts() for name, found in state.tables.items()}
    rest = {
        "edition_age_s": round(state.age.total_seconds()) if state.age is not None else None,
        "last_run": asdict(state.last) if state.last else None,
        "running": state.is_running,
    }
    print(json.dumps({**tables, **rest}, default=str, ensure_ascii=False))


def _show(state: State) -> None:
    if state.age is not None:
        _show_tables(state.tables)
        print(f"\nThe current edition is {_words(state.age)} old.")
    else:
        print("There is no edition yet.")
    last = state.last
    if last and (state.age is None or last.status in ("failed", "killed")):
        print(f"The last run, {last.run_id}, {_ENDED[last.status]}{f': {last.error}' if last.error else '.'}")
    if state.is_running:
        print("A run is working now.")


def _show_tables(tables: dict[str, Result]) -> None:
    from nightdesk.flows.cli.output import show_rows

    for name, found in tables.items():
        print(f"\n{_TABLES[name]}")
        if found.rows:
            show_rows(*found, limit=40)
        else:
            print("none")


def _age(text: str) -> timedelta:
    from nightdesk.flows.errors import UsageError

    match = re.fullmatch(r"(\d+(?:\.\d+)?)([mhd])", text.strip())
    if match is None:
        raise UsageError(f"--max-age {text!r}: a number and m, h or d, for example 26h")
    return timedelta(**{_UNITS[match[2]]: float(match[1])})


def _words(age: timedelta) -> str:
    hours = age.total_seconds() / 3600
    return f"{hours:.1f} h" if hours < 48 else f"{hours / 24:.1f} days"
