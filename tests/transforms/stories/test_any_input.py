"""Reading, comparing and grouping hold for any texts and links: offsets, order, symmetry, nothing left over."""

from __future__ import annotations

from datetime import date
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nightdesk.transforms.records import Document, Relation
from nightdesk.transforms.stories.agreement import with_neighbours
from nightdesk.transforms.stories.cluster import average_linkage, ordered
from nightdesk.transforms.stories.code_points import mix
from nightdesk.transforms.stories.compare import FEATURES, compare, profile
from nightdesk.transforms.stories.derivation_clusters import Appearance, PairJudgement, ScoredLink, group, name_stories
from nightdesk.transforms.stories.describe import describe
from nightdesk.transforms.stories.evidence.align import CLOSE_SENTENCES, align
from nightdesk.transforms.stories.evidence.direction import direction, earlier
from nightdesk.transforms.stories.evidence.explain import ScoredPair, explain
from nightdesk.transforms.stories.evidence.garble import SentenceWords, damage, garble_score, spellings
from nightdesk.transforms.stories.evidence.side_by_side import mark, side_by_side
from nightdesk.transforms.stories.memberships import memberships
from nightdesk.transforms.stories.relate import Probabilities, Scored, decide, is_copy
from nightdesk.transforms.stories.terms import EMPTY_FREQUENCIES, TERMS_PER_DOCUMENT
from nightdesk.transforms.stories.words import among, read_words

pytestmark = pytest.mark.property

SENTENCES = st.sampled_from(
    [
        "The ferry Brine sank off the northern pier of Velmora on Monday.",
        "The Brine went down near Velmora's pier, harbour master Ilse Tarnov said.",
        "Ilse Tarnow said 42 passengers were brought ashore.",
        "All 43 passengers came ashore, Tarnov said.",
        "“Nobody was hurt, she said.",
        "Mayor Dalgo promised promised 4,200 crowns for repairs.",
        "東京 1,000",
        "",
    ]
)
TEXTS = st.one_of(st.lists(SENTENCES, max_size=6).map(" ".join), st.text(max_size=60))
IDS = "abcdef"
PAIRS = list(combinations(IDS, 2))
RELATIONS = st.sampled_from(list(Relation))


@st.composite
def links(draw: st.DrawFn) -> list[ScoredLink]:
    found = []
    for a, b in draw(st.lists(st.sampled_from(PAIRS), unique=True, max_size=10)):
        relation, score = draw(RELATIONS), draw(st.sampled_from([0.2, 0.5, 0.7, 1.0]))
        derived = draw(st.sampled_from([None, a, b])) if relation is not Relation.DIFFERENT else None
        found.append(ScoredLink(a, b, relation, score, derived, 0.8 if derived else None, 0.3))
    return found


JUDGEMENTS = st.lists(
    st.builds(lambda pair, said: PairJudgement(*pair, said), st.sampled_from(PAIRS), RELATIONS), max_size=3
)
SCORES = st.dictionaries(st.sampled_from(PAIRS), st.floats(0, 1), max_size=12)


def documents(*texts: str) -> list[Document]:
    return [Document(IDS[number], None, text) for number, text in enumerate(texts)]


@given(st.lists(TEXTS, max_size=4))
def test_words_are_in_order_inside_their_text(texts: list[str]) -> None:
    words = read_words(texts)
    assert (words.start < words.end).all()
    for number, text in enumerate(texts):
        here = slice(words.bounds[number], words.bounds[number + 1])
        assert (words.document[here] == number).all()
        assert (words.start[here][1:] >= words.end[here][:-1]).all()
        assert (np.diff(words.sentence[here]) >= 0).all()
        assert words.end[here].max(initial=0) <= len(text)
    assert (words.vocabulary[words.term] == words.stem).all()


@given(st.lists(TEXTS, max_size=4))
def test_a_description_depends_on_its_text_alone(texts: list[str]) -> None:
    found = describe(documents(*texts))
    for number, text in enumerate(texts):
        (alone,) = describe([Document(IDS[number], None, text)])
        assert (alone.text_key, alone.word_count) == (found[number].text_key, found[number].word_count)
        assert (alone.bands == found[number].bands).all()
        assert alone.terms.tolist() == found[number].terms.tolist()
        assert len(alone.terms) <= TERMS_PER_DOCUMENT
        assert list(alone.term_weights) == sorted(alone.term_weights, reverse=True)


@given(st.lists(st.integers(0, 2**64 - 1), unique=True, max_size=20), st.integers(0, 2**64 - 1))
def test_mixing_keeps_keys_apart_and_among_finds_them(keys: list[int], other: int) -> None:
    mixed = mix(np.array(keys, np.uint64))
    assert len(set(mixed.tolist())) == len(keys)
    if keys:
        asked = np.array([*keys, other], np.uint64)
        assert among(asked, np.sort(np.array(keys, np.uint64))).tolist() == [True] * len(keys) + [other in keys]


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_features_of_a_pair_are_numbers(a: str, b: str) -> None:
    profiles = profile(documents(a, b))
    features = compare(profiles, np.array([[0, 1], [1, 0]]), EMPTY_FREQUENCIES)
    assert np.isfinite(features).all()
    assert features.shape == (2, len(FEATURES))


