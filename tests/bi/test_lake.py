"""The working tables in a DuckLake, catalogue in PostgreSQL: the editions of a working file, and one writer only."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from night_support import run_demo_night

from nightdesk.flows.cli.nights import night
from nightdesk.flows.errors import RunHeld, UsageError
from nightdesk.flows.maintenance.integrity import check_project
from nightdesk.flows.project import load_project
from nightdesk.flows.run.lock import open_warehouse
from nightdesk.flows.sample.layout import prepare, sample
from nightdesk.warehouse.connection import open_edition
from nightdesk.warehouse.lake import Lake, sole_writer
from nightdesk.warehouse.logical_hash import logical_hash


@pytest.fixture
def catalogue(postgres: str) -> Iterator[str]:
    """The setting for a database of its own."""
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute("create database lake")
    yield "ducklake:postgres:" + postgres.replace("dbname=postgres", "dbname=lake")
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute("drop database lake with (force)")


def project_on(folder: Path, warehouse: str) -> Path:
    """The sample's project; always in the same folder, as paths are part of ids."""
    shutil.rmtree(folder, ignore_errors=True)
    with sample() as source:
        prepare(folder, source)
    with (folder / "settings.toml").open("a", encoding="utf-8") as settings:
        settings.write(f'\nwarehouse = "{warehouse}"\n')
    return folder


def three_nights(folder: Path) -> list[dict[str, str]]:
    """What each night's edition holds, and what the working tables hold at the end."""
    for number in (1, 2, 3):
        run_demo_night(folder, number)
    found = []
    for path in sorted((folder / "editions").glob("2*.duckdb")):
        with closing(open_edition(path)) as edition:
            found.append(logical_hash(edition))
    with open_warehouse(load_project(folder)) as connection:
        return [*found, logical_hash(connection)]


def test_three_nights_on_a_lake_publish_the_editions_of_a_working_file(tmp_path: Path, catalogue: str) -> None:
    in_a_file = three_nights(project_on(tmp_path / "desk", "file"))
    on_a_lake = three_nights(project_on(tmp_path / "desk", catalogue))
    assert len(on_a_lake) == 4
    assert on_a_lake == in_a_file
    assert not (tmp_path / "desk" / "nightdesk.duckdb").exists()
    assert check_project(load_project(tmp_path / "desk")) == []


def test_a_second_writer_is_refused_and_told_who_writes(tmp_path: Path, catalogue: str) -> None:
    """Also from another folder, as it would be on another machine."""
    desk = project_on(tmp_path / "desk", catalogue)
    (tmp_path / "elsewhere").mkdir()
    with (
        sole_writer(Lake(catalogue.removeprefix("ducklake:postgres:"), tmp_path / "elsewhere")),
        pytest.raises(RunHeld, match=r"is written by nightdesk, process \d+ on .+, since 2"),
    ):
        run_demo_night(desk, 1)
    assert not (desk / "editions").exists()


HOLDS_AND_WAITS = """
import sys, time
from pathlib import Path
from nightdesk.warehouse.lake import Lake, sole_writer
with sole_writer(Lake(sys.argv[1], Path("lake"))):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_killed_writer_holds_nothing(tmp_path: Path, catalogue: str) -> None:
    lake = Lake(catalogue.removeprefix("ducklake:postgres:"), tmp_path)
    writer = subprocess.Popen([sys.executable, "-c", HOLDS_AND_WAITS, lake.catalogue], stdout=subprocess.PIPE)
    assert writer.stdout is not None
    assert writer.stdout.readline() == b"held\n"
    writer.send_signal(signal.SIGKILL)
    writer.wait(10)
    writer.stdout.close()
    for _ in range(50):  # PostgreSQL notices the end of a connection by itself
        try:
            with sole_writer(lake):
                return
        except Exception:
            continue
    pytest.fail("the lock outlived its holder")


def test_a_silent_catalogue_stops_the_night_and_no_password_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPASSWORD", "tell-nobody")
    desk = project_on(tmp_path / "desk", f"ducklake:postgres:host={tmp_path} dbname=lake")
    with pytest.raises(UsageError, match="setting warehouse: ") as caught:
        night(desk, "plain", None)
    assert "tell-nobody" not in str(caught.value)
