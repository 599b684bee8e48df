"""Runs the measurements and writes what they print into RESULTS.md: ``python tests/evaluation/measure_all.py [NAME]``.

Names are those of the ``run_*.py`` files, for example ``dedup``; all are run where none is given, one after another.
What was not run now stays in RESULTS.md as it was, with its own date and machine.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import machine

HERE = Path(__file__).parent
RESULTS = HERE / "RESULTS.md"
HEAD = """# Results

Written by `make bench` (accuracy) and `make bench-speed`; each part says when and where it was measured. Goals are
those of the issues they were built for; sets and scorers: `../shared/bench`.
"""
MEASUREMENTS = {
    "extract": ("Cleaning, beside other extractors", []),
    "dedup": ("Copies, rewrites, stories", []),
    "facts": ("Facts", []),
    "slots": ("Contested figures", []),
    "copies": ("Copies, beside other packages", []),
    "lookup": ("Look-ups of a night of 2,000 against a million", []),
    "storm": ("A storm of 10,000 copies", []),
    "load_speed": ("Collecting and cleaning 10,000 pages", []),
    "end_to_end": ("10,000 articles, from nothing to the first edition", []),
    "start": ("What a person waits for", []),
    "publish_cost": ("An edition after a small night on 50,000 articles", []),
    "growth": ("A night on a growing archive", ["10000", "100000"]),
}
"""What can be measured, its title and its arguments, the quick ones first."""


def measure(name: str) -> str:
    """A part of the document: what a measurement printed.

    Raises:
        subprocess.CalledProcessError: it failed; nothing is written of it.
    """
    title, arguments = MEASUREMENTS[name]
    script = f"tests/evaluation/run_{name}.py"
    start = time.perf_counter()
    environment = os.environ | {"PYTHONHASHSEED": "0", "NO_COLOR": "1", "COLUMNS": "120"}
    command = [sys.executable, str(HERE / f"run_{name}.py"), *arguments]
    printed = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment).stdout
    day, minutes = f"{datetime.now(UTC):%d %B %Y}", (time.perf_counter() - start) / 60
    return (
        f"<!-- {name} -->\n## {title}\n\n`{' '.join(['python', script, *arguments])}`: {day}, {minutes:.1f} minutes, "
        f"{machine.describe()}.\n\n```\n{printed.strip()}\n```\n"
    )


def parts() -> dict[str, str]:
    """The parts that stand in the document, by name."""
    text = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
    found = re.split(r"^<!-- (\w+) -->\n", text, flags=re.M)
    return {name: f"<!-- {name} -->\n{part.strip()}\n" for name, part in zip(found[1::2], found[2::2], strict=True)}


def main() -> None:
    """Measures and writes after every part, so that nothing measured is lost."""
    unknown = [name for name in sys.argv[1:] if name not in MEASUREMENTS]
    if unknown:
        sys.exit(f"no measurement {unknown[0]!r}; there are {', '.join(MEASUREMENTS)}")
    for name in sys.argv[1:] or MEASUREMENTS:
        print(f"{MEASUREMENTS[name][0]} ...", file=sys.stderr, flush=True)
        made = parts() | {name: measure(name)}
        ordered = [made[each] for each in MEASUREMENTS if each in made]
        RESULTS.write_text("\n".join([HEAD, *ordered]), encoding="utf-8")


if __name__ == "__main__":
    main()
