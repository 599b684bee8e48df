"""Marts made anew by key have the rows that marts made whole would have, whatever happened in between."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from night_support import working_file_of

from nightdesk.flows.cli import judgements
from nightdesk.flows.cli.nights import night
from nightdesk.flows.reprocess import reprocess
from nightdesk.flows.sample.layout import NIGHTS
from nightdesk.warehouse.connection import open_edition, open_working
from nightdesk.warehouse.logical_hash import logical_hash
from nightdesk.warehouse.publishing.marts import build_marts, marts, remember_build

LATER = NIGHTS[3] + timedelta(days=1)
# the stage that publishes is itself reported after the marts are built
NAMES = [model.header.model for model in marts() if model.table != "stage_reports"]


@pytest.fixture(scope="module")
def project(demo_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo project after its three nights, copied."""
    return Path(shutil.copytree(demo_project, tmp_path_factory.mktemp("nights") / "desk"))


def rows_as_built(project: Path, folder: Path) -> tuple[dict[str, str], dict[str, str], int, int]:
    """(hash of each mart in the edition, hash of each made whole, articles made anew, all articles)."""
    copy = folder / "copy.duckdb"
    shutil.copyfile(project / "nightdesk.duckdb", copy)
    with open_edition(project / "editions" / "current.duckdb") as edition:
        published = logical_hash(edition, NAMES, ignore_columns=())
    with open_working(copy) as connection:
        assert logical_hash(connection, NAMES, ignore_columns=()) == published
        touched = len(connection.table("changed.articles"))
        build_marts(connection, whole=True)
        return (
            published,
            logical_hash(connection, NAMES, ignore_columns=()),
            touched,
            len(connection.table("marts.articles")),
        )


def stories_of(project: Path) -> dict[str, str]:
    """{story: one of its articles} of the working file."""
    with working_file_of(project) as connection:
        found = connection.execute("select story_id, min(article_id) from marts.articles group by all order by all")
        return {story: article for story, article in found.fetchall() if story}


def late_article_and_an_edited_one(project: Path) -> None:
    (project / "inbox" / "late.txt").write_text(
        (project / "inbox" / "ferry-island-notice.txt").read_text(encoding="utf-8").replace("219 names", "218 names"),
        encoding="utf-8",
    )
    page = next((project / "web" / "harbour-gazette.example").rglob("lady-thistledown-refloated.html"))
    page.write_text(page.read_text(encoding="utf-8").replace("passengers", "travellers"), encoding="utf-8")
    night(project, "plain", None, now=LATER)


def a_page_that_is_gone(project: Path) -> None:
    with (project / "web" / "gone.txt").open("a", encoding="utf-8") as gone:
        gone.write("https://basin-observer.example/compact/twelve-leaders-two-listeners\n")
    night(project, "plain", None, now=LATER + timedelta(days=1))


def two_stories_judged_one(project: Path) -> None:
    one, other = sorted(stories_of(project).values())[:2]
    judgements._apply(project, {(one, other): "same_story"}, "desk")


def the_judgement_overruled(project: Path) -> None:
    with working_file_of(project) as connection:
        ((one, other),) = connection.execute("select article_id_a, article_id_b from stories.judgements").fetchall()
    judgements._apply(project, {(one, other): "different"}, "desk")


def two_names_judged_one(project: Path) -> None:
    judgements.judge(project, "merge", "Jaromír Weißenbeck", "Henrike Solmarr", None, as_json=False)


def names_taken_apart_again(project: Path) -> None:
    judgements.entities_undo(1, project, as_json=False)


def facts_made_anew(project: Path) -> None:
    reprocess.fn(project, "extract", since=NIGHTS[2].date(), until=NIGHTS[2].date(), now=LATER)


def a_quiet_night(project: Path) -> None:
    night(project, "plain", None, now=LATER + timedelta(days=2))


EVENTS: tuple[Callable[[Path], None], ...] = (
    late_article_and_an_edited_one,
    a_page_that_is_gone,
    two_stories_judged_one,
    two_names_judged_one,
    facts_made_anew,
    the_judgement_overruled,
    names_taken_apart_again,
    a_quiet_night,
)


@pytest.mark.bench
def test_every_event_of_a_nights_life_leaves_the_rows_of_a_whole_build(project: Path, tmp_path: Path) -> None:
    """After each event some articles were made anew, not all, and no mart differs from one made whole."""
    shares = {}
    for event in EVENTS:
        event(project)
        stands, whole, touched, articles = rows_as_built(project, tmp_path)
        assert stands == whole, event.__name__
        shares[event.__name__] = f"{touched} of {articles}"
        assert touched < articles, event.__name__
    print(shares)
    assert shares["a_quiet_night"].startswith("0 of")


def test_the_nights_of_the_sample_leave_the_rows_of_a_whole_build(demo_project: Path, tmp_path: Path) -> None:
    stands, whole, touched, articles = rows_as_built(demo_project, tmp_path)
    assert stands == whole
    assert 0 < touched < articles


def test_a_table_that_is_not_as_it_was_remembered_is_made_whole(project: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.duckdb"
    shutil.copyfile(project / "nightdesk.duckdb", copy)
    with open_working(copy) as connection:
        before = logical_hash(connection, NAMES)
        connection.execute("delete from marts.quotes where rowid % 2 = 0; drop table marts.mentions")
        build_marts(connection)
        assert logical_hash(connection, NAMES) == before


def test_a_build_that_was_not_published_is_in_doubt(project: Path, tmp_path: Path) -> None:
    """Where a check stopped the edition, the next build is whole: what changed and changed back leaves no trace."""
    copy = tmp_path / "copy.duckdb"
    shutil.copyfile(project / "nightdesk.duckdb", copy)
    with open_working(copy) as connection:
        before = logical_hash(connection, NAMES)
        connection.execute("update staging.article_versions set dateline = 'Nowhere' || coalesce(dateline, '')")
        build_marts(connection)
        connection.execute("update staging.article_versions set dateline = nullif(substr(dateline, 8), '')")
        build_marts(connection)
        assert logical_hash(connection, NAMES) == before
        remember_build(connection, "e1")
        build_marts(connection)
        assert len(connection.table("changed.articles")) == 0
