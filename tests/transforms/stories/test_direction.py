"""Which of two related articles comes from the other: each sign, and their order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nightdesk.transforms.records import Document
from nightdesk.transforms.stories.evidence.direction import Wording, direction, earlier
from nightdesk.transforms.stories.evidence.garble import Damage

WIRE = Document("a", None, "x" * 100, "2031-05-02T09:00:00+00:00", "tidewire", outlet="tide-wire.example")
PAPER = Document("b", None, "x" * 100, "2031-05-02T07:00:00+00:00", "gazette", outlet="gazette.example")
WHOLE, BROKEN = Damage(0.0, 9, (), (), (), ()), Damage(0.4, 9, (), (), (), ())


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("2031-05-02T09:00:00+02:00", "2031-05-02T08:00:00+00:00", 1),  # 07:00 against 08:00 UTC
        ("2031-05-02T09:00:00+00:00", "2031-05-02T08:59:00+00:00", -1),
        ("2031-05-02", "2031-05-02T08:00:00+00:00", 0),
        ("2031-05-01", "2031-05-02T08:00:00+00:00", 1),
        ("2031-05-02T09:00:00", "2031-05-02T08:00:00+00:00", 0),  # without an offset an hour says nothing
        (None, "2031-05-02", 0),
        ("yesterday", "2031-05-02", 0),
    ],
)
def test_times_of_one_day_compare_by_their_time(a: str | None, b: str | None, expected: int) -> None:
    """And not at all where one of them is only a day."""
    assert earlier(a, b) == expected
    assert earlier(b, a) == -expected


@pytest.mark.parametrize("credit", [{"agency": "Tide Wire"}, {"authors": ("Tide Wire",)}])
def test_whoever_credits_the_other_outlet_is_the_copy(credit: dict[str, str | tuple[str, ...]]) -> None:
    """Even if its time, which may be of the last edit, is the earlier one."""
    found = direction(WIRE, replace(PAPER, **credit), None)
    assert found.derived_article_id == "b"
    assert "named as source by the other: a" in found.signs


def test_an_agency_that_credits_itself_is_no_copy() -> None:
    """The credit line of the agency's own page speaks for nobody."""
    assert direction(replace(WIRE, agency="Tide Wire"), PAPER, None).derived_article_id == "a"


def test_an_agency_is_known_by_any_of_its_names() -> None:
    """As the list of agencies has them."""
    source = replace(WIRE, outlet="apnews.com")
    assert direction(source, replace(PAPER, agency="Associated Press"), None).derived_article_id == "b"


def test_two_customers_of_one_agency_say_nothing_of_each_other() -> None:
    """Both credit it, neither is it."""
    one, other = (replace(row, agency="Reuters", published=None) for row in (WIRE, PAPER))
    assert direction(one, other, None).derived_article_id is None


def test_a_pasted_text_comes_from_the_dated_one() -> None:
    """A text that lost its date was taken from somewhere."""
    found = direction(replace(WIRE, published=None, outlet=None), PAPER, None)
    assert found.derived_article_id == "a"
    assert found.confidence is not None
    assert found.confidence < 0.7


def test_damage_decides_between_texts_of_one_day() -> None:
    """Names first; where both are whole, the terser text is the original: back-translation unpacks phrases."""
    one, other = (replace(row, published="2031-05-02") for row in (WIRE, PAPER))
    assert direction(one, other, Wording((BROKEN, WHOLE), (0.5, 0.5))).derived_article_id == "a"
    assert direction(one, other, Wording((WHOLE, WHOLE), (0.46, 0.52))).derived_article_id == "b"
    assert direction(one, other, Wording((BROKEN, WHOLE), (0.46, 0.52))).derived_article_id == "a"
    assert direction(one, other, Wording((WHOLE, WHOLE), (0.50, 0.51))).derived_article_id is None


def test_length_alone_is_not_enough() -> None:
    """A fuller text is a sign, too weak by itself."""
    one, other = replace(WIRE, published=None, text="x" * 300), replace(PAPER, published=None)
    found = direction(one, other, None)
    assert found.signs == ("fuller: a",)
    assert found.derived_article_id is None


def test_a_person_named_as_author_is_a_sign_and_the_outlet_is_not() -> None:
    """Nor is an agency."""
    undated = replace(WIRE, published=None), replace(PAPER, published=None)
    named = replace(undated[0], authors=("Ines Okoro",)), replace(undated[1], authors=("Gazette",))
    assert direction(*named, None).signs == ("named author: a",)
