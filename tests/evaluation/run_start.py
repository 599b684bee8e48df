"""Times what a person waits for: ``python tests/evaluation/run_start.py [REPEATS]``; medians of fresh processes."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COMMAND = [str(Path(sys.executable).with_name("nightdesk"))]
SOURCES = '[[sources]]\nid = "inbox"\nkind = "folder"\npath = "inbox"\n'
PREFECT_ALONE = """
from nightdesk.flows.run.engine import prepare_prefect
prepare_prefect()
from prefect import flow
flow(lambda: None, name="empty")()
"""


def seconds(command: list[str], repeats: int) -> float:
    """The median wall time of a command that must succeed."""
    took = []
    for _ in range(repeats):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, env=os.environ | {"NO_COLOR": "1"})
        took.append(time.perf_counter() - start)
    return statistics.median(took)


def main() -> None:
    """Help, an empty night without and with Prefect, and Prefect with an empty flow beside it."""
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "desk"
        (project / "inbox").mkdir(parents=True)
        (project / "sources.toml").write_text(SOURCES)
        (project / "inbox" / "ferry.txt").write_text(
            "Ferry returns\n\n" + "The ferry came back to the harbour on Monday. " * 9
        )
        run = [*COMMAND, "run", "--project", str(project)]
        seconds([*run, "--engine", "plain"], 1)  # from now on a night finds nothing new
        print(f"medians of {repeats}, seconds")
        print(f"  nightdesk --help            {seconds([*COMMAND, '--help'], repeats):.2f}")
        print(f"  empty night, plain          {seconds([*run, '--engine', 'plain'], repeats):.2f}")
        print(f"  empty night, Prefect        {seconds([*run, '--engine', 'prefect'], max(1, repeats // 2)):.2f}")
        print(
            f"  Prefect with an empty flow  {seconds([sys.executable, '-c', PREFECT_ALONE], max(1, repeats // 2)):.2f}"
        )


if __name__ == "__main__":
    main()
