"""Lets a night die before and after every effect it has, and looks whether the next run mends it.

``python tests/faults/run_points.py [--most N] [--at POINT] [--plant BUG]``

A night over the small desk is run once to list its points (`effects.py`), and again while the project folder is
copied at the first, middle and last hit of each: what lies on disk at that moment is what a killed process leaves.
In every copy the night is run again, and then the night after it. Three things must hold each time: readers see the
edition before or the edition after, whole; the tables are those of a night that nobody disturbed; no file is left over.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from faults import planted
from faults.desk import Hashes, copy_of, desk_before, differences, edition_of, night_of, work_here
from faults.effects import watch
from faults.forks import run_all, run_one
from faults.small_web import run_night

NIGHT = 2  # there are validators, versions, a withdrawal and an edition to lose


class Hit(NamedTuple):
    """One moment to die at."""

    point: str
    number: int


class Expected(NamedTuple):
    """What undisturbed nights leave."""

    before: Hashes
    after: dict[str, Hashes]
    next_night: dict[str, Hashes]


def count_points(project: Path) -> dict[str, int]:
    """How often a night passes each point."""
    counts: Counter[str] = Counter()
    watch(lambda point: counts.update([point]))
    run_night(project, NIGHT)
    return dict(counts)


def chosen(counts: dict[str, int], most: int | None, at: str | None = None) -> list[Hit]:
    """First, middle and last hit of every point, or every hit of one; ``most`` of them, evenly spread."""
    if at is not None:
        return [Hit(at, n) for n in range(1, counts[at] + 1)]
    hits = [Hit(point, n) for point, count in counts.items() for n in sorted({1, (count + 1) // 2, count})]
    if most is None or most >= len(hits):
        return hits
    return [hits[round(n * (len(hits) - 1) / max(most - 1, 1))] for n in range(most)]


def copy_at(project: Path, hits: Sequence[Hit]) -> list[str | None]:
    """Runs the night and copies the project at each of the hits; the name of the copy for each.

    Most effects are statements inside a transaction: the disk stays as it was, and the copy made before stands for it.
    None for a hit that did not come again: sources are read side by side, and what they bring is stored as it comes.
    """
    wanted = set(hits)
    counts: Counter[str] = Counter()
    copies: dict[str, str] = {}  # by what lies on disk
    made: dict[Hit, str] = {}
    busy = False  # copying has effects too

    def seen(point: str) -> None:
        nonlocal busy
        if busy:
            return
        counts.update([point])
        hit = Hit(point, counts[point])
        if hit in wanted:
            busy = True
            state = _state(project)
            if state not in copies:
                copies[state] = f"died{len(copies)}"
                copy_of(project, copies[state])
            made[hit], busy = copies[state], False

    watch(seen)
    run_night(project, NIGHT)
    return [made.get(hit) for hit in hits]


def _state(project: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(path for path in project.rglob("*") if path.is_file()):
        digest.update(f"{path.relative_to(project)} {path.stat().st_ino} ".encode() + path.read_bytes())
    return digest.hexdigest()


def mend(project: Path, expected: Expected) -> list[str]:
    """What is wrong with a project whose night died, before, after and after the night that mends it."""
    seen = edition_of(project)
    wrong = [] if seen in (expected.before, expected.after["edition"]) else ["readers: half an edition"]
    wrong += differences(expected.after, night_of(project, NIGHT))
    if not wrong:
        wrong += [f"next night, {each}" for each in differences(expected.next_night, night_of(project, NIGHT + 1))]
    shutil.rmtree(project)
    return wrong


def run(folder: Path, most: int | None = None, at: str | None = None, plant: str | None = None) -> dict[str, Any]:
    """Counts and mismatches of every chosen hit."""
    work_here()
    planted.plant(plant)
    started = time.monotonic()
    with desk_before(folder, NIGHT) as before:
        whole = copy_of(before, "whole")
        expected = Expected(
            run_one(lambda: edition_of(before)),
            run_one(lambda: night_of(whole, NIGHT)),
            run_one(lambda: night_of(whole, NIGHT + 1)),
        )
        counts = run_one(lambda: count_points(copy_of(before, "counted")))
        hits = chosen(counts, most, at)
        names = run_one(lambda: copy_at(copy_of(before, "dying"), hits))
        died = {hit: name for hit, name in zip(hits, names, strict=True) if name}
        wrong = _mend_all(folder, sorted(set(died.values())), expected)
    return {
        "points": len(counts),
        "hits": len(died),
        "states of the disk": len(wrong),
        "mismatches": {f"{hit.point}, hit {hit.number}": wrong[name] for hit, name in died.items() if wrong[name]},
        "seconds": round(time.monotonic() - started, 1),
    }


def _mend_all(folder: Path, names: Sequence[str], expected: Expected) -> dict[str, list[str]]:
    jobs: list[Callable[[], Any]] = [partial(mend, folder / name, expected) for name in names]
    ends = run_all(jobs, os.cpu_count() or 2)
    return {name: [end.error] if end.error else end.result for name, end in zip(names, ends, strict=True)}


def main() -> int:
    """Prints the findings as JSON; 1 when there is a mismatch."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, help="how many hits are tried; all where it is missing")
    parser.add_argument("--at", help="every hit of this point alone")
    parser.add_argument("--plant", choices=planted.BUGS, help="a bug to put into the program first")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = run(Path(folder), options.most, options.at, options.plant)
    print(json.dumps(found, indent=1))
    return 1 if found["mismatches"] else 0


if __name__ == "__main__":
    sys.exit(main())
