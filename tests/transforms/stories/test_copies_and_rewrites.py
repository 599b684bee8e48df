"""Copies, rewrites and damage on invented reports: alignment, garble, direction and the clusters that follow."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nightdesk.transforms.records import Document, Relation
from nightdesk.transforms.stories.cluster import average_linkage
from nightdesk.transforms.stories.compare import profile, reading_text
from nightdesk.transforms.stories.derivation_clusters import Appearance, PairJudgement, ScoredLink, group, name_stories
from nightdesk.transforms.stories.describe import describe
from nightdesk.transforms.stories.evidence.align import Alignment, align
from nightdesk.transforms.stories.evidence.direction import direction, earlier
from nightdesk.transforms.stories.evidence.garble import Damage, SentenceWords, damage, garble_score, spellings
from nightdesk.transforms.stories.evidence.side_by_side import mark, side_by_side
from nightdesk.transforms.stories.memberships import memberships
from nightdesk.transforms.stories.words import read_words, word_keys

SENTENCES = (
    "The weir above Ulmstead burst on Friday after three weeks of rain.",
    "Forty families spent the night in the school hall.",
    "Lock keeper Ines Varga heard a crash and ran for the bridge.",
    "The council will pay 4,200 crowns to every household.",
    "Engineers from Port Avel brought two dredgers and a crane.",
    "The railway to Tesselhaven stays closed until the bridge is checked.",
)
REPORT = " ".join(SENTENCES)
SAME, DERIVED, STORY, DIFFERENT = (
    Relation.SAME_DOCUMENT,
    Relation.DERIVED_FROM,
    Relation.SAME_STORY,
    Relation.DIFFERENT,
)
PARTS = st.lists(st.sampled_from(SENTENCES), max_size=6, unique=True)
IDS = "abcdef"


def aligned(a: str, b: str) -> Alignment:
    return align(read_words([a, b]), 0, 1)


def suffered(original: str, copy: str) -> Damage:
    words = read_words([original, copy])
    sides = SentenceWords(words, 0, original), SentenceWords(words, 1, copy)
    return damage(sides[1], sides[0], align(words, 0, 1), this_is_b=True)


def spelt(a: str, b: str) -> list[tuple[str, str]]:
    words = read_words([a, b])
    return spellings(SentenceWords(words, 0, a), SentenceWords(words, 1, b), align(words, 0, 1))


def link(a: str, b: str, relation: Relation, score: float = 0.95) -> ScoredLink:
    return ScoredLink(a, b, relation, score, None, None, None)


def test_a_text_is_aligned_with_itself_sentence_by_sentence() -> None:
    found = aligned(REPORT, REPORT)
    assert [(pair.sentence_a, pair.sentence_b) for pair in found.pairs] == [(n, n) for n in range(len(SENTENCES))]
    assert all(pair.closeness > 0.9 for pair in found.pairs)


@given(PARTS)
@settings(max_examples=40)
def test_a_part_in_order_is_aligned_with_its_sentences(parts: list[str]) -> None:
    kept = sorted(parts, key=SENTENCES.index)
    found = aligned(REPORT, " ".join(kept))
    assert [(pair.sentence_a, pair.sentence_b) for pair in found.pairs] == [
        (SENTENCES.index(sentence), number) for number, sentence in enumerate(kept)
    ]


@given(PARTS, PARTS)
@settings(max_examples=40)
def test_the_alignment_of_the_turned_pair_is_the_turned_alignment(a: list[str], b: list[str]) -> None:
    one, other = " ".join(a), " ".join(b)
    assert len(aligned(one, other).pairs) == len(aligned(other, one).pairs)
    assert aligned(one, other).sentence_count_a == aligned(other, one).sentence_count_b == len(a)


def test_texts_about_other_things_are_not_aligned() -> None:
    other = "A choir sang in the chapel. Children painted eggs. Bakers sold plaited bread."
    assert aligned(REPORT, other).pairs == ()


def test_a_clean_copy_has_suffered_nothing() -> None:
    found = suffered(REPORT, REPORT)
    assert (found.score, garble_score(found)) == (0, 0)
    assert (found.other_names, found.replaced_names, found.changed_numbers) == ((), (), ())


@pytest.mark.parametrize("after", ["42,000", "4,300", "420"])
def test_a_changed_figure_is_damage_of_the_derived_text(after: str) -> None:
    found = suffered(REPORT, REPORT.replace("4,200", after))
    assert ("4,200", after) in found.changed_numbers
    assert garble_score(found) > found.score


@pytest.mark.parametrize(
    ("name", "misspelt"), [("Varga", "Vargha"), ("Ulmstead", "Ulmsted"), ("Tesselhaven", "Tesselhafen")]
)
def test_two_spellings_of_one_name_are_found(name: str, misspelt: str) -> None:
    assert (name, misspelt) in spelt(REPORT, REPORT.replace(name, misspelt))
    assert spelt(REPORT, REPORT) == []


@given(st.sampled_from(SENTENCES), st.sampled_from(SENTENCES))
def test_marked_pieces_make_up_both_sentences(a: str, b: str) -> None:
    left, right = mark(a, b)
    assert "".join(piece.text for piece in left) == a
    assert "".join(piece.text for piece in right) == b
    assert a != b or not any(piece.differs for piece in (*left, *right))


def test_a_changed_word_is_the_only_piece_that_differs() -> None:
    left, right = mark(SENTENCES[3], SENTENCES[3].replace("4,200", "42,000"))
    assert "".join(piece.text for piece in left if piece.differs).strip() in ("4,200", "4200")
    assert "".join(piece.text for piece in right if piece.differs).strip() in ("42,000", "42000")


@given(PARTS, PARTS)
@settings(max_examples=30)
def test_side_by_side_shows_every_sentence_of_both_once(a: list[str], b: list[str]) -> None:
    rows = side_by_side(Document("a", None, " ".join(a)), Document("b", None, " ".join(b)))
    for side, sentences in (("a", a), ("b", b)):
        shown = ["".join(piece.text for piece in getattr(row, side)).strip() for row in rows]
        assert [text for text in shown if text] == sentences


@pytest.mark.parametrize(
    ("one", "other", "sign"),
    [
        ("2031-03-14T08:00:00+00:00", "2031-03-14T09:00:00+00:00", 1),
        ("2031-03-14T10:00:00+02:00", "2031-03-14T09:00:00+00:00", 1),
        ("2031-03-13", "2031-03-14", 1),
        ("2031-03-14", "2031-03-14", 0),
        (None, None, 0),
    ],
)
def test_the_earlier_of_two_is_known_by_instant_or_day(one: str | None, other: str | None, sign: int) -> None:
    assert (earlier(one, other), earlier(other, one)) == (sign, -sign)


def test_the_later_of_two_copies_is_derived_whichever_comes_first() -> None:
    one = Document("a", None, REPORT, "2031-03-14T08:00:00+00:00", "gazette")
    other = Document("b", None, REPORT, "2031-03-15T08:00:00+00:00", "herald")
    assert direction(one, other, None).derived_article_id == "b"
    assert direction(other, one, None).derived_article_id == "b"
    swapped = replace(one, published=other.published), replace(other, published=one.published)
    assert direction(*swapped, None).derived_article_id == "a"


@given(st.permutations(list(combinations("abcd", 2))))
@settings(max_examples=30)
def test_the_order_of_links_does_not_change_the_clusters(order: list[tuple[str, str]]) -> None:
    kinds = dict(zip(combinations("abcd", 2), (SAME, DERIVED, STORY, DERIVED, STORY, STORY), strict=True))
    expected = group("abcd", [link(a, b, kind) for (a, b), kind in kinds.items()], [])
    assert group("abcd", [link(a, b, kinds[a, b]) for a, b in order], []) == expected


@given(st.integers(2, 6))
def test_copies_of_copies_are_one_copy_set(count: int) -> None:
    articles = IDS[:count]
    groups = group(articles, [link(a, b, SAME, 1.0) for a, b in combinations(articles, 2)], [])
    assert groups.copies == groups.origins == groups.stories == [list(articles)]


def test_copies_are_transitive_where_a_pair_was_not_compared() -> None:
    groups = group("abc", [link("a", "b", SAME, 1.0), link("b", "c", SAME, 1.0)], [])
    assert groups.copies == [["a", "b", "c"]]


def test_a_judgement_of_difference_parts_a_copy_set() -> None:
    links = [link("a", "b", SAME, 1.0), link("b", "c", SAME, 1.0), link("a", "c", SAME, 1.0)]
    groups = group("abc", links, [PairJudgement("a", "c", DIFFERENT)])
    assert not any({"a", "c"} <= set(cluster) for cluster in groups.copies)
    assert sorted(article for cluster in groups.copies for article in cluster) == list("abc")


@given(st.randoms(use_true_random=False))
@settings(max_examples=30)
def test_memberships_are_sorted_and_name_known_articles_only(dice: random.Random) -> None:
    links = [link(a, b, dice.choice([SAME, DERIVED, STORY, DIFFERENT])) for a, b in combinations(IDS, 2)]
    places = {article: Appearance(article, None, date(2031, 3, 10), 100) for article in IDS}
    groups = group(IDS, links, [])
    names, _ = name_stories(groups.stories, {}, places)
    found = memberships(groups, names, links, places)
    assert [row.article_id for row in found] == list(IDS)
    for row in found:
        assert {row.copy_id, row.origin_id} <= set(IDS)
        assert row.derived_from_article_id in (None, *IDS)
        assert row.story_id in names


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_a_pair_is_a_cluster_exactly_above_the_threshold(score: float, threshold: float) -> None:
    found = average_linkage("ab", {("a", "b"): score}, threshold)
    if abs(score - threshold) > 1e-9 and threshold > 0:
        assert (found == [["a", "b"]]) is (score > threshold)


@given(st.lists(st.sampled_from(["weir", "Ulmstead", "4,200", "brücke", "O’Neill"]), max_size=10))
@settings(max_examples=40)
def test_words_of_a_text_have_the_keys_of_the_words_alone(words: list[str]) -> None:
    found = read_words([" ".join(words)])
    alone = [read_words([word]).key.tolist() for word in words]
    assert found.key.tolist() == [key for keys in alone for key in keys]


@pytest.mark.parametrize("word", ["weir", "bridge", "crowns"])
def test_capitals_do_not_change_the_key_of_a_word(word: str) -> None:
    assert read_words([word.upper()]).key.tolist() == read_words([word.title()]).key.tolist()
    assert read_words([word.upper()]).key.tolist() == word_keys([word]).tolist()


def test_numbers_capitals_and_stop_words_are_marked() -> None:
    words = read_words(["The council will pay 4,200 crowns to Ulmstead"])
    assert words.is_number.tolist() == [False] * 4 + [True] + [False] * 3
    assert np.flatnonzero(words.is_capital).tolist() == [0, 7]
    assert bool(words.is_stop[0])
    assert not words.is_stop[1]


@given(PARTS.filter(bool))
@settings(max_examples=30)
def test_equal_texts_have_equal_descriptions_and_white_space_does_not_count(parts: list[str]) -> None:
    one, other = describe([Document("a", None, " ".join(parts)), Document("b", None, "\n\n".join(parts))])
    assert one.text_key == other.text_key
    assert one.bands.tolist() == other.bands.tolist()


def test_a_changed_figure_changes_the_description() -> None:
    one, other = describe([Document("a", None, REPORT), Document("b", None, REPORT.replace("4,200", "42,000"))])
    assert one.text_key != other.text_key
    assert set(one.bands.tolist()) & set(other.bands.tolist())


def test_a_title_that_opens_the_text_is_read_once() -> None:
    text = f"Weir bursts\n{REPORT}"
    assert reading_text(Document("a", "Weir bursts", text)) == text
    assert reading_text(Document("a", "Weir bursts", REPORT)) == text
    assert reading_text(Document("a", None, REPORT)) == REPORT


def test_a_profile_has_a_row_for_each_document() -> None:
    profiles = profile([Document(str(number), None, text) for number, text in enumerate((REPORT, "", SENTENCES[0]))])
    assert np.unique(profiles.words.document).tolist() == [0, 2]
