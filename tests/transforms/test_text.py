from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightdesk.transforms.language.sentences import MOST_SENTENCE, sentences
from nightdesk.transforms.text import fold, tokens, word_count


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rain fell. The river rose.", ["Rain fell.", "The river rose."]),
        ("Harbour reopens\nShips returned on Monday.", ["Harbour reopens", "Ships returned on Monday."]),
        ("Mr. Okoro met Dr. Lindqvist. They agreed.", ["Mr. Okoro met Dr. Lindqvist.", "They agreed."]),
        ("J. R. Varga resigned. Nobody knew.", ["J. R. Varga resigned.", "Nobody knew."]),
        ("It left at 5 p.m. The crew slept.", ["It left at 5 p.m.", "The crew slept."]),
        ("U.S. Senator Ada Moss spoke.", ["U.S. Senator Ada Moss spoke."]),
        ("She lives in the U.S. Her sister does not.", ["She lives in the U.S.", "Her sister does not."]),
        ("“Stop!” he said. “We won’t.” Nobody moved.", ["“Stop!” he said.", "“We won’t.”", "Nobody moved."]),
        ("It rose 3.5 percent. Good.", ["It rose 3.5 percent.", "Good."]),
        ("“We are late.”The bus had gone.", ["“We are late.”", "The bus had gone."]),
        ("", []),
        (" \n \n", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_every_printed_character_is_in_exactly_one_sentence() -> None:
    text = "LOMÉ (XP) — “Go!”  Mr. Adu said…\n\nThen? Nothing. \t End"
    covered = [offset for start, end in sentences(text) for offset in range(start, end)]
    assert len(covered) == len(set(covered))
    assert {i for i, letter in enumerate(text) if not letter.isspace()} <= set(covered)


@pytest.mark.parametrize(
    "text", ["ten small boats, " * 1_000, "x" * 9_000, "word " * 401 + "x" * 9_000 + " word" * 900]
)
def test_what_goes_on_without_a_stop_is_cut_and_nothing_of_it_lost(text: str) -> None:
    found = split(text)
    assert max(map(len, found)) <= MOST_SENTENCE + 200
    assert min(map(len, found[:-1])) >= MOST_SENTENCE - 1
    assert "".join("".join(found).split()) == "".join(text.split())


def test_tokens_keep_offsets_and_split_possessives() -> None:
    text = "x: O’Neill’s U.S. well-known 30-day, 1,200.5"
    found = tokens(text, (3, len(text)))
    assert [token.text for token in found] == [
        "O’Neill", "’s", "U.S.", "well-known", "30", "-", "day", ",", "1,200.5",
    ]  # fmt: skip
    assert all(text[token.start : token.end] == token.text for token in found)


def test_folding_levels_accents_case_stops_and_apostrophes() -> None:
    assert fold("Søren  O’NEILL") == fold("soren o'neill") == "soren oneill"
    assert fold("U.S.") == "us"
    assert fold("Anne-Sylvaine") == "anne sylvaine"


def test_words_are_counted_as_a_reader_counts_them() -> None:
    assert word_count("Two-hour talks don’t cost 1,200 – ever.") == 6


@pytest.mark.property
@given(st.text(max_size=120))
def test_tokens_are_in_order_and_cover_every_printed_character(text: str) -> None:
    found = tokens(text, (0, len(text)))
    assert all(text[token.start : token.end] == token.text and token.lower == token.text.lower() for token in found)
    assert all(one.end <= following.start for one, following in pairwise(found))
    covered = {offset for token in found for offset in range(token.start, token.end)}
    assert {i for i, letter in enumerate(text) if not letter.isspace()} <= covered


@pytest.mark.property
@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_tokens_of_a_span_stay_inside_it(text: str, start: int, end: int) -> None:
    assert all(start <= token.start < token.end <= end for token in tokens(text, (start, end)))


@pytest.mark.property
@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(text).isascii()


@pytest.mark.property
@given(st.text(max_size=120))
def test_every_printed_character_of_any_text_is_in_one_sentence(text: str) -> None:
    covered = [offset for start, end in sentences(text) for offset in range(start, end)]
    assert covered == sorted(set(covered))
    assert {i for i, letter in enumerate(text) if not letter.isspace()} <= set(covered)
