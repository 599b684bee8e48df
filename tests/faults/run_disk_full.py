"""Lets the disk fill up at eight moments of a night: ``python tests/faults/run_disk_full.py [--points N]``.

The project lies on a small file system of its own (tmpfs) where the user may mount one, with less free space each time
than a night needs; elsewhere no file may grow beyond a limit (RLIMIT_FSIZE). Each time the run must end with one line
that names what could not be written and where, the edition of the night before must be untouched, and the same night
with space again must leave what an undisturbed night leaves.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from faults.desk import copy_of, desk_before, differences, night_of, work_here
from faults.effects import watch
from faults.forks import run_one
from faults.small_web import run_night

from nightdesk.flows.errors import NightdeskError

NIGHT = 2
_DISK_MB = 400
_ROOM_FOR_CLOSING = 64_000  # what a full file system keeps over in pages of 4 KB: less is no point of its own


@contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """A file system of its own at ``folder``; False where the user may not mount one."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={_DISK_MB}m", "tmpfs", str(folder)]
    mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(folder)], check=True)


def least_need(project: Path) -> int:
    """The most bytes that a night holds at once in its log and the edition it builds: with less it cannot end."""
    most = 0

    def look(point: str) -> None:
        nonlocal most
        new = [project / "nightdesk.duckdb.wal", *(project / "editions").glob(".*.part")]
        most = max(most, sum(path.stat().st_size for path in new if path.exists()))

    watch(look)
    run_night(project, NIGHT)
    return most


def checksum(project: Path) -> str:
    return hashlib.sha256((project / "editions" / "current.duckdb").read_bytes()).hexdigest()


def full_night(project: Path, free_bytes: int, on_small_disk: bool) -> dict[str, Any]:
    """Runs a night with little space and says how it ended."""
    ballast = project.parent / "ballast"
    if on_small_disk:
        _fill(ballast, free_bytes)
    else:
        resource.setrlimit(resource.RLIMIT_FSIZE, (free_bytes, resource.RLIM_INFINITY))
    try:
        run_night(project, NIGHT)
        return {"message": None, "exit_code": 0}
    except NightdeskError as error:
        return {"message": str(error), "exit_code": error.exit_code}
    finally:
        ballast.unlink(missing_ok=True)


def _fill(ballast: Path, free_bytes: int) -> None:
    with ballast.open("wb") as file:
        stat = os.statvfs(ballast.parent)
        left = stat.f_bavail * stat.f_frsize - free_bytes
        while left > 0:
            left -= file.write(bytes(min(left, 1_000_000)))


def try_point(project: Path, free_bytes: int, on_small_disk: bool, expected: dict[str, Any]) -> dict[str, Any]:
    """One moment: how the night ended, and what is wrong about it."""
    before = checksum(project)
    try:
        ended = run_one(lambda: full_night(project, free_bytes, on_small_disk))
    except RuntimeError as error:
        ended = {"message": str(error), "exit_code": None}
    message, wrong = ended["message"], []
    if ended["exit_code"] != 1 or "disk is full" not in message or "\n" in message or str(project) not in message:
        wrong.append(f"ended as {ended}")
    if checksum(project) != before:
        wrong.append("the edition of the night before changed")
    wrong += differences(expected, run_one(lambda: night_of(project, NIGHT)))
    return {"free_bytes": free_bytes, "message": message, "wrong": wrong}


def run(folder: Path, points: int) -> dict[str, Any]:
    """Every moment with its findings."""
    work_here()
    with small_disk(folder / "disk") as mounted, desk_before(folder / "disk", NIGHT) as before:
        whole = copy_of(before, "whole")
        expected = run_one(lambda: night_of(whole, NIGHT))
        # a limit on files holds for each by itself
        edition = (whole / "editions" / "current.duckdb").stat().st_size
        most = run_one(lambda: least_need(copy_of(before, "measured"))) if mounted else edition
        found = []
        for number in range(points):
            free = _ROOM_FOR_CLOSING + (most - 2 * _ROOM_FOR_CLOSING) * number // points
            found.append(try_point(copy_of(before, "full"), free, mounted, expected))
    return {"means": "tmpfs" if mounted else "RLIMIT_FSIZE", "points": found}


def main() -> int:
    """Prints the findings as JSON; 1 when something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, default=8)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = run(Path(folder), options.points)
    print(json.dumps(found, indent=1))
    return 1 if any(point["wrong"] for point in found["points"]) else 0


if __name__ == "__main__":
    sys.exit(main())
