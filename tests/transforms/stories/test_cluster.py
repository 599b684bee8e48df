"""Clusters and memberships are a function of links and judgements, in whatever order they come."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightdesk.transforms.records import Membership, Relation
from nightdesk.transforms.stories.cluster import average_linkage, ordered
from nightdesk.transforms.stories.derivation_clusters import (
    Appearance,
    PairJudgement,
    ScoredLink,
    group,
    name_stories,
)
from nightdesk.transforms.stories.memberships import memberships

SAME, DERIVED, STORY, DIFFERENT = (
    Relation.SAME_DOCUMENT,
    Relation.DERIVED_FROM,
    Relation.SAME_STORY,
    Relation.DIFFERENT,
)


def link(a: str, b: str, relation: Relation, score: float = 0.9, derived: str | None = None) -> ScoredLink:
    return ScoredLink(a, b, relation, score, derived, 0.8 if derived else None, 0.3 if relation is DERIVED else None)


def place(article: str, day: int = 1, words: int = 100) -> Appearance:
    return Appearance(article, None, date(2031, 5, day), words)


def members(articles: str, links: list[ScoredLink]) -> dict[str, Membership]:
    places = {article: place(article) for article in articles}
    groups = group(places, links, [])
    names, _ = name_stories(groups.stories, {}, places)
    return {found.article_id: found for found in memberships(groups, names, links, places)}


def test_a_pair_is_ordered_and_never_of_one() -> None:
    """The smaller id comes first; an article has no relation with itself."""
    assert ordered("b", "a") == ("a", "b")
    with pytest.raises(ValueError, match="twice"):
        ordered("a", "a")


def test_one_strong_link_does_not_chain_two_clusters() -> None:
    """Average linkage asks for the mean over all pairs."""
    scores = {("a", "b"): 0.9, ("c", "d"): 0.9, ("b", "c"): 0.9}
    assert average_linkage("abcd", scores, 0.5) == [["a", "b"], ["c", "d"]]


def test_pairs_that_were_not_compared_need_not_count() -> None:
    """With missing pairs left out, a star of copies is one cluster."""
    scores = {("a", other): 0.9 for other in "bcdef"}
    assert average_linkage("abcdef", scores, 0.5, missing_is_zero=False) == [list("abcdef")]
    assert len(average_linkage("abcdef", scores, 0.5)) > 1


def test_a_judgement_keeps_apart_and_brings_together() -> None:
    """What a person said wins over any score."""
    scores = {("a", "b"): 1.0}
    assert average_linkage("abc", scores, 0.5, apart=[("a", "b")]) == [["a"], ["b"], ["c"]]
    assert average_linkage("abc", scores, 0.5, together=[("b", "c")], apart=[("a", "b")]) == [["a"], ["b", "c"]]


pairs = st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")).filter(lambda pair: pair[0] < pair[1])


@given(
    st.dictionaries(pairs, st.floats(0.1, 1.0), max_size=20), st.sets(pairs, max_size=3), st.booleans(), st.randoms()
)
def test_order_does_not_matter(
    scores: dict[tuple[str, str], float], apart: set[tuple[str, str]], missing_is_zero: bool, draw: random.Random
) -> None:
    """The same links in another order give the same clusters, and judged pairs stay apart."""
    shuffled = list(scores.items())
    draw.shuffle(shuffled)
    found = average_linkage("abcdefgh", scores, 0.5, apart=apart, missing_is_zero=missing_is_zero)
    again = average_linkage(
        reversed("abcdefgh"), dict(shuffled), 0.5, apart=sorted(apart, reverse=True), missing_is_zero=missing_is_zero
    )
    assert found == again
    assert sorted(item for cluster in found for item in cluster) == list("abcdefgh")
    assert not any({a, b} <= set(cluster) for cluster in found for a, b in apart)


def test_levels_nest() -> None:
    """Copies lie inside origins, origins inside stories."""
    links = [link("a", "b", SAME), link("b", "c", DERIVED), link("c", "d", STORY), link("a", "d", STORY)]
    found = members("abcd", [*links, link("b", "d", STORY)])
    assert [found[article].copy_id for article in "abcd"] == ["a", "a", "c", "d"]
    assert [found[article].origin_id for article in "abcd"] == ["a", "a", "a", "d"]
    assert len({found[article].story_id for article in "abcd"}) == 1


def test_a_rewrite_of_one_copy_joins_the_origin_not_the_copy_set() -> None:
    """Compared pairs that are no copies count against joining the copy set."""
    links = [link("a", "b", SAME), link("a", "c", SAME), link("b", "c", SAME), link("a", "d", SAME, 0.6)]
    found = members("abcd", [*links, link("b", "d", DERIVED), link("c", "d", DERIVED)])
    assert found["d"].copy_id == "d"
    assert found["d"].origin_id == "a"


def test_the_parent_of_a_copy_and_of_a_rewrite_is_named() -> None:
    """Each derived article names the one it came from; the source is the original."""
    found = members("abc", [link("a", "b", SAME, derived="b"), link("a", "c", DERIVED, derived="c")])
    assert [found[article].relation for article in "abc"] == ["original", "copy", "derived"]
    assert [found[article].derived_from_article_id for article in "abc"] == [None, "a", "a"]
    assert found["c"].garble_score == 0.3


def test_an_unknown_direction_stays_unknown() -> None:
    """Two rewrites without a sign of which came first name no parent."""
    found = members("ab", [link("a", "b", DERIVED)])
    assert {(row.relation, row.derived_from_article_id) for row in found.values()} == {("derived", None)}
    assert {row.direction_confidence for row in found.values()} == {None}


def test_parents_never_form_a_circle() -> None:
    """Contradicting directions lose their weakest link."""
    links = [
        link("a", "b", DERIVED, derived="b"),
        link("b", "c", DERIVED, derived="c"),
        link("a", "c", DERIVED, derived="a"),
    ]
    above = {article: row.derived_from_article_id for article, row in members("abc", links).items()}
    assert sum(parent is None for parent in above.values()) == 1


def test_a_single_article_is_independent() -> None:
    """Without links an article is its own copy set, origin and story."""
    row = members("a", [])["a"]
    assert (row.relation, row.copy_id, row.origin_id) == ("independent", "a", "a")


def test_judgements_win_at_every_level() -> None:
    """A pair judged to be one story is no copy; a pair judged different is not even one story."""
    places = {article: place(article) for article in "ab"}
    said = group(places, [link("a", "b", SAME)], [PairJudgement("b", "a", STORY)])
    assert (len(said.copies), len(said.origins), len(said.stories)) == (2, 2, 1)
    said = group(places, [link("a", "b", SAME)], [PairJudgement("a", "b", DIFFERENT)])
    assert len(said.stories) == 2
    said = group(places, [], [PairJudgement("a", "b", DERIVED)])
    assert (len(said.copies), len(said.origins), len(said.stories)) == (2, 1, 1)


def test_a_story_keeps_its_id_and_a_merged_one_is_redirected() -> None:
    """The id stays with most of its articles; the other id points to the survivor."""
    places = {article: place(article) for article in "abcd"}
    names, redirects = name_stories([["a", "b", "c", "d"]], {"a": "s1", "b": "s1", "c": "s2"}, places)
    assert names == ["s1"]
    assert redirects == {"s2": "s1"}


def test_a_split_story_gives_a_new_id_to_the_smaller_part() -> None:
    """No id is used twice."""
    places = {article: place(article) for article in "abc"}
    names, redirects = name_stories([["a", "b"], ["c"]], {"a": "s1", "b": "s1", "c": "s1"}, places)
    assert names[0] == "s1"
    assert names[1] not in ("s1", "")
    assert redirects == {}


def test_a_new_story_is_named_after_its_first_article() -> None:
    """The id does not depend on which articles came later, unless it is taken."""
    early, late = place("z", day=1), place("a", day=2)
    places = {"z": early, "a": late}
    (alone,), _ = name_stories([["z"]], {}, places)
    (both,), _ = name_stories([["a", "z"]], {}, places)
    (other,), _ = name_stories([["a", "z"]], {}, places, taken=[alone])
    assert alone == both != other
