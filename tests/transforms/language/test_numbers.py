"""Numbers in text: value, form and precision."""

import pytest

from nightdesk.transforms.language.numbers import find_numbers


def only(text: str):
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
