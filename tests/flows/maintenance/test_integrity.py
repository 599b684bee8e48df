"""A warehouse is proved: nothing is found in a sound one, and every kind of damage is found in a damaged one."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest
from night_support import working_file_of

from nightdesk.flows.cli import app
from nightdesk.flows.errors import RunHeld, UsageError
from nightdesk.flows.maintenance.integrity import Fault, check_project, check_warehouse
from nightdesk.flows.project import Project, load_project
from nightdesk.flows.reprocess import reprocess
from nightdesk.flows.run.lock import lock_project

ROWS = {
    "surfaces": "update facts.quotes set surface = surface || '.' where rowid = 0",
    "accounting": "update ops.stage_reports set stored = stored + 1 where stage = 'clean'",
    "references": "delete from staging.article_versions where article_id = (select min(article_id) from facts.quotes)",
    "pointers": "update raw.sightings set last_capture_id = 'nothing' where rowid = 0",
    "texts": "update staging.article_versions set text = text || ' More.' where known_until is null",
    "links": "update stories.memberships set origin_id = article_id, relation = 'independent',"
    " derived_from_article_id = null where relation = 'derived'",
    "base_keys": "insert into stories.links select * from stories.links limit 1",
    "keys": "insert into raw.aliases select * from raw.aliases limit 1",
    "current_versions": "update staging.article_versions set known_until = null where known_until is not null",
    "version_numbers": "update staging.article_versions set version = version + 5 where known_until is not null",
    "extractions": "update facts.dates set extractor_version = 'another'",
    "state": "update raw.sightings set last_run_seq = 99",
}
"""What damages the rows, by the check that must find it."""


@pytest.fixture(scope="module")
def project(demo_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    return load_project(shutil.copytree(demo_project, tmp_path_factory.mktemp("proved") / "desk"))


@pytest.fixture(scope="module")
def working(project: Project) -> Iterator[duckdb.DuckDBPyConnection]:
    with working_file_of(project.folder) as connection:
        yield connection


@pytest.fixture
def damaged_copy(demo_project: Path, tmp_path: Path) -> Project:
    return load_project(shutil.copytree(demo_project, tmp_path / "desk"))


def test_nothing_is_found_in_a_sound_warehouse(project: Project, working: duckdb.DuckDBPyConnection) -> None:
    assert check_warehouse(project, working) == []


@pytest.mark.parametrize("check", ROWS)
def test_damaged_rows_are_found(project: Project, working: duckdb.DuckDBPyConnection, check: str) -> None:
    working.begin()
    try:
        working.execute(ROWS[check])
        faults = {fault.check: fault for fault in check_warehouse(project, working)}
    finally:
        working.rollback()
    assert faults[check].rows > 0
    assert faults[check].next_step


def flip(path: Path, *offsets: int) -> None:
    path.chmod(0o644)
    content = bytearray(path.read_bytes())
    for offset in offsets:
        content[offset] ^= 0xFF
    path.write_bytes(content)


def flip_a_capture(project: Project) -> None:
    flip(next(project.captures_folder.glob("*.warc.gz")), 700)


def lose_a_file_of_captures(project: Project) -> None:
    next(project.captures_folder.glob("*.warc.gz")).unlink()


def flip_an_edition(project: Project) -> None:
    """In many places: an edition that was made from a copy of the one before has room that nothing reads."""
    flip(project.current_edition, *range(100_000, project.current_edition.stat().st_size, 50_000))


def flip_the_working_file(project: Project) -> None:
    flip(project.working_file, 8192 + 16)  # the header that names where everything lies


@pytest.mark.parametrize(
    ("damage", "check"),
    [
        (flip_a_capture, "captures"),
        (lose_a_file_of_captures, "captures"),
        (flip_an_edition, "editions"),
        (flip_the_working_file, "working file"),
    ],
)
def test_damaged_files_are_found(damaged_copy: Project, damage: Callable[[Project], None], check: str) -> None:
    damage(damaged_copy)
    assert check in {fault.check for fault in check_project(damaged_copy)}


def test_what_a_fault_advises_mends_it(damaged_copy: Project) -> None:
    with working_file_of(damaged_copy.folder) as connection:
        connection.execute(ROWS["surfaces"])
    (fault,) = check_project(damaged_copy)
    assert "--stage extract" in fault.next_step
    reprocess.fn(damaged_copy.folder, "extract")
    assert check_project(damaged_copy) == []


def test_marts_older_than_the_tables_are_no_fault(damaged_copy: Project) -> None:
    """A night that was killed before it published repairs itself; nothing is damaged."""
    with working_file_of(damaged_copy.folder) as connection:
        connection.execute(
            "update ops.runs set edition_id = null, status = 'killed' "
            "where run_seq = (select max(run_seq) from ops.runs)"
        )
        connection.execute("delete from marts.quotes")
    assert check_project(damaged_copy) == []


def test_a_project_that_a_run_works_on_is_left_alone(project: Project) -> None:
    with lock_project(project.folder), pytest.raises(RunHeld):
        check_project(project)


def test_a_folder_without_a_working_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no working file"):
        check_project(load_project(tmp_path))


def test_the_doctor_names_rows_and_next_step_and_exits_1(
    damaged_copy: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    lose_a_file_of_captures(damaged_copy)
    with pytest.raises(SystemExit) as ended:
        app(["doctor", "--deep", "--json", "--project", str(damaged_copy.folder)])
    assert ended.value.code == 1
    (found,) = [each for each in json.loads(capsys.readouterr().out)["findings"] if not each["ok"]]
    assert found["what"] == "captures"
    assert ".warc.gz" in found["detail"]
    assert "Next: " in found["detail"]


def test_a_fault_is_one_line() -> None:
    assert str(Fault("keys", 2, "rows are doubled", "restore")) == "keys: rows are doubled. Next: restore"
