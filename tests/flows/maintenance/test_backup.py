"""Backups: whole or not there at all, verified before anything is touched, cheap when little changed."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from night_support import working_file_of

from nightdesk.flows.cli import app, main
from nightdesk.flows.errors import RunHeld, UsageError
from nightdesk.flows.maintenance.backup import (
    MANIFEST,
    Backup,
    BackupDamaged,
    back_up,
    newest,
    read_manifest,
    restore,
    verify,
)
from nightdesk.flows.maintenance.integrity import check_project
from nightdesk.flows.project import Project, load_project
from nightdesk.flows.run.lock import lock_project
from nightdesk.warehouse.logical_hash import logical_hash

NOW = datetime(2026, 3, 13, 8, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def project(demo_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = shutil.copytree(demo_project, tmp_path_factory.mktemp("kept") / "desk")
    (folder / "rules").mkdir()
    (folder / "rules" / "people.txt").write_text("Ada Lind\n")
    return load_project(folder)


@pytest.fixture
def made(project: Project, tmp_path: Path) -> Backup:
    return back_up(project, tmp_path / "backups", NOW)


def hashes(folder: Path) -> dict[str, str]:
    with working_file_of(folder) as connection:
        return logical_hash(connection)


def test_what_is_restored_is_what_was_backed_up(project: Project, made: Backup, tmp_path: Path) -> None:
    target = tmp_path / "again"
    assert restore(made, target, force=False, now=NOW) is None
    assert hashes(target) == hashes(project.folder)
    again = load_project(target)
    assert check_project(again) == []
    assert again.current_edition.read_bytes() == project.current_edition.read_bytes()
    assert (target / "rules" / "people.txt").read_text() == "Ada Lind\n"


def test_a_second_backup_copies_only_what_changed(project: Project, made: Backup) -> None:
    again = back_up(project, made.folder.parent, NOW + timedelta(days=1))
    assert again.linked >= len([name for name in again.files if name.startswith("captures/")]) > 0
    for name in again.files:
        if name.startswith("captures/"):
            assert (again.folder / name).samefile(made.folder / name)
    assert newest(made.folder.parent) == again._replace(linked=0)


@pytest.mark.parametrize("damage", ["flip", "lose", "manifest", "cut"])
def test_a_damaged_backup_is_refused_and_touches_nothing(made: Backup, tmp_path: Path, damage: str) -> None:
    capture = made.folder / next(name for name in made.files if name.startswith("captures/"))
    manifest = made.folder / MANIFEST
    if damage == "flip":
        capture.write_bytes(bytes([capture.read_bytes()[0] ^ 1]) + capture.read_bytes()[1:])
    elif damage == "lose":
        capture.unlink()
    elif damage == "manifest":
        facts = json.loads(manifest.read_text())
        del facts["files"]["sources.toml"]
        manifest.write_text(json.dumps(facts))
    else:
        manifest.write_text(manifest.read_text()[:-20])
    with pytest.raises(BackupDamaged, match="nothing was restored"):
        restore(read_manifest(made.folder), tmp_path / "again", force=True, now=NOW)
    assert not (tmp_path / "again").exists()


def test_a_folder_in_use_is_refused_unless_forced_and_then_moved_aside(made: Backup, tmp_path: Path) -> None:
    target = tmp_path / "desk"
    target.mkdir()
    (target / "settings.toml").write_text("keep_editions = 3\n")
    with pytest.raises(UsageError, match="not empty"):
        restore(made, target, force=False, now=NOW)
    replaced = restore(made, target, force=True, now=NOW)
    assert replaced is not None
    assert (replaced / "settings.toml").read_text() == "keep_editions = 3\n"
    assert check_project(load_project(target)) == []


def test_a_backup_killed_at_any_file_leaves_no_backup(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    files = len(back_up(project, tmp_path / "other", NOW).files)
    for number in (0, files // 2, files):
        code = f"""
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from nightdesk.flows.maintenance import backup as backing_up
from nightdesk.flows.project import load_project
real, left = backing_up.sync_to_disk if {number} >= {files} else backing_up._copied, [{number} % {files}]
def dies(*arguments):
    if left[0] == 0:
        os.kill(os.getpid(), 9)
    left[0] -= 1
    return real(*arguments)
setattr(backing_up, real.__name__, dies)
backing_up.back_up(load_project(Path(sys.argv[1])), Path(sys.argv[2]), datetime(2026, 3, 13, tzinfo=UTC))
"""
        ended = subprocess.run([sys.executable, "-c", code, project.folder, folder], timeout=60, check=False)
        assert ended.returncode == -9
        assert newest(folder) is None
    assert [path.name for path in folder.iterdir()] == [".20260313T000000Z.part"]
    verify(back_up(project, folder, datetime(2026, 3, 13, tzinfo=UTC)))
    assert [path.name for path in folder.iterdir()] == ["20260313T000000Z"]


def test_a_full_disk_leaves_no_backup(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("nightdesk.flows.maintenance.backup._copied", full)
    with pytest.raises(SystemExit) as ended:
        main(["backup", str(tmp_path / "backups"), "--project", str(project.folder)])
    assert ended.value.code == 1
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_project_that_a_run_works_on_is_not_backed_up(project: Project, tmp_path: Path) -> None:
    with lock_project(project.folder), pytest.raises(RunHeld):
        back_up(project, tmp_path / "backups", NOW)


def test_a_backup_inside_the_project_is_refused(project: Project) -> None:
    with pytest.raises(UsageError, match="inside the project"):
        back_up(project, project.folder / "backups", NOW)


def test_the_commands_back_up_check_restore_and_prove(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    backups, target = str(tmp_path / "backups"), str(tmp_path / "again")
    for arguments in (
        ["backup", backups, "--project", str(project.folder), "--json"],
        ["restore", backups, "--check"],
        ["restore", backups, "--project", target],
    ):
        app(arguments, standalone_mode=False)
    shown = capsys.readouterr().out
    assert json.loads(shown.splitlines()[0])["linked"] == 0
    assert "every checksum is right" in shown
    assert "Every row, payload and edition is what it should be." in shown
