"""A project's last run, as a file for whoever watches: the working file belongs to the run, an edition may lag."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from nightdesk.flows.run.lock import is_alive

FILE = "last_run.json"


@dataclass(frozen=True, slots=True)
class LastRun:
    """How the last run began and ended."""

    run_id: str
    kind: str
    status: str  # running, done, failed
    pid: int
    started_at: str
    night: str | None = None
    finished_at: str | None = None
    edition_id: str | None = None
    error: str | None = None  # without secrets


def write_last_run(folder: Path, run: LastRun) -> None:
    """Replaces the file in one step."""
    aside = folder / f".{FILE}.part"
    aside.write_text(json.dumps(asdict(run)) + "\n", encoding="utf-8")
    aside.replace(folder / FILE)


def read_last_run(folder: Path) -> LastRun | None:
    """The last run; one that never ended and whose process is gone was killed. None: there was none."""
    try:
        run = LastRun(**json.loads((folder / FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    if run.status == "running" and not is_alive(run.pid):
        return LastRun(**{**asdict(run), "status": "killed"})
    return run