@settings(deadline=None)
@given(TEXTS)
def test_a_text_with_words_is_its_own_copy(text: str) -> None:
    profiles = profile(documents(text, text))
    features = compare(profiles, np.array([[0, 1]]), EMPTY_FREQUENCIES)
    if len(profiles.words.key):
        assert is_copy(features).tolist() == [True]
        assert decide(features, Probabilities(np.zeros(1), np.zeros(1)))[0].relation is Relation.SAME_DOCUMENT


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_an_alignment_keeps_the_order_of_both_texts(a: str, b: str) -> None:
    words = read_words([a, b])
    found = align(words, 0, 1)
    for one, following in pairwise(found.pairs):
        assert one.sentence_a < following.sentence_a
        assert one.sentence_b < following.sentence_b
    assert all(pair.closeness >= CLOSE_SENTENCES - 0.001 for pair in found.pairs)
    assert all(
        pair.sentence_a < found.sentence_count_a and pair.sentence_b < found.sentence_count_b for pair in found.pairs
    )


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_damage_is_a_share_and_a_text_against_itself_has_no_changes(a: str, b: str) -> None:
    words = read_words([a, b])
    left, right = SentenceWords(words, 0, a), SentenceWords(words, 1, b)
    found = damage(left, right, align(words, 0, 1), this_is_b=False)
    assert 0 <= found.score <= garble_score(found) <= 1
    own = damage(left, left, align(words, 0, 0), this_is_b=False)
    assert (own.other_names, own.replaced_names, own.changed_numbers) == ((), (), ())
    assert spellings(left, left, align(words, 0, 0)) == []


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_both_texts_stand_side_by_side_whole(a: str, b: str) -> None:
    rows = side_by_side(*documents(a, b))
    for side, text in (("a", a), ("b", b)):
        shown = "".join(piece.text for row in rows for piece in getattr(row, side))
        words = read_words([text])
        assert all(text[start:end] in shown for start, end in zip(words.start, words.end, strict=True))


@given(TEXTS, TEXTS)
def test_marked_sentences_read_as_before(a: str, b: str) -> None:
    left, right = mark(a, b)
    assert ("".join(piece.text for piece in left), "".join(piece.text for piece in right)) == (a, b)
    assert not any(piece.differs for piece in mark(a, a)[0])


@settings(deadline=None)
@given(TEXTS, TEXTS, st.sampled_from([None, "2031-05-01", "2031-05-02T10:00:00+00:00", "soon"]), st.booleans())
def test_a_direction_turns_with_the_pair(a: str, b: str, published: str | None, is_agency: bool) -> None:
    one = Document("a", None, a, published, agency="AP" if is_agency else None)
    other = Document("b", None, b, "2031-05-02", authors=("Ada Lind",), outlet="ap.example")
    found, turned = direction(one, other, None), direction(other, one, None)
    assert (found.derived_article_id, found.confidence) == (turned.derived_article_id, turned.confidence)
    assert earlier(one.published, other.published) == -earlier(other.published, one.published)


@settings(deadline=None, max_examples=40)
@given(TEXTS, TEXTS, RELATIONS)
def test_every_pair_can_be_explained(a: str, b: str, relation: Relation) -> None:
    one, other = documents(a, b)
    pair = ScoredPair(one, other, Scored(relation, 0.7), (0.0,) * len(FEATURES))
    (link,) = explain([pair], "test")
    assert (link.article_id_a, link.article_id_b, link.relation) == ("a", "b", relation)
    assert link.derived_article_id in (None, "a", "b")


@given(SCORES, st.floats(0.05, 1), st.lists(st.sampled_from(PAIRS), max_size=3), st.booleans())
def test_linkage_makes_a_partition_that_keeps_pairs_apart(
    scores: dict[tuple[str, str], float], threshold: float, apart: list[tuple[str, str]], missing_is_zero: bool
) -> None:
    found = average_linkage(IDS, scores, threshold, apart=apart, missing_is_zero=missing_is_zero)
    assert sorted(item for cluster in found for item in cluster) == list(IDS)
    assert found == sorted(map(sorted, found))
    assert not any({a, b} <= set(cluster) for cluster in found for a, b in apart)


@given(SCORES)
def test_neighbours_draw_scores_within_bounds(scores: dict[tuple[str, str], float]) -> None:
    found = with_neighbours(scores)
    assert found.keys() == scores.keys()
    assert all(-1e-12 <= score <= 1 + 1e-12 for score in found.values())


@given(links(), JUDGEMENTS)
def test_copies_stand_in_origins_and_origins_in_stories(found: list[ScoredLink], said: list[PairJudgement]) -> None:
    groups = group(IDS, found, said)
    for inner, outer in ((groups.copies, groups.origins), (groups.origins, groups.stories)):
        assert sorted(article for cluster in inner for article in cluster) == list(IDS)
        assert all(any(set(small) <= set(large) for large in outer) for small in inner)


@given(links(), st.permutations(IDS))
def test_memberships_have_no_circles_and_know_no_order(found: list[ScoredLink], order: list[str]) -> None:
    places = {article: Appearance(article, None, date(2031, 5, 1 + number), 100) for number, article in enumerate(IDS)}
    results = []
    for articles, given_links in ((list(IDS), found), (order, found[::-1])):
        groups = group(articles, given_links, [])
        names, redirects = name_stories(groups.stories, {}, places)
        assert len(set(names)) == len(names)
        assert redirects == {}
        results.append(memberships(groups, names, given_links, places))
    assert results[0] == results[1]
    above = {each.article_id: each.derived_from_article_id for each in results[0]}
    for article in IDS:
        seen, at = set[str](), above[article]
        while at is not None:
            assert at not in seen
            seen.add(at)
            at = above[at]
    assert {each.relation for each in results[0]} <= {"original", "copy", "derived", "independent"}


@given(st.text(max_size=3), st.text(max_size=3))
def test_a_pair_has_one_order(a: str, b: str) -> None:
    if a == b:
        with pytest.raises(ValueError, match="twice"):
            ordered(a, b)
    else:
        assert ordered(a, b) == ordered(b, a) == tuple(sorted((a, b)))
