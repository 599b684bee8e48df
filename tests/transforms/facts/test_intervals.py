"""The interval the words around a number mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightdesk.transforms.facts.intervals import Figure, qualified, ranged
from nightdesk.transforms.language.doc import Doc
from nightdesk.transforms.language.numbers import Number
from nightdesk.transforms.language.packs import ENGLISH

BEFORE = ("", "around ", "nearly ", "just over ", "more than ", "at least ", "up to ", "fewer than ", "only ")


def figure(number: Number) -> Figure:
    return Figure(
        number.start, number.end, "count", number.value, number.value, number.value, "barges", "barge", "count"
    )


@given(st.sampled_from(BEFORE), st.integers(0, 10**9))
def test_the_value_stays_inside(before: str, value: int) -> None:
    """Whatever the words, the value stated is allowed by them, at an open end at least."""
    text = f"{before}{value} barges"
    doc = Doc(ENGLISH, text, None, (), (), None, None)
    found = qualified(doc, doc.numbers[0], figure(doc.numbers[0]))
    assert found.low is None or found.low <= value
    assert found.high is None or value <= found.high
    assert found.qualifier == (before.strip() if before not in {"", "only "} else None)


@pytest.mark.parametrize(
    ("low", "low_step", "high", "high_step", "expected"),
    [
        (20, 0, 25e6, 1e6, (20e6, 25e6)),
        (1e6, 1e6, 2e6, 1e6, (1e6, 2e6)),
        (1500, 0, 2e6, 1e6, (1500, 2e6)),
        (20, 0, 30, 0, (20, 30)),
    ],
)
def test_a_range_shares_the_scale_of_its_second_number(
    low: float, low_step: float, high: float, high_step: float, expected: tuple[float, float]
) -> None:
    """ "20 to 25 million" are millions both, unless the first is large or scaled itself."""
    first, second = Number(0, 2, low, "cardinal", low_step), Number(6, 8, high, "cardinal", high_step)
    found = ranged(figure(first), first, second)
    assert (found.low, found.high) == expected
    assert (found.value, found.approx, found.end) == (None, True, 8)
