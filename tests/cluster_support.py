"""A Dask cluster of our own on 127.0.0.1: a scheduler and workers, each ended by its own process id."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

_QUIET = {
    "DASK_DISTRIBUTED__WORKER__DAEMON": "false",  # as the runbook says: workers start killable processes
    "DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL": "30s",
}


class Cluster:
    """A scheduler with the workers that were started for it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.workers: list[subprocess.Popen[bytes]] = []
        self._scheduler, log = self._start("scheduler", "--port", "0")
        self.address = _wait_for(log, r"Scheduler at:\s+(tcp://[\d.:]+)")

    def _start(self, kind: str, *arguments: str) -> tuple[subprocess.Popen[bytes], Path]:
        log = self._folder / f"{kind}-{len(self.workers)}.log"
        command = [sys.executable, "-m", "dask", kind, "--host", "127.0.0.1", "--no-dashboard", *arguments]
        with log.open("wb") as stream:
            process = subprocess.Popen(
                command, stdout=stream, stderr=stream, env=os.environ | _QUIET, start_new_session=True
            )
        return process, log

    def add_worker(self, threads: int = 1) -> None:
        """One more worker, connected when this returns; without a nanny, so that killing it is final."""
        process, log = self._start(
            "worker", self.address, "--no-nanny", "--nthreads", str(threads), "--local-directory", str(self._folder)
        )
        self.workers.append(process)
        _wait_for(log, r"(Registered to)")

    @property
    def process_ids(self) -> list[int]:
        """The scheduler's and the workers'."""
        return [self._scheduler.pid, *(worker.pid for worker in self.workers)]

    def kill_worker(self) -> None:
        """Kills a worker as an outage would, with its processes."""
        _kill(self.workers.pop())

    def stop(self) -> None:
        """Kills everything that was started here."""
        for process in (*self.workers, self._scheduler):
            _kill(process)

    def kill_scheduler(self) -> None:
        """Kills the scheduler; workers are left without one."""
        _kill(self._scheduler)


def _kill(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(30)


def _wait_for(log: Path, pattern: str) -> str:
    for _ in range(300):
        if found := re.search(pattern, log.read_text()):
            return found[1]
        time.sleep(0.1)
    raise TimeoutError(log.read_text())


@contextlib.contextmanager
def cluster(threads: Sequence[int] = (1, 1)) -> Iterator[Cluster]:
    """A scheduler and a worker for each number of threads."""
    with tempfile.TemporaryDirectory(prefix="nightdesk-dask-") as folder:
        started = Cluster(Path(folder))
        try:
            for each in threads:
                started.add_worker(each)
            yield started
        finally:
            started.stop()
