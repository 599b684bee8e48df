"""Words, shingles, MinHash and terms: what a description of a document is made of."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightdesk.transforms.records import Document
from nightdesk.transforms.stories.describe import describe
from nightdesk.transforms.stories.minhash import BAND_COUNT, BINS, band_keys, signatures
from nightdesk.transforms.stories.shingles import shingle_keys
from nightdesk.transforms.stories.terms import EMPTY_FREQUENCIES, TERMS_PER_DOCUMENT, TermFrequencies, window_weights
from nightdesk.transforms.stories.words import read_words, stem_keys, word_keys

HARBOUR = (
    "The harbour at Velmora closed on Monday after a barge struck the eastern pier. "
    "Mayor Ilse Tarnov said repairs would cost 4,200 crowns. Nobody was hurt."
)


def surfaces(text: str) -> list[str]:
    words = read_words([text])
    return [text[start:end] for start, end in zip(words.start, words.end, strict=True)]


def test_words_point_to_their_characters() -> None:
    """Offsets are code points into the text that was given, typographic marks and all."""
    assert surfaces("“Café” – 4,200 crowns; naïve Łódź.") == ["Café", "4,200", "crowns", "naïve", "Łódź"]


def test_case_accents_and_separators_do_not_change_a_word() -> None:
    """CAFÉ is cafe, and 4,200 is 4200."""
    assert len(set(read_words(["Café CAFE café"]).key.tolist())) == 1
    assert len(set(read_words(["4,200 4200"]).key.tolist())) == 1
    assert word_keys(["velmora"])[0] == read_words(["Velmora"]).key[0]


def test_inflections_share_a_stem_and_numbers_do_not() -> None:
    """Words meet in their first six letters; a number is all of its digits."""
    words = read_words(["arrested arresting 12345678 12345679"])
    assert words.stem[0] == words.stem[1] == stem_keys(["arrest"])[0]
    assert words.stem[2] != words.stem[3]


def test_a_character_of_chinese_is_a_word() -> None:
    """Scripts without spaces have one word a character."""
    assert surfaces("東京 tower") == ["東", "京", "tower"]


def test_sentences_end_at_points_and_line_breaks_but_not_after_titles() -> None:
    """Mr. does not end a sentence; a line break always does."""
    words = read_words(["Mr. Dalgo spoke. Rain fell\nlate"])
    assert words.sentence.tolist() == [0, 0, 0, 1, 1, 2]


def assert_read_alone_as_together(texts: list[str]) -> None:
    """Every text of a batch has the words it has in a batch of its own."""
    together = read_words(texts)
    assert together.vocabulary[together.term].tolist() == together.stem.tolist()
    for number, text in enumerate(texts):
        alone = read_words([text])
        low, high = together.bounds[number], together.bounds[number + 1]
        for name in ("key", "stem", "start", "end", "sentence", "is_stop", "is_number", "is_capital"):
            assert getattr(together, name)[low:high].tolist() == getattr(alone, name).tolist()


@given(st.lists(st.text(max_size=60), max_size=6))
def test_a_text_reads_the_same_alone_and_in_a_batch(texts: list[str]) -> None:
    """Neighbours in a batch change nothing."""
    assert_read_alone_as_together(texts)


LINES = st.sampled_from(["", "Rain fell. Late", "4,200", "5 crowns", "Mr. Dalgo\r", "東京。Tower", "rain fell. late"])


@given(st.lists(st.lists(LINES, max_size=5), max_size=5))
def test_a_line_that_several_texts_hold_is_read_in_each_as_if_alone(texts: list[list[str]]) -> None:
    """Repeated lines change neither words nor sentences nor offsets."""
    assert_read_alone_as_together(["\n".join(lines) for lines in texts])


@given(st.text(max_size=300))
def test_every_word_is_inside_its_text(text: str) -> None:
    """Words do not overlap, are not empty and come in reading order."""
    words = read_words([text])
    bounds = list(zip(words.start.tolist(), words.end.tolist(), strict=True))
    assert all(start < end <= len(text) for start, end in bounds)
    assert all(first[1] <= second[0] for first, second in pairwise(bounds))


def test_shingles_do_not_cross_texts() -> None:
    """A text of n words has n - 4 shingles; a text of under five words has one."""
    words = read_words(["one two three four five six", "seven eight", ""])
    _, document = shingle_keys(words)
    assert np.bincount(document, minlength=3).tolist() == [2, 1, 0]


def test_minhash_estimates_resemblance() -> None:
    """The share of equal values is near the share of common shingles."""
    generator = np.random.default_rng(7)
    common, own_a, own_b = (generator.integers(0, 2**64, size, dtype=np.uint64) for size in (600, 200, 200))
    shingles = np.concatenate([common, own_a, common, own_b])
    document = np.repeat([0, 1], 800)
    values = signatures(shingles, document, 2)
    assert values.shape == (2, BINS)
    assert np.mean(values[0] == values[1]) == pytest.approx(0.6, abs=0.2)


def test_a_text_of_few_shingles_has_no_empty_values() -> None:
    """Empty bins borrow, so that short texts can meet in every band."""
    values = signatures(np.array([1 << 60, 5], np.uint64), np.array([0, 0]), 1)
    assert band_keys(values).shape == (1, BAND_COUNT)
    assert (values != np.uint64(0xFFFFFFFFFFFFFFFF)).all()


def test_a_description_depends_on_the_words_alone() -> None:
    """Case, spacing and punctuation change neither key, bands nor terms."""
    shouted = HARBOUR.upper().replace(". ", " !\n")
    one, other = describe([Document("a", None, HARBOUR), Document("b", None, shouted)])
    assert one.text_key == other.text_key
    assert one.bands.tolist() == other.bands.tolist()
    assert one.terms.tolist() == other.terms.tolist()
    assert len(one.terms) == len(one.term_weights) <= TERMS_PER_DOCUMENT


def test_texts_without_words_are_nobodys_copy() -> None:
    """Two empty texts are not the same document."""
    one, other = describe([Document("a", None, ""), Document("b", None, "")])
    assert one.text_key != other.text_key
    assert one.word_count == 0


def test_a_term_of_many_documents_weighs_less() -> None:
    """Window frequencies lower the weight; without a window only the background counts."""
    terms = stem_keys(["velmora", "harbour"])
    order = np.argsort(terms)
    frequencies = TermFrequencies(1000, terms[order], np.array([400, 400])[order])
    assert (window_weights(terms, frequencies) < window_weights(terms, EMPTY_FREQUENCIES)).all()
