"""The nights of the bundled sample against its truth: who comes from whom, and what tells one story."""

from __future__ import annotations

import tomllib
from itertools import combinations
from pathlib import Path

import pytest
from night_support import edition_of

SAMPLE = tomllib.loads((Path(__file__).parents[1] / "sample" / "truth.toml").read_text(encoding="utf-8"))
TRUTH = SAMPLE["articles"]
Rows = dict[str, dict[str, str | None]]


@pytest.fixture(scope="module")
def found(demo_project: Path) -> Rows:
    """The articles of the edition by their id in the truth."""
    columns = ("article_id", "origin_id", "story_id", "derived_from_article_id", "path_or_url")
    with edition_of(demo_project) as ask:
        rows = [dict(zip(columns, row, strict=True)) for row in ask(f"select {', '.join(columns)} from marts.articles")]
    named = {row["id"]: [one for one in rows if str(one["path_or_url"]).endswith(row["address"])] for row in TRUTH}
    return {name: matches[0] for name, matches in named.items() if matches}


def test_pages_that_are_no_article_are_rejected(demo_project: Path) -> None:
    with edition_of(demo_project) as ask:
        shown = {str(url) for (url,) in ask("select path_or_url from marts.articles")}
    assert shown.isdisjoint(row["address"] for row in SAMPLE["unusable"])


def pairs_together(cluster_of: dict[str, object]) -> set[tuple[str, str]]:
    return {(a, b) for a, b in combinations(sorted(cluster_of), 2) if cluster_of[a] == cluster_of[b]}


def pair_f1(mine: set[tuple[str, str]], truth: set[tuple[str, str]]) -> float:
    return 2 * len(mine & truth) / (len(mine) + len(truth))


def test_origins_are_those_of_the_truth(found: Rows) -> None:
    """Copies and rewrites with their models, nothing else."""
    mine = pairs_together({name: row["origin_id"] for name, row in found.items()})
    truth = pairs_together({row["id"]: row.get("of", row["id"]) for row in TRUTH if row["id"] in found})
    assert pair_f1(mine, truth) == 1.0


def test_every_copy_names_its_model(found: Rows) -> None:
    """None is taken for an original, none is laid at another's door."""
    models = {row["id"]: row["of"] for row in TRUTH if "of" in row}
    name_of = {row["article_id"]: name for name, row in found.items()}
    assert len(models) >= 13
    assert {copy: name_of.get(found[copy]["derived_from_article_id"]) for copy in models} == models


def test_no_model_comes_from_anything(found: Rows) -> None:
    """An article that the truth calls independent derives from nothing."""
    alone = [row["id"] for row in TRUTH if "of" not in row and row["id"] in found]
    assert [name for name in alone if found[name]["derived_from_article_id"] is not None] == []


def test_stories_are_nearly_those_of_the_truth(found: Rows) -> None:
    """River and trams whole; the ferry's first night and what followed may stay two stories.

    Known error: the fares of the ferry line stand with two follow-ups that their own outlet wrote about its ferry.
    """
    mine = pairs_together({name: row["story_id"] for name, row in found.items()})
    truth = pairs_together({row["id"]: row["story"] for row in TRUTH if row["id"] in found})
    strangers = mine - truth
    assert strangers <= {("fares-gazette", "ferry-gazette-infirmary"), ("fares-gazette", "ferry-gazette-refloated")}
    assert {pair for pair in truth - mine if not pair[0].startswith("ferry")} == set()
    assert pair_f1(mine, truth) >= 0.8
