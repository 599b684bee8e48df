"""Runs functions in forked children of a warm process: what takes seconds to import is imported once.

Only for programs of one thread that have no database open; results come back as JSON through a file.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

Job = Callable[[], Any]


class Ended(NamedTuple):
    """How a child ended: its result, or the signal or error that ended it."""

    result: Any
    error: str | None


class Child:
    """A function at work in a process of its own, its output in a file."""

    def __init__(self, job: Job) -> None:
        self._file = Path(tempfile.mkstemp(prefix="faults-")[1])
        self.pid = os.fork()
        if self.pid == 0:
            self._work(job)

    def _work(self, job: Job) -> None:
        os.setpgid(0, 0)  # whatever the child starts ends with it
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        code = 0
        try:
            self._file.write_text(json.dumps({"result": job()}), encoding="utf-8")
        except BaseException:
            self._file.write_text(json.dumps({"error": traceback.format_exc()}), encoding="utf-8")
            code = 1
        os._exit(code)

    def kill(self) -> None:
        """Ends the child as a power switch would, its workers too."""
        os.killpg(self.pid, signal.SIGKILL)

    def wait(self) -> Ended:
        """Waits for the end."""
        _, status = os.waitpid(self.pid, 0)
        text = self._file.read_text(encoding="utf-8")
        self._file.unlink()
        if os.WIFSIGNALED(status):
            return Ended(None, f"signal {os.WTERMSIG(status)}")
        told = json.loads(text)
        return Ended(told.get("result"), told.get("error"))


def run_all(jobs: Sequence[Job], at_once: int) -> Iterator[Ended]:
    """The ends of the jobs, in order, so many at the same time."""
    working: list[Child] = []
    for job in jobs:
        if len(working) >= at_once:
            yield working.pop(0).wait()
        working.append(Child(job))
    for child in working:
        yield child.wait()


def run_one(job: Job) -> Any:
    """The result of one job; what it raised is raised here."""
    ended = Child(job).wait()
    if ended.error is not None:
        raise RuntimeError(ended.error)
    return ended.result


@contextmanager
def serving(serve: Callable[[Path], None]) -> Iterator[int]:
    """A server in a child: ``serve`` writes its port to the file it is given and goes on until it is ended."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "port"
        child = Child(lambda: serve(file))
        try:
            until = time.monotonic() + 20
            while not file.exists() or not file.read_text():
                if time.monotonic() > until:
                    sys.exit("the server did not start")
                time.sleep(0.02)
            yield int(file.read_text())
        finally:
            child.kill()
            child.wait()
