"""Runs the query of the README's first screen on a fresh demo and writes its real output under it (`make docs`)."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
WIDTH = "110"
BLOCK = re.compile(
    r'(<!-- query -->\n```\n\$ nightdesk sql "(.+)" -p nightdesk-demo\n).*?(```\n<!-- end: query -->)', re.S
)


def output_of(query: str, project: Path) -> str:
    """What the command prints, trailing blanks cut."""
    command = [sys.executable, "-c", "from nightdesk.flows.cli import main; main()", "sql", query, "-p", str(project)]
    environment = {**os.environ, "COLUMNS": WIDTH}
    printed = subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout
    return "".join(f"{line.rstrip()}\n" for line in printed.splitlines())


def with_output(text: str, project: Path) -> str:
    """The README with the output of its query as the project gives it."""
    return BLOCK.sub(lambda found: found[1] + output_of(found[2], project) + found[3], text)


def main() -> None:
    """Writes the README."""
    with tempfile.TemporaryDirectory() as folder:
        demo = "from nightdesk.flows.cli import main; main()"
        command = [sys.executable, "-c", demo, "demo", "--engine", "plain", "--project", f"{folder}/demo"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        readme = REPOSITORY / "README.md"
        text = readme.read_text(encoding="utf-8")
        readme.write_text(with_output(text, Path(folder) / "demo"), encoding="utf-8")


if __name__ == "__main__":
    main()
