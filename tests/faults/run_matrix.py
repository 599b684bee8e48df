"""Loads the same articles under other circumstances: ``python tests/faults/run_matrix.py [--rows N]``.

Number of workers, order of arrival, hash seed, time zone, language of the system, a clock 400 days ahead: no row of
any table and of the edition may differ. Each variant changes several of these at once, each value stands in one variant
at least; where one differs, its circumstances must be tried one by one.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from faults.desk import differences
from faults.small_web import page, story

HERE = Path(__file__).parent
LATER_DAYS = 400


class Variant(NamedTuple):
    """Circumstances of a load."""

    workers: int
    shuffled: bool = False
    later: bool = False
    environment: tuple[tuple[str, str], ...] = ()


USUAL = Variant(2, environment=(("PYTHONHASHSEED", "0"), ("TZ", "UTC"), ("LC_ALL", "C.UTF-8")))
VARIANTS = {
    "one worker, shuffled, hash seed 1, Kiritimati": Variant(
        1, shuffled=True, environment=(("PYTHONHASHSEED", "1"), ("TZ", "Pacific/Kiritimati"), ("LC_ALL", "C"))
    ),
    "four workers, 400 days later, hash seed 4242": Variant(
        4, later=True, environment=(("PYTHONHASHSEED", "4242"), ("TZ", "America/St_Johns"), ("LC_ALL", "tr_TR.UTF-8"))
    ),
    "two workers, shuffled, any hash seed": Variant(
        2,
        shuffled=True,
        environment=(("PYTHONHASHSEED", "random"), ("TZ", "Asia/Kathmandu"), ("LC_ALL", "de_DE.UTF-8")),
    ),
}


def rows(count: int) -> list[str]:
    """Articles as pages and as texts, some with dates that only mean something beside a clock."""
    found = []
    for number in range(count):
        title, paragraphs = story(number)
        row: dict[str, Any] = {"id": f"a{number}", "url": f"http://a.example/{number}"}
        if number % 2:
            row["html"] = page(number).decode().replace("</h1>", "</h1><p>Published yesterday at 17:30</p>")
        else:
            row |= {"title": title, "text": "\n\n".join([*paragraphs, "The council will decide next Friday."])}
        found.append(json.dumps(row))
    return found


def load(folder: Path, lines: list[str], variant: Variant, library: Path | None) -> dict[str, Any]:
    """Hashes of what one load left."""
    order = random.Random(7).sample(lines, len(lines)) if variant.shuffled else lines
    (folder / "rows.jsonl").write_text("\n".join(order) + "\n", encoding="utf-8")
    environment = {**os.environ, **dict(variant.environment)}
    if variant.later and library is not None:
        environment |= {"LD_PRELOAD": str(library), "NIGHTDESK_LATER_DAYS": str(LATER_DAYS)}
    project = folder / "project"
    shutil.rmtree(project, ignore_errors=True)
    command = [sys.executable, HERE / "one_load.py", project, folder / "rows.jsonl", str(variant.workers)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def build_library(folder: Path) -> Path | None:
    """The library that moves the clock; None where there is no compiler."""
    library = folder / "later.so"
    command = ["cc", "-shared", "-fPIC", "-O1", "-o", library, HERE / "later.c", "-ldl"]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return library


def run(folder: Path, count: int) -> dict[str, Any]:
    """What differs in each variant."""
    library, lines = build_library(folder), rows(count)
    usual = load(folder, lines, USUAL, library)
    found: dict[str, Any] = {"rows": count, "clock was moved": False, "differences": {}}
    for name, variant in VARIANTS.items():
        told = load(folder, lines, variant, library)
        found["clock was moved"] |= told["year"] > usual["year"]
        if wrong := differences(usual["hashes"], told["hashes"]):
            found["differences"][name] = wrong
    return found


def main() -> int:
    """Prints the findings as JSON; 1 where something differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=120)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = run(Path(folder), options.rows)
    print(json.dumps(found, indent=1))
    return 1 if found["differences"] else 0


if __name__ == "__main__":
    sys.exit(main())
