"""A night that dies anywhere is mended by the next run; and the test that says so finds bugs of that kind.

These are samples: ``make faults`` tries every point.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

PROGRAM = Path(__file__).with_name("run_points.py")


def found(*options: str) -> dict[str, Any]:
    """What the program finds, in a process of its own: it forks, which a process of many threads must not."""
    done = subprocess.run([sys.executable, PROGRAM, *options], capture_output=True, text=True, timeout=280, check=False)
    assert done.stdout, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_a_night_that_dies_anywhere_is_mended_by_the_next_run() -> None:
    told = found("--most", "6")
    assert told["points"] > 150
    assert told["hits"] >= 5
    assert told["mismatches"] == {}


@pytest.mark.parametrize("bug", ["state-first", "blind-insert"])
def test_a_planted_bug_is_found(bug: str) -> None:
    assert found("--at", "before commit: collect, receiving.store", "--plant", bug)["mismatches"] != {}
