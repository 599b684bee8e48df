"""status: how the project does, for people and for monitoring; it never waits for a run."""

from __future__ import annotations

import json
import os
import re
import sys
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from nightdesk.flows.commands.reading import ask, edition, show_rows
from nightdesk.flows.errors import UsageError
from nightdesk.flows.last_run import LastRun, read_last_run
from nightdesk.warehouse.statements import statement

_TABLES = {
    "runs": "Editions and runs",
    "stages": "Last run, per stage and source",
    "sources": "Sources",
    "rejections": "Rejected",
}
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


def status(project: Path, max_age: str | None, as_json: bool) -> None:
    """The state of the project as its current edition and last run tell it; exits 1 where the edition is too old."""
    most = _age(max_age) if max_age else None
    with edition(project) as connection:
        found = {name: ask(connection, statement(f"editions/status_{name}")) for name in _TABLES}
    _, runs = found["runs"]
    age = datetime.now(UTC) - runs[0][1].replace(tzinfo=UTC)
    last, is_running = read_last_run(project), _is_held(project)
    if as_json:
        _print_json(found, age, last, is_running)
    else:
        _show(found, age, last, is_running)
    if most is not None and age > most:
        print(f"nightdesk: the current edition is {_words(age)} old, more than {max_age}", file=sys.stderr)
        sys.exit(1)


def _print_json(found: dict[str, Any], age: timedelta, last: LastRun | None, is_running: bool) -> None:
    data = {name: [dict(zip(columns, row, strict=True)) for row in rows] for name, (columns, rows) in found.items()}
    state = {
        "edition_age_s": round(age.total_seconds()),
        "last_run": asdict(last) if last else None,
        "running": is_running,
    }
    print(json.dumps({**data, **state}, default=str, ensure_ascii=False))


def _show(found: dict[str, Any], age: timedelta, last: LastRun | None, is_running: bool) -> None:
    for name, (columns, rows) in found.items():
        print(f"\n{_TABLES[name]}")
        if rows:
            show_rows(columns, rows, limit=40)
        else:
            print("none")
    print(f"\nThe current edition is {_words(age)} old.")
    if last and last.status in ("failed", "killed"):
        print(f"The last run, {last.run_id}, {_ENDED[last.status]}{f': {last.error}' if last.error else '.'}")
    if is_running:
        print("A run is working now.")


_ENDED = {"failed": "failed", "killed": "was killed; the next one repairs what it left"}


def _age(text: str) -> timedelta:
    match = re.fullmatch(r"(\d+(?:\.\d+)?)([mhd])", text.strip())
    if match is None:
        raise UsageError(f"--max-age {text!r}: a number and m, h or d, for example 26h")
    return timedelta(**{_UNITS[match[2]]: float(match[1])})


def _words(age: timedelta) -> str:
    hours = age.total_seconds() / 3600
    return f"{hours:.1f} h" if hours < 48 else f"{hours / 24:.1f} days"


def _is_held(project: Path) -> bool:
    """Whether a run holds the project; the holder's note may outlive a killed process, so the process is asked."""
    try:
        holder = json.loads((project / "nightdesk.lock.holder").read_text())
        os.kill(int(holder["pid"]), 0)
    except (OSError, ValueError, KeyError):
        return False
    return True
