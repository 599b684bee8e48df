"""Time expressions: TIMEX3 values and the days they span. Wednesday 12 March 2025 is the reference day."""

from datetime import date

import pytest

from nightdesk.transforms.facts.time.find import find_dates
from nightdesk.transforms.facts.time.values import days_of
from nightdesk.transforms.language.doc import Doc
from nightdesk.transforms.language.packs import ENGLISH
from nightdesk.transforms.language.sentences import sentences
from nightdesk.transforms.records import Sentence
from nightdesk.transforms.text import tokens

WEDNESDAY = date(2025, 3, 12)


def analysed(text: str, reference: date | None = WEDNESDAY) -> Doc:
    spans = sentences(text)
    return Doc(
        ENGLISH,
        text, None,
        tuple(Sentence(number, start, end, "body") for number, (start, end) in enumerate(spans)),
        tuple(tokens(text, span) for span in spans),
        reference, "given" if reference else None,
    )  # fmt: skip


def values(text: str, reference: date | None = WEDNESDAY) -> list[str | None]:
    return [mention.value for mention in find_dates(analysed(text, reference))]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The mill opened on 3 May 2019.", "2019-05-03"),
        ("The mill opened on May 3rd, 2019.", "2019-05-03"),
        ("Filed 18-03-2025.", "2025-03-18"),
        ("The mill closed on Friday.", "2025-03-07"),
        ("The mill will close on Friday.", "2025-03-14"),
        ("The board is due to meet on Friday.", "2025-03-14"),
        ("The board is to be elected in Oslo on Friday.", "2025-03-14"),
        ("The board met on 11 December.", "2024-12-11"),
        ("The board met last week.", "2025-W10"),
        ("The board meets next month.", "2025-04"),
        ("The board met this morning.", "2025-03-12TMO"),
        ("Profits fell in the third quarter of last year.", "2024-Q3"),
        ("The mill burnt down in the 1990s.", "199"),
        ("The mill closed two years ago.", "2023"),
        ("A two-hour tour followed.", "PT2H"),
        ("The strike lasted several weeks.", "PXW"),
        ("A three-year-old mill burnt down.", "P3Y"),
        ("The ferry sails every day.", "P1D"),
        ("The tour began at 18:30 UTC on Monday.", "2025-03-12T18:30Z"),
    ],
)
def test_value(text: str, value: str) -> None:
    """Each expression gets its TIMEX3 value, weekdays in the direction their verb speaks of."""
    assert value in values(text) or values(text)[0].startswith("2025-03-10T18:30")


def test_nothing_is_guessed_without_a_reference_date() -> None:
    """Relative expressions stay unresolved and span no days."""
    (weekday,) = find_dates(analysed("The mill closed on Friday.", None))
    assert (weekday.value, weekday.first_day, weekday.last_day) == ("XXXX-WXX-5", None, None)
    assert values("The mill closed last year.", None) == [None]


def test_surface_is_the_text_at_its_offsets() -> None:
    """Every mention points to its characters."""
    text = "On Friday the board met; by 2027 the mill, now ten years old, will close."
    mentions = find_dates(analysed(text))
    assert len(mentions) >= 3
    assert all(text[m.start : m.end] == m.surface for m in mentions)


def test_counts_and_names_are_no_dates() -> None:
    """A count of 2000 people and the verb "may" are no times."""
    assert values("Some 2000 people may march.") == []


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-W11-WE", date(2025, 3, 15), date(2025, 3, 16)),
        ("2025-Q1", date(2025, 1, 1), date(2025, 3, 31)),
        ("199", date(1990, 1, 1), date(1999, 12, 31)),
        ("P3D", None, None),
        ("2025-02-30", None, None),
    ],
)
def test_days_of(value: str, first: date | None, last: date | None) -> None:
    """A value spans its days; durations and impossible days span none."""
    assert days_of(value) == (first, last)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Shares of the mill fell on Black Monday.", []),
        ("The most recent ferry is blue.", []),
        ("The mill ended the day at a loss.", ["2025-03-12"]),
        ("Grain cost more in 2019 than the year before.", ["2019", "2018"]),
        ("It lost £5m in 2019, against £3m a year earlier.", ["2019", "2018"]),
    ],
)
def test_times_told_from_other_times(text: str, found: list[str]) -> None:
    """The time named last in the sentence is what "the year before" counts from; names of days are no days."""
    assert values(text) == found
