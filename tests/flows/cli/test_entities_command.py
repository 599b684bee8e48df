"""nightdesk entities: what a person decides about names shows in the next edition, and can be taken back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from night_support import edition_of
from typer.testing import CliRunner, Result

from nightdesk.flows.cli import app
from nightdesk.flows.errors import UsageError

ONE, OTHER = "Jaromír Weißenbeck", "Henrike Solmarr"


@pytest.fixture
def project(demo_project: Path, tmp_path: Path) -> Path:
    """A copy of the demo project that a test may change."""
    return Path(shutil.copytree(demo_project, tmp_path / "desk"))


def entities(project: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["entities", *arguments, "-p", str(project)])


def people(project: Path) -> set[str]:
    with edition_of(project) as query:
        return {str(row[0]) for row in query("select name from marts.people")}


def test_a_merge_shows_in_the_edition_and_undo_takes_it_back(project: Path) -> None:
    """Two names become one person, and two again; the judgement stays on record."""
    before = people(project)
    assert {ONE, OTHER} <= before
    merged = entities(project, "merge", ONE, OTHER)
    assert "undo 1" in merged.output, merged.output
    assert len({ONE, OTHER} & people(project)) == 1
    assert "undo" not in entities(project, "undo", "1").output
    assert people(project) == before
    assert "merge" in entities(project).output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("merge", ONE, "Nobody Known"), "does not know"),
        (("merge", ONE, ONE), "one with itself"),
        (("undo", "7"), "no judgement 7"),
    ],
)
def test_wrong_names_and_numbers_are_refused(project: Path, arguments: tuple[str, ...], message: str) -> None:
    """The message says what is wrong, and no run is recorded."""
    result = entities(project, *arguments)
    assert isinstance(result.exception, UsageError)
    assert message in str(result.exception)
