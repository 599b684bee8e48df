"""Reprocessing: a span of articles made anew from the captures, and nothing but it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from night_support import run_demo_night, working_file_of

from nightdesk.flows.errors import UsageError
from nightdesk.flows.reprocess import reprocess
from nightdesk.flows.sample.layout import NIGHTS, prepare, sample
from nightdesk.warehouse.logical_hash import logical_hash

# cleaning says of a capture whose text is already known that it is unchanged, also of the one that first brought it
_WORDS_OF_THE_RUN = {"staging.cleanings"}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("again")
    with sample() as source:
        prepare(folder, source)
    for number in (1, 2):
        run_demo_night(folder, number)
    return folder


def hashes(project: Path) -> dict[str, str]:
    with working_file_of(project) as connection:
        return {name: value for name, value in logical_hash(connection).items() if name not in _WORDS_OF_THE_RUN}


@pytest.mark.parametrize("stage", ["clean", "extract", "reconcile"])
def test_the_same_program_makes_the_same_rows_again_without_the_sources(project: Path, stage: str) -> None:
    before = hashes(project)
    report = reprocess.fn(project, stage, now=NIGHTS[2])
    assert report.stages[0].stage == stage
    assert report.stages[0].total("seen") > 0
    assert hashes(project) == before


def test_grouping_again_keeps_every_membership_and_settles(project: Path) -> None:
    # evidence weighs terms by the window, which now holds both nights: links may change once
    before = hashes(project)
    reprocess.fn(project, "group", now=NIGHTS[2])
    once = hashes(project)
    assert {name for name in before if once[name] != before[name]} <= {"stories.links"}
    reprocess.fn(project, "group", now=NIGHTS[2])
    assert hashes(project) == once


def test_only_articles_of_the_span_are_made_anew(project: Path) -> None:
    with working_file_of(project) as connection:
        (expected,) = connection.execute(
            "select count(*) from staging.articles where cast(first_seen_at as date) = ?", [NIGHTS[2].date()]
        ).fetchall()[0]
    report = reprocess.fn(project, "extract", since=NIGHTS[2].date(), until=NIGHTS[2].date(), now=NIGHTS[2])
    assert report.stages[0].total("seen") == expected > 0


def test_facts_of_another_rule_version_are_replaced(project: Path) -> None:
    with working_file_of(project) as connection:
        connection.execute("update facts.quotes set rule = 'older', extractor_version = 'older'")
    reprocess.fn(project, "extract", now=NIGHTS[2])
    with working_file_of(project) as connection:
        old = """select count(*) from facts.quotes join staging.articles using (article_id)
            where rule = 'older' and version = current_version"""
        assert connection.execute(old).fetchall() == [(0,)]


def test_a_span_that_ends_before_it_begins_is_refused(project: Path) -> None:
    with pytest.raises(UsageError, match="lies after"):
        reprocess.fn(project, "group", since=date(2026, 3, 2), until=date(2026, 3, 1))


def test_a_folder_without_a_working_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no working file"):
        reprocess.fn(tmp_path, "group")
