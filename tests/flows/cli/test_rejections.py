"""Rejections are listed, explained and tried again, from the bytes that were kept or from their source."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from night_support import edition_of

from nightdesk.flows.cli import main
from nightdesk.flows.cli.nights import night
from nightdesk.flows.reports.advice import ADVICE
from nightdesk.transforms.records import Reason

TEXT = "The harbour council met on Monday and put off its decision on the ferry until spring. " * 6


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[str, int]:
    with pytest.raises(SystemExit) as left:
        main([*arguments])
    return capsys.readouterr().out, int(left.value.code or 0)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one article, one text that is too short, and two rows without text."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text(TEXT)
    (tmp_path / "in" / "short.txt").write_text("Ferry late.")
    (tmp_path / "in" / "rows.jsonl").write_text('{"id": 1}\n{"id": 2, "body": ""}\n')
    night(tmp_path / "desk", "plain", None, paths=[tmp_path / "in"])
    return tmp_path / "desk"


def listed(capsys: pytest.CaptureFixture[str], project: Path, *more: str) -> list[dict[str, str]]:
    out, code = run(capsys, "rejections", "--project", str(project), "--json", *more)
    assert code == 0
    found: list[dict[str, str]] = json.loads(out)
    return found


def test_every_reason_has_advice() -> None:
    assert set(ADVICE) == set(Reason)


def test_they_are_listed_by_reason_and_explained(capsys: pytest.CaptureFixture[str], project: Path) -> None:
    assert sorted(row["reason"] for row in listed(capsys, project)) == ["bad_row", "bad_row", "too_short"]
    (short,) = listed(capsys, project, "--reason", "too_short")
    out, _ = run(capsys, "rejections", "explain", short["rejection_id"], "--project", str(project))
    assert "short.txt" in out
    assert ADVICE[Reason.TOO_SHORT] in out


def test_what_was_received_can_be_looked_at(capsys: pytest.CaptureFixture[str], project: Path, tmp_path: Path) -> None:
    (short,) = listed(capsys, project, "--reason", "too_short")
    run(
        capsys, "rejections", "explain", short["rejection_id"], "--project", str(project), "--save", str(tmp_path / "x")
    )
    assert (tmp_path / "x").read_text() == "Ferry late."
    row = listed(capsys, project, "--reason", "bad_row")[0]
    with pytest.raises(SystemExit) as left:
        main(["rejections", "explain", row["rejection_id"], "--project", str(project), "--save", str(tmp_path / "y")])
    assert left.value.code == 2


def test_an_unknown_id_is_a_usage_error(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["rejections", "explain", "nothing", "--project", str(project)])
    assert left.value.code == 2
    assert "nightdesk rejections" in capsys.readouterr().err


def test_a_replay_reads_what_was_mended_and_notes_it(capsys: pytest.CaptureFixture[str], project: Path) -> None:
    (project.parent / "in" / "rows.jsonl").write_text('{"id": 1}\n' + json.dumps({"id": 2, "body": TEXT}))
    run(capsys, "rejections", "replay", "--project", str(project), "--json")
    with edition_of(project) as ask:
        assert ask("select count(*) from articles") == [(2,)]
        replayed = ask("select path_or_url, is_replayed from rejections order by 1")
    assert [is_replayed for _, is_replayed in replayed] == [False, True, False]
    assert sorted(row["reason"] for row in listed(capsys, project)) == ["bad_row", "too_short"]


def test_a_replay_that_changes_nothing_rejects_the_same_again(
    capsys: pytest.CaptureFixture[str], project: Path
) -> None:
    before = listed(capsys, project)
    out, code = run(capsys, "rejections", "replay", "--project", str(project), "--json")
    assert code == 1
    assert listed(capsys, project) == before
    stages = {stage["stage"]: stage["counts"] for stage in json.loads(out)["stages"]}
    assert sum(count["seen"] for count in stages["replay"]) == 3
