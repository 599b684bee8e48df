"""What the tests of reading tools share: an edition of the sample, a PostgreSQL server of our own."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

# `make bi-test` installs them; without them the modules of this folder cannot even be read
collect_ignore_glob = [] if find_spec("playwright") and find_spec("psycopg") else ["test_*.py"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs tools that `make test` does without."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.bi)


@pytest.fixture(scope="session")
def editions(demo_project: Path) -> list[Path]:
    """The editions of the sample's three nights, oldest first."""
    return sorted(path for path in (demo_project / "editions").glob("2*.duckdb"))


@pytest.fixture(scope="session")
def venvs(repository: Path) -> Path:
    """Virtual environments of other programs, made by `make bi-test`."""
    return repository / ".venv-bi"


def binaries() -> Path:
    """The folder with PostgreSQL's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    beside = shutil.which("initdb")
    if not found and beside is None:
        pytest.skip("needs PostgreSQL: apt-get install postgresql")
    return found[-1].parent if found else Path(str(beside)).parent


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A connection string of a fresh server that listens on a socket in a folder of its own; stopped by its own pid."""
    programs = binaries()
    folder = Path(tempfile.mkdtemp(prefix="nightdesk-pg-", dir="/tmp"))
    user = "postgres" if os.geteuid() == 0 else None  # the server refuses to run as root
    if user:
        shutil.chown(folder, user)
    data = folder / "data"
    subprocess.run(
        [programs / "initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-locale"],
        user=user,
        cwd=folder,
        check=True,
        capture_output=True,
    )
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [programs / "postgres", "-D", data, "-k", folder, "-c", "listen_addresses="],
            user=user,
            cwd=folder,
            stdout=log,
            stderr=log,
        )
    try:
        _wait(programs, folder)
        yield f"host={folder} user=postgres dbname=postgres"
    finally:
        server.terminate()
        server.wait(30)
        shutil.rmtree(folder)


def _wait(programs: Path, folder: Path) -> None:
    for _ in range(150):
        if subprocess.run([programs / "pg_isready", "-h", folder], capture_output=True, check=False).returncode == 0:
            return
        time.sleep(0.2)
    pytest.fail((folder / "log").read_text())
