"""Two runs at once: the second learns at once who holds the project; a holder that is killed leaves nothing behind."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from nightdesk.flows.run.lock import lock_project

HOLDER = """
import sys, time
from pathlib import Path
from nightdesk.flows.run.lock import lock_project
from nightdesk.flows.run.processes import ProcessExecutor
with lock_project(Path(sys.argv[1])):
    workers = ProcessExecutor(2)
    assert list(workers.map(abs, [-1, -2])) == [1, 2]
    print("holds", flush=True)
    time.sleep(120)
"""


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that holds the project and has workers."""
    process = subprocess.Popen([sys.executable, "-c", HOLDER, tmp_path], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "holds\n"
    yield process
    process.kill()
    process.wait()


def family(pid: int) -> list[int]:
    """Every descendant of a process."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [each for child in map(int, children) for each in (child, *family(child))]


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_the_second_run_ends_with_75_and_names_the_holder(holder: subprocess.Popen[str], tmp_path: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    nightdesk = Path(sys.executable).with_name("nightdesk")
    second = subprocess.run(
        [nightdesk, "load", tmp_path, "--project", tmp_path], capture_output=True, text=True, timeout=60, check=False
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert second.returncode == 75
    assert f"process {holder.pid}, since" in second.stderr
    assert second.stderr.count("\n") == 1
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 2.0  # of the processor


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="looks for processes in /proc")
def test_a_killed_holder_frees_the_project_and_its_workers_end(holder: subprocess.Popen[str], tmp_path: Path) -> None:
    workers = family(holder.pid)
    assert len(workers) >= 2
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    with lock_project(tmp_path):
        pass
    until = time.monotonic() + 30
    while any(map(is_alive, workers)) and time.monotonic() < until:
        time.sleep(0.1)
    assert [pid for pid in workers if is_alive(pid)] == []
