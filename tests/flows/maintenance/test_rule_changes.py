"""What other rules would change is told by kind with examples, and nothing is written."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from night_support import working_file_of

from nightdesk.flows.cli import app
from nightdesk.flows.errors import UsageError
from nightdesk.flows.maintenance.rule_changes import FactsDiff, Sample, diff_editions, diff_with_program
from nightdesk.flows.project import Project, load_project
from nightdesk.transforms.facts.differences import KindOfFact

ALL = Sample(most=1_000)


@pytest.fixture(scope="module")
def project(demo_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    return load_project(shutil.copytree(demo_project, tmp_path_factory.mktemp("compared") / "desk"))


def of(diff: FactsDiff, kind: str) -> KindOfFact:
    return next(each for each in diff.kinds if each.kind == kind)


def test_the_same_program_finds_the_same_facts_and_writes_nothing(project: Project) -> None:
    before = project.working_file.read_bytes()
    diff = diff_with_program(project, None, ALL)
    assert [kind.kind for kind in diff.kinds if not kind.is_equal] == []
    assert {kind.kind for kind in diff.kinds if kind.same} >= {"mentions", "quotes", "quantities", "statements"}
    assert project.working_file.read_bytes() == before


def test_rules_of_another_folder_show_what_they_would_add(project: Project, tmp_path: Path) -> None:
    (tmp_path / "others.txt").write_text("fish ladder\n")
    diff = diff_with_program(project, tmp_path, ALL)
    mentions = of(diff, "mentions")
    assert mentions.added
    assert {each.surface for each in mentions.added} == {"fish ladder"}
    assert of(diff, "quotes").is_equal
    assert diff.before != diff.after


def test_facts_of_older_rules_are_told_as_added_removed_and_changed(project: Project, tmp_path: Path) -> None:
    older = load_project(shutil.copytree(project.folder, tmp_path / "older"))
    with working_file_of(older.folder) as connection:
        current = """select quote_id from facts.quotes join staging.articles using (article_id)
            where version = current_version and withdrawn_at is null order by quote_id limit 3"""
        (lost,), (other,), (kept,) = connection.execute(current).fetchall()
        connection.execute("delete from facts.quotes where quote_id = ?", [lost])
        connection.execute("update facts.quotes set speaker = 'Nobody' where quote_id = ?", [other])
        connection.execute("update facts.quotes set quote_id = 'of-old' where quote_id = ?", [kept])
    quotes = of(diff_with_program(older, None, ALL), "quotes")
    assert (len(quotes.added), len(quotes.removed), len(quotes.changed)) == (2, 1, 1)
    assert quotes.changed[0].before == {"speaker": "Nobody"}


def test_a_sample_is_the_latest_articles(project: Project) -> None:
    assert diff_with_program(project, None, Sample(most=3)).articles == 3


def test_an_edition_differs_from_the_one_before_it_by_what_the_night_brought(project: Project) -> None:
    first, *_, last = sorted(project.editions_folder.glob("2*.duckdb"))
    diff = diff_editions(first, last)
    assert of(diff, "quotes").added
    assert [kind.kind for kind in diff_editions(last, project.folder).kinds if not kind.is_equal] == []


def test_the_command_prints_counts_and_json(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    app(["diff-facts", "--project", str(project.folder), "--most", "2"], standalone_mode=False)
    assert "0 added, 0 removed, 0 changed" in capsys.readouterr().out
    app(["diff-facts", str(project.folder), str(project.folder), "--json"], standalone_mode=False)
    assert json.loads(capsys.readouterr().out)["articles"] is None


@pytest.mark.parametrize(
    ("arguments", "message"),
    [(["one.duckdb"], "two editions"), (["a.duckdb", "b.duckdb"], "does not exist"), (["--rules", "none"], "is none")],
)
def test_a_wrong_call_says_what_is_wrong(tmp_path: Path, arguments: list[str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        app(["diff-facts", *arguments, "--project", str(tmp_path)], standalone_mode=False)
