"""status: how the project does, for people and for monitoring; it never waits for a run."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from nightdesk.flows.cli.commands.reading import ask, edition, show_rows
from nightdesk.flows.errors import UsageError
from nightdesk.flows.project import load_project
from nightdesk.flows.run.last_run import LastRun, read_last_run
from nightdesk.flows.run.lock import is_held
from nightdesk.warehouse.results import Result
from nightdesk.warehouse.sql import statement

_TABLES = {
    "runs": "Editions and runs",
    "stages": "Last run, per stage and source",
    "sources": "Sources",
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


def status(project: Path, max_age: str | None, as_json: bool) -> None:
    """The state of the project; exits 1 where the edition is too old, or missing where an age was named.

    Raises:
        UsageError: there was neither an edition nor a run.
    """
    most = _age(max_age) if max_age else None
    state = _state(project)
    _print_json(state) if as_json else _show(state)
    if most is not None and (state.age is None or state.age > most):
        what = f"is {_words(state.age)} old, more than {max_age}" if state.age is not None else "is missing"
        print(f"nightdesk: the current edition {what}", file=sys.stderr)
        sys.exit(1)


def _state(project: Path) -> State:
    last, is_running = read_last_run(project), is_held(project)
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
    for name, found in tables.items():
        print(f"\n{_TABLES[name]}")
        if found.rows:
            show_rows(*found, limit=40)
        else:
            print("none")


_ENDED = {
    "running": "has not ended",
    "done": "is done",
    "failed": "failed",
    "killed": "was killed; the next one repairs what it left",
}


def _age(text: str) -> timedelta:
    match = re.fullmatch(r"(\d+(?:\.\d+)?)([mhd])", text.strip())
    if match is None:
        raise UsageError(f"--max-age {text!r}: a number and m, h or d, for example 26h")
    return timedelta(**{_UNITS[match[2]]: float(match[1])})


def _words(age: timedelta) -> str:
    hours = age.total_seconds() / 3600
    return f"{hours:.1f} h" if hours < 48 else f"{hours / 24:.1f} days"
