"""Runs every fault of this folder whole and writes what was found into README.md: ``python tests/faults/measure.py``.

Names of programs as arguments run these alone (points, kills, disk_full, matrix, poison, bulk); the others keep their
rows. A program that finds something or ends before its time gets a row that says so and the others go on; the end is 1
then.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "evaluation"))

import machine

HERE = Path(__file__).resolve().parent
README = HERE / "README.md"
PROGRAMS = {  # the quick ones first
    "disk_full": "The disk fills up",
    "matrix": "Other circumstances",
    "poison": "Hostile pages among good ones",
    "kills": "Nights killed at random moments",
    "points": "A night dies before and after every effect",
    "bulk": "Many articles, many copies",
}
_MOST_S = 1_200  # each took under half of it on two cores (November 2026)


def figures(name: str, found: dict[str, Any]) -> str:
    """The findings of a program in a cell."""
    if name == "disk_full":
        wrong = sum(bool(point["wrong"]) for point in found["points"])
        return f"{len(found['points'])} points by {found['means']}: {wrong} not as promised"
    return "; ".join(f"{key.replace('_', ' ')}: {_short(value)}" for key, value in found.items())


def _short(value: object) -> str:
    if isinstance(value, dict | list) and not value:
        return "0"
    if isinstance(value, dict):
        return ", ".join(f"{key} {_short(each)}" for key, each in value.items())
    return " / ".join(map(_short, value)) if isinstance(value, list) else str(value)


def measure(name: str) -> tuple[str, bool]:
    """The row of a program, and whether all was as promised."""
    started = time.monotonic()
    output, code = _run([sys.executable, str(HERE / f"run_{name}.py")])
    seconds = time.monotonic() - started
    told = figures(name, json.loads(output)) if output else f"**no result: it ended with {code}**"
    if output and code:
        told = f"**not as promised**: {told}"
    when = f"{datetime.now(UTC):%d %B %Y}, {seconds / 60:.1f} min"
    return f"| {PROGRAMS[name]} (`run_{name}.py`) | {told.replace('|', '/')} | {when} |", code == 0


def _run(command: list[str]) -> tuple[str, str | int]:
    """What a program printed and how it ended; with all it started it is ended after `_MOST_S`."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as program:
        try:
            output, _ = program.communicate(timeout=_MOST_S)
        except subprocess.TimeoutExpired:
            os.killpg(program.pid, signal.SIGKILL)
            return "", f"{_MOST_S} seconds over"
    return output, program.returncode


def rows() -> dict[str, str]:
    """The rows that stand in the document, by program."""
    text = README.read_text(encoding="utf-8")
    return {found[1]: found[0] for found in re.finditer(r"^\| .*`run_(\w+)\.py`.*$", text, flags=re.M)}


def write(made: dict[str, str]) -> None:
    """Puts the rows between the marks of the document."""
    table = ["| what | found | when |", "|---|---|---|", *(made[name] for name in PROGRAMS if name in made)]
    part = "\n".join([f"Machine: {machine.describe()}.", "", *table])
    text = README.read_text(encoding="utf-8")
    before, rest = text.split("<!-- measured -->\n")
    after = rest.split("<!-- end -->\n")[1]
    README.write_text(f"{before}<!-- measured -->\n{part}\n<!-- end -->\n{after}", encoding="utf-8")


def main() -> int:
    """Writes after every program, so that nothing found is lost."""
    unknown = [name for name in sys.argv[1:] if name not in PROGRAMS]
    if unknown:
        sys.exit(f"no program {unknown[0]!r}; there are {', '.join(PROGRAMS)}")
    kept = True
    for name in sys.argv[1:] or PROGRAMS:
        print(f"{datetime.now(UTC):%H:%M} {PROGRAMS[name]} ...", file=sys.stderr, flush=True)
        row, as_promised = measure(name)
        print(row, file=sys.stderr, flush=True)
        write(rows() | {name: row})
        kept &= as_promised
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
