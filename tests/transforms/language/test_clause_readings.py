"""What one clause says: tense, voice, polarity, modality, subject and object; and clauses of any text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nightdesk.transforms.language.clause import Clause
from nightdesk.transforms.language.numbers import find_numbers
from nightdesk.transforms.language.packs import ENGLISH
from nightdesk.transforms.text import Token, tokens


def read(text: str) -> tuple[tuple[Token, ...], tuple[Clause, ...]]:
    words = tokens(text, (0, len(text)))
    return words, ENGLISH.clauses(words)


def clause(text: str, lemma: str) -> Clause:
    return next(found for found in read(text)[1] if found.lemma == lemma)


def phrase(text: str, span: tuple[int, int] | None) -> str | None:
    words = read(text)[0]
    return " ".join(token.text for token in words[slice(*span)]) if span else None


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("The keepers opened the gate.", "PAST"),
        ("The keepers have opened the gate.", "PAST"),
        ("The keepers had opened the gate.", "PAST"),
        ("The keepers were opening the gate.", "PAST"),
        ("The gate was opened.", "PAST"),
        ("The keepers open the gate.", "PRESENT"),
        ("The keepers are opening the gate.", "PRESENT"),
        ("The gate is opened.", "PRESENT"),
        ("The keepers will open the gate.", "FUTURE"),
        ("The gate will be opened.", "FUTURE"),
        ("The keepers are going to open the gate.", "FUTURE"),
        ("The keepers plan to open the gate.", "FUTURE"),
    ],
)
def test_the_time_of_a_clause_is_that_of_its_verb_forms(text: str, time: str) -> None:
    assert clause(text, "open").time == time


@pytest.mark.parametrize(
    "text",
    [
        "The keepers did not open the gate.",
        "The keepers didn’t open the gate.",
        "The keepers will not open the gate.",
        "The keepers won’t open the gate.",
        "The keepers have not opened the gate.",
        "The gate was not opened.",
        "The keepers cannot open the gate.",
        "The keepers refused to open the gate.",
        "The keepers failed to open the gate.",
        "Nobody opened the gate.",
        "No keeper opened the gate.",
    ],
)
def test_a_clause_is_negative_by_its_helper_its_governor_or_its_subject(text: str) -> None:
    assert clause(text, "open").polarity == "NEG"


@pytest.mark.parametrize(
    "text",
    [
        "The keepers opened the gate.",
        "The keepers will open the gate.",
        "The keepers agreed to open the gate.",
        "Not only the keepers opened the gate.",
        "The keepers, not the council, opened the gate.",
    ],
)
def test_any_other_clause_is_positive(text: str) -> None:
    assert clause(text, "open").polarity == "POS"


@pytest.mark.parametrize(
    ("text", "passive", "perfect", "progressive"),
    [
        ("The keepers opened the gate.", False, False, False),
        ("The keepers have opened the gate.", False, True, False),
        ("The keepers are opening the gate.", False, False, True),
        ("The keepers have been opening the gate.", False, True, True),
        ("The gate was opened.", True, False, False),
        ("The gate has been opened.", True, True, False),
    ],
)
def test_voice_and_aspect_are_read_from_the_helpers(text: str, passive: bool, perfect: bool, progressive: bool) -> None:
    found = clause(text, "open")
    assert (found.passive, found.perfect, found.progressive) == (passive, perfect, progressive)


@pytest.mark.parametrize(
    ("text", "subject", "object_"),
    [
        ("The keepers opened the gate.", "The keepers", "the gate"),
        ("Ada Quill opened the iron gate.", "Ada Quill", "the iron gate"),
        ("Ada Quill and Owen Pryce opened the gate.", "Ada Quill and Owen Pryce", "the gate"),
        ("The keepers have quietly opened the gate.", "The keepers", "the gate"),
        ("The gate was opened by the keepers.", "the keepers", "The gate"),
        ("The gate was opened.", None, "The gate"),
        ("The keepers agreed to open the gate.", "The keepers", "the gate"),
        ("She opened it.", "She", "it"),
    ],
)
def test_subject_and_object_are_found_on_either_side_of_the_verb(
    text: str, subject: str | None, object_: str | None
) -> None:
    found = clause(text, "open")
    assert (phrase(text, found.subject), phrase(text, found.object)) == (subject, object_)


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("The keepers opened the gate.", "finite"),
        ("The keepers want to open the gate.", "infinitive"),
    ],
)
def test_the_shape_of_a_verb_is_named(text: str, shape: str) -> None:
    assert clause(text, "open").shape == shape


@pytest.mark.parametrize("modal", ["will", "would", "can", "could", "may", "might", "must", "should"])
def test_a_modal_is_kept_with_its_verb(modal: str) -> None:
    assert clause(f"The keepers {modal} open the gate.", "open").modal == modal


@pytest.mark.parametrize(
    ("text", "lemmas"),
    [
        ("The gate opened and the water rose.", ["open", "rise"]),
        ("The keepers said the gate had opened.", ["say", "open"]),
        ("The keepers, who sang, opened the gate.", ["sing", "open"]),
        ("The gate.", []),
        ("", []),
        ("Twelve of them.", []),
    ],
)
def test_every_verb_of_a_sentence_is_a_clause_of_its_own(text: str, lemmas: list[str]) -> None:
    assert [found.lemma for found in read(text)[1]] == lemmas


@pytest.mark.parametrize(
    ("text", "doer"),
    [("The keepers opened the gate.", "The keepers"), ("The gate was opened by the keepers.", "The gate")],
)
def test_the_doer_is_what_the_sentence_is_about(text: str, doer: str) -> None:
    assert phrase(text, clause(text, "open").doer) == doer


WORDS = (
    "keepers", "the", "gate", "opened", "opening", "to", "open", "was", "been", "have", "not", "n’t", "will", "said",
    "that", "who", ",", "and", "by", "refused", "nobody", "Ada", "12", "“", "”", "—", "is", "being", "'s", "it", "?",
)  # fmt: skip
TEXTS = st.one_of(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join), st.text(max_size=100))


@given(TEXTS)
@settings(max_examples=100)
def test_clauses_of_any_words_have_heads_in_order_and_phrases_inside(text: str) -> None:
    words, clauses = read(text)
    heads = [found.head for found in clauses]
    assert heads == sorted(set(heads))
    for found in clauses:
        for span in (found.subject, found.object, found.doer):
            assert span is None or 0 <= span[0] < span[1] <= len(words)
        assert not (span := found.subject) or not span[0] <= found.head < span[1]


@given(TEXTS)
@settings(max_examples=50)
def test_clauses_are_read_the_same_twice(text: str) -> None:
    assert read(text) == read(text)


@given(TEXTS)
@settings(max_examples=50)
def test_times_and_polarities_are_of_the_closed_lists(text: str) -> None:
    for found in read(text)[1]:
        assert found.time in {"PAST", "PRESENT", "FUTURE", "NONE"}
        assert found.polarity in {"POS", "NEG"}
        assert found.shape in {"finite", "infinitive", "gerund", "participle"}


@given(st.integers(0, 10**12))
def test_a_number_in_figures_has_its_value_with_and_without_commas(number: int) -> None:
    for written in (str(number), f"{number:,}"):
        (found,) = find_numbers(f"There are {written} gates.", ENGLISH)
        assert found.value == number


@given(st.integers(1, 999), st.sampled_from([("thousand", 10**3), ("million", 10**6), ("billion", 10**9)]))
def test_a_scale_multiplies_the_number_before_it(number: int, scale: tuple[str, int]) -> None:
    (found,) = find_numbers(f"There are {number} {scale[0]} gates.", ENGLISH)
    assert found.value == number * scale[1]


ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


@given(st.integers(0, 7), st.integers(0, 8))
def test_a_number_in_words_has_the_sum_of_its_words(ten: int, one: int) -> None:
    (found,) = find_numbers(f"There are {TENS[ten]}-{ONES[one]} gates.", ENGLISH)
    assert found.value == (ten + 2) * 10 + one + 1


@given(st.integers(0, 8), st.integers(0, 7))
def test_hundreds_and_tens_in_words_add_up(hundred: int, ten: int) -> None:
    (found,) = find_numbers(f"There are {ONES[hundred]} hundred and {TENS[ten]} gates.", ENGLISH)
    assert found.value == (hundred + 1) * 100 + (ten + 2) * 10
