"""Loads a table at a fixed night and prints the hashes of every table: ``one_load.py PROJECT PATH WORKERS``."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from faults.desk import left_by
from faults.small_web import NIGHTS

from nightdesk.flows.nightly import nightly


def main() -> int:
    """Prints the hashes and the year that this process believes in."""
    project, path, workers = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    project.mkdir(parents=True)
    (project / "sources.toml").write_text(f'[[sources]]\nid = "rows"\nkind = "table"\npath = "{path}"\n')
    nightly.fn(project_folder=project, now=NIGHTS[1], settings={"engine": "plain", "executor": f"process:{workers}"})
    print(json.dumps({"hashes": left_by(project), "year": time.gmtime().tm_year}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
