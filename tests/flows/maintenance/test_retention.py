"""Retention and compaction: old bytes go and the rows say so; a compact file holds the same rows in less room."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from night_support import working_file_of

from nightdesk.flows.cli import app
from nightdesk.flows.maintenance.forget import Request, forget
from nightdesk.flows.maintenance.integrity import check_project
from nightdesk.flows.maintenance.retention import drop_expired
from nightdesk.flows.project import Project, load_project
from nightdesk.flows.reprocess import reprocess
from nightdesk.flows.run.lifecycle import start_run
from nightdesk.flows.sample.layout import NIGHTS
from nightdesk.flows.stages.night import clean
from nightdesk.warehouse.logical_hash import logical_hash
from nightdesk.warehouse.upkeep import compaction
from nightdesk.warehouse.upkeep.compaction import CopyDiffers, compact


@pytest.fixture
def project(demo_project: Path, tmp_path: Path) -> Project:
    return load_project(shutil.copytree(demo_project, tmp_path / "desk"))


def hashes(project: Project) -> dict[str, str]:
    with working_file_of(project.folder) as connection:
        return logical_hash(connection)


def expire(project: Project, keep_days: int) -> int:
    """As at the end of the third night."""
    with working_file_of(project.folder) as connection:
        return drop_expired(connection, project.captures_folder, keep_days, NIGHTS[3])


def files(project: Project) -> list[str]:
    return sorted(path.name[:8] for path in project.captures_folder.iterdir())


def test_files_wholly_past_their_time_go_and_the_rows_say_so(project: Project) -> None:
    assert files(project) == ["20260310", "20260311", "20260312"]
    dropped = expire(project, keep_days=1)
    assert files(project) == ["20260311", "20260312"]
    with working_file_of(project.folder) as connection:
        marked = "select count(*) from raw.captures where expired_at is not null"
        assert connection.execute(marked).fetchall() == [(dropped,)]
    assert dropped > 0
    assert check_project(project) == []


def test_nothing_goes_by_default(project: Project) -> None:
    assert project.settings.keep_captures_days == 0
    assert expire(project, keep_days=0) == 0
    assert expire(project, keep_days=2) == 0  # days count from the night
    assert len(files(project)) == 3


def make_pending(project: Project, captures: str) -> None:
    with working_file_of(project.folder) as connection:
        one = f"(select min(capture_id) from raw.captures where {captures})"
        connection.execute(f"delete from staging.cleanings where capture_id = {one}")


def test_captures_that_still_wait_to_be_cleaned_stay(project: Project) -> None:
    make_pending(project, "run_seq = 1")
    assert expire(project, keep_days=1) == 0


def test_a_killed_removal_is_completed_by_the_next_night(project: Project) -> None:
    expire(project, keep_days=1)
    left_behind = project.captures_folder / "20260310T233000Z-0001.warc.gz"
    left_behind.write_bytes(b"")
    expire(project, keep_days=1)
    assert not left_behind.exists()


def test_reprocessing_keeps_articles_whose_bytes_are_gone(project: Project) -> None:
    expire(project, keep_days=1)
    before = hashes(project)
    report = reprocess.fn(project.folder, "clean", now=NIGHTS[3])
    assert report.stages[0].total("rejected") == 0
    after = hashes(project)
    assert {name for name in before if before[name] != after[name]} <= {"staging.cleanings"}


def test_a_capture_whose_bytes_are_gone_says_so_when_it_is_read_again(project: Project) -> None:
    expire(project, keep_days=1)
    make_pending(project, "expired_at is not null")
    with start_run(project, "replay", []) as run:
        assert clean(run).total("rejected") == 1
    with working_file_of(project.folder) as connection:
        found = "select detail from ops.rejections where reason = 'payload_expired'"
        assert connection.execute(found).fetchall() == [("its bytes were kept until 2026-03-12",)]


def test_forgetting_goes_past_what_has_expired(project: Project) -> None:
    expire(project, keep_days=1)
    with working_file_of(project.folder) as connection:
        ((url,),) = connection.execute("select min(url) from raw.captures where url like 'http%'").fetchall()
    forget(project, Request("url", url))
    assert check_project(project) == []


def test_a_compact_file_holds_the_same_rows_in_less_room(project: Project) -> None:
    with working_file_of(project.folder) as connection:
        connection.execute("create table ops.waste as select md5(i::varchar) as waste from range(300000) t(i)")
        connection.execute("drop table ops.waste")
    rows = hashes(project)
    before, after = compact(project.working_file, "1GB")
    assert after < before - 5_000_000
    assert hashes(project) == rows
    assert check_project(project) == []
    assert [path.name for path in project.folder.glob(".*.part*")] == []


def test_a_copy_that_differs_is_thrown_away(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    content = project.working_file.read_bytes()
    answers = iter([{"a": "1"}, {"a": "2"}])
    monkeypatch.setattr(compaction, "_content", lambda *_: next(answers))
    with pytest.raises(CopyDiffers):
        compact(project.working_file, "1GB")
    assert project.working_file.read_bytes() == content


def test_the_command_does_both(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    (project.folder / "settings.toml").write_text("keep_captures_days = 1\n")
    app(["compact", "--project", str(project.folder)], standalone_mode=False)
    shown = capsys.readouterr().out
    assert "captures" in shown
    assert "MB" in shown
    assert files(project) == []  # they are of March 2026
