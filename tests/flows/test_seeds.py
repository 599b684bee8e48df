"""The five sample articles of the mission: a copy told from a confirmation, a disagreement shown with its evidence."""

from __future__ import annotations

from pathlib import Path

import pytest
from night_support import Query, edition_of

from nightdesk.flows.cli.nights import night


@pytest.fixture(scope="module")
def seeds(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = tmp_path_factory.mktemp("seeds")
    night(project, "plain", None, paths=[shared / "seeds"])
    return project


def number(path: str) -> str:
    """Files are named 000_..., 001_...: the number names the article."""
    return path.rpartition("/")[2][:3]


def by_article(ask: Query, column: str) -> dict[str, str]:
    return {number(path): value for path, value in ask(f"select path_or_url, {column} from articles")}


def test_five_articles_none_lost_four_independent_origins_one_story(seeds: Path) -> None:
    with edition_of(seeds) as ask:
        origins, stories, relations = (by_article(ask, column) for column in ("origin_id", "story_id", "relation"))
        assert ask("select count(*) from rejections") == [(0,)]
    assert len(origins) == 5
    assert len(set(origins.values())) == 4
    assert origins["001"] == origins["002"]
    assert set(stories.values()) == {stories["000"]}
    assert sorted(relations.values()) == ["derived", "independent", "independent", "independent", "original"]


def test_the_attendance_is_contested_by_five_figures_with_their_sentences(seeds: Path) -> None:
    with edition_of(seeds) as ask:
        rows = ask(
            "select path_or_url, value, verdict, sentence, surface from contested_figures where unit_class = 'country'"
        )
    assert {number(path): value for path, value, *_ in rows} == {"000": 26, "001": 26, "002": 25, "003": 30, "004": 24}
    assert {verdict for _, _, verdict, *_ in rows} == {"contested"}
    assert all(surface in sentence for *_, sentence, surface in rows)


def test_two_hundred_billion_against_twenty_is_a_scale_error_of_the_copy(seeds: Path) -> None:
    with edition_of(seeds) as ask:
        rows = ask(
            """select path_or_url, value, currency, verdict, is_error, origin_id
            from contested_figures where currency is not null"""
        )
    assert {(number(path), value, is_error) for path, value, _, _, is_error, _ in rows} == {
        ("001", 200e9, False),
        ("002", 20e9, True),
    }
    assert {(currency, verdict) for _, _, currency, verdict, _, _ in rows} == {("EUR", "scale_error")}
    assert len({origin for *_, origin in rows}) == 1


def test_countries_expected_to_join_are_not_those_on_the_call(seeds: Path) -> None:
    with edition_of(seeds) as ask:
        assert ask("select count(*) from contested_figures where status = 'expected'") == [(0,)]
        assert ask("select count(*) from figures where status = 'expected' and value = 30") == [(1,)]
