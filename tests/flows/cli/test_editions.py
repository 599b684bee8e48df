"""editions, rollback and publish --to, as a user meets them."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from nightdesk.flows.run.lock import lock_project


def nightdesk(*arguments: object) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-c", "from nightdesk.flows.cli import main; main()"]
    return subprocess.run([*program, *map(str, arguments)], capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture
def desk(demo_project: Path, tmp_path: Path) -> Path:
    """A copy of the sample's project, to be changed."""
    shutil.copytree(demo_project / "editions", tmp_path / "desk" / "editions")
    return tmp_path / "desk"


def test_rollback_makes_an_earlier_edition_current(desk: Path) -> None:
    listed = json.loads(nightdesk("editions", "--json", "-p", desk).stdout)
    assert [edition["is_current"] for edition in listed] == [True, False, False]
    earlier = listed[1]["edition_id"]
    assert nightdesk("rollback", earlier, "-p", desk).returncode == 0
    assert [edition["is_current"] for edition in json.loads(nightdesk("editions", "--json", "-p", desk).stdout)] == [
        False,
        True,
        False,
    ]
    (row,) = json.loads(nightdesk("sql", "select edition_id from edition", "--json", "-p", desk).stdout)
    assert row["edition_id"] == earlier
    assert earlier in nightdesk("editions", "-p", desk).stdout


def test_rollback_says_which_editions_there_are(desk: Path) -> None:
    result = nightdesk("rollback", "nonsense", "-p", desk)
    assert result.returncode == 2
    assert "has no edition nonsense; there are: 2026" in result.stderr


def test_rollback_does_not_disturb_a_run(desk: Path) -> None:
    with lock_project(desk):
        assert nightdesk("rollback", "nonsense", "-p", desk).returncode == 75


@pytest.mark.parametrize("setting", ["nowhere", "edition", "everywhere"])
def test_texts_leave_the_house_only_if_the_setting_says_so(desk: Path, setting: str) -> None:
    (desk / "settings.toml").write_text(f'publish_texts = "{setting}"\n')
    result = nightdesk("publish", "--to", "parquet", desk / "out", "-p", desk, "--json")
    assert result.returncode == 0, result.stderr
    assert ("article_texts" in json.loads(result.stdout)["rows"]) == (setting == "everywhere")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["--to", "parquet"], 2, "say where to"),
        (["somewhere"], 2, "say where to"),
        (["--to", "postgres", "host=/nowhere"], 1, "PostgreSQL: "),
        (["--to", "csv", "/dev/null/x"], 1, "cannot be written"),
    ],
)
def test_a_copy_that_cannot_be_made_says_why(desk: Path, arguments: list[str], code: int, message: str) -> None:
    if "postgres" in arguments:
        pytest.importorskip("psycopg")
    result = nightdesk("publish", *arguments, "-p", desk)
    assert result.returncode == code
    assert message in result.stderr
    assert "Traceback" not in result.stderr
