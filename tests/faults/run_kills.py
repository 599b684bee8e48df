"""Kills nights at random moments: ``python tests/faults/run_kills.py [--kills N] [--seed N]``.

Where `run_points.py` dies at every effect that Python sees, this also hits what happens inside DuckDB and inside the
system's calls. A project's night is killed five times in a row, as if a watchdog were set too short; then it is let
through, and must leave what a night leaves that nobody disturbed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from faults.desk import copy_of, desk_before, differences, edition_of, night_of, work_here
from faults.forks import Child, run_all, run_one
from faults.small_web import run_night

NIGHT = 2
_IN_A_ROW = 5


def killed(project: Path, after_s: list[float], expected: dict[str, Any], before: dict[str, str]) -> dict[str, Any]:
    """Kills the project's night so many times and lets it through; returns how many kills hit, and what is wrong."""
    hit, wrong = 0, []
    for seconds in after_s:
        child = Child(lambda: run_night(project, NIGHT).run_id)
        time.sleep(seconds)
        child.kill()
        hit += child.wait().error is not None
        if run_one(lambda: edition_of(project)) not in (before, expected["edition"]):
            wrong.append("readers: half an edition")
    wrong += differences(expected, run_one(lambda: night_of(project, NIGHT)))
    return {"hit": hit, "wrong": wrong}


def run(folder: Path, kills: int, seed: int) -> dict[str, Any]:
    """Counts and mismatches of so many kills."""
    work_here()
    draw = random.Random(seed)
    with desk_before(folder, NIGHT) as before:
        edition = run_one(lambda: edition_of(before))
        whole = copy_of(before, "whole")
        started = time.monotonic()
        expected = run_one(lambda: night_of(whole, NIGHT))
        night_s = time.monotonic() - started
        jobs: list[Callable[[], Any]] = []
        for number in range(kills // _IN_A_ROW):
            moments = [draw.uniform(0, night_s) for _ in range(_IN_A_ROW)]
            jobs.append(partial(killed, copy_of(before, f"killed{number}"), moments, expected, edition))
        ends = [ended._asdict() if ended.error else ended.result for ended in run_all(jobs, os.cpu_count() or 2)]
    return {
        "kills": kills,
        "seed": seed,
        "hit a running night": sum(end.get("hit", 0) for end in ends),
        "mismatches": [end.get("error") or end["wrong"] for end in ends if end.get("error") or end["wrong"]],
    }


def main() -> int:
    """Prints the findings as JSON; 1 when there is a mismatch."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = run(Path(folder), options.kills, options.seed)
    print(json.dumps(found, indent=1))
    return 1 if found["mismatches"] else 0


if __name__ == "__main__":
    sys.exit(main())
