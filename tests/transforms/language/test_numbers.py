"""Numbers in text: value, form and precision."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightdesk.transforms.language.numbers import Number, lowered, word_places
from nightdesk.transforms.language.numbers import find_numbers as read
from nightdesk.transforms.language.packs import ENGLISH

WORDS = (
    *("half", "quarter", "a", "an", "of", "and", "several", "few", "many", "couple", "third", "thirds", "tenth"),
    *("zero", "one", "two", "nine", "twelve", "twenty", "sixty-one", "dozen", "hundred", "thousand", "million"),
    *("tens", "hundreds", "trillions", "first", "second", "5", "1,200", "3.5bn", "21st", "2½", "1/0", "-4", "5m"),
    *("ferries", "the", "per", "€", "no", "F-16", ".", ",", "–", "\n", "İ", "é"),
)
texts = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))
sentence_starts = st.sampled_from(("The port closed.", "Two piers burnt in 1986.", "Half of it is gone."))


def find_numbers(text: str) -> tuple[Number, ...]:
    return read(text, ENGLISH)


def only(text: str) -> Number:
    found = find_numbers(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "surface", "value"),
    [
        ("1,200 jobs", "1,200", 1200),
        ("two dozen barges", "two dozen", 24),
        ("half a million trees", "half a million", 500_000),
        ("nearly 1.5 million trees", "1.5 million", 1_500_000),
        ("two and a half years", "two and a half", 2.5),
        ("one hundred and sixty-one seats", "one hundred and sixty-one", 161),
        ("€200bn", "200bn", 200e9),
        ("a dozen ferries", "a dozen", 12),
        ("two-thirds of the seats", "two-thirds", 2 / 3),
        ("half a dozen ferries", "half a dozen", 6),
        ("-4.5 degrees", "-4.5", -4.5),
    ],
)
def test_value_and_span(text: str, surface: str, value: float) -> None:
    """A number is worth what its words say and stands where its words stand."""
    number = only(text)
    assert (text[number.start : number.end], number.value) == (surface, pytest.approx(value))


def test_vague_words_are_ranges() -> None:
    """ "Hundreds of thousands" promises at least two of them and less than the next unit."""
    number = only("hundreds of thousands of lamps")
    assert (number.form, number.low, number.high) == ("vague", 200_000, 999_999)


def test_step_is_the_last_stated_digit() -> None:
    """ "1.5 million" is stated to a tenth of a million, "1,532,870" to the unit."""
    assert only("1.5 million").step == pytest.approx(100_000)
    assert only("1,532,870").step == 0


@pytest.mark.parametrize("text", ["the F-16 landed", "COVID-19 spread", "the A380 landed"])
def test_digits_of_names_are_no_numbers(text: str) -> None:
    """Digits glued to letters belong to a name."""
    assert find_numbers(text) == ()


def test_ordinals() -> None:
    """Ranks are numbers of their own form."""
    assert [(n.value, n.form) for n in find_numbers("the 21st and the third ferry")] == [
        (21, "ordinal"),
        (3, "ordinal"),
    ]


@pytest.mark.parametrize(
    ("text", "value", "low", "high"),
    [
        ("several hundred ferries", 300, 300, 900),
        ("a couple of dozen ferries", 36, 36, 108),
        ("tens of thousands", 20_000, 20_000, 99_999),
        ("tens of trillions", 20e12, 20e12, 100e12 - 1),
    ],
)
def test_vague_counts_of_a_scale_are_ranges(text: str, value: float, low: float, high: float) -> None:
    """Its value is the lower end, which the words promise."""
    number = only(text)
    assert (number.value, number.low, number.high) == (value, low, high)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the third quarter", [(3, "ordinal")]),
        ("a third of the seats", [(1 / 3, "fraction")]),
        ("half the seats", [(0.5, "fraction")]),
        ("half a billion", [(5e8, "cardinal")]),
        ("several two-hour talks", [(2, "cardinal")]),
        ("€5m", [(5e6, "cardinal")]),
        ("5m people", [(5e6, "cardinal")]),
        ("a 5m rope", [(5, "cardinal")]),
        ("5 1/2 miles", [(5.5, "cardinal")]),
        ("several half million", [(1.5e6, "vague")]),
        ("twenty-one thousand and six", [(21_006, "cardinal")]),
        ("@port_7", []),
    ],
)
def test_form(text: str, expected: list[tuple[float, str]]) -> None:
    """What a word means depends on the words beside it."""
    assert [(number.value, number.form) for number in find_numbers(text)] == expected


@given(texts)
def test_any_text_has_its_numbers_in_order_and_inside(text: str) -> None:
    """No text raises; numbers lie inside it, none inside another, and each begins with a letter or digit or a sign."""
    end = 0
    for number in find_numbers(text):
        assert end <= number.start < number.end <= len(text)
        assert re.match(r"[\w-]|−", lowered(text)[number.start])
        end = number.end


@given(texts)
def test_a_value_lies_in_its_range(text: str) -> None:
    """Where a range is known it holds the value; a step is never negative."""
    for number in find_numbers(text):
        assert (number.low is None) == (number.high is None)
        assert number.low is None or number.high is None or number.low <= number.value <= number.high
        assert number.step >= 0


@given(sentence_starts, texts)
def test_a_sentence_added_leaves_earlier_numbers(first: str, added: str) -> None:
    """What follows the end of a sentence changes no number before it."""
    alone = find_numbers(first)
    assert find_numbers(f"{first} {added}")[: len(alone)] == alone


@given(texts)
def test_reading_twice_is_equal(text: str) -> None:
    """The engine has no state."""
    assert find_numbers(text) == find_numbers(text)


@given(st.text(max_size=80))
def test_lower_case_keeps_offsets(text: str) -> None:
    """Letters whose lower case is longer stay as they are."""
    assert len(lowered(text)) == len(text)
    assert all(lowered(text)[start : start + len(word)] == word for start, word in word_places(lowered(text)))


@given(st.integers(0, 999_999))
def test_digits_with_and_without_groups_are_worth_the_same(value: int) -> None:
    """ "1,200" is 1200."""
    assert only(f"{value:,} ferries").value == only(f"{value} ferries").value == value
