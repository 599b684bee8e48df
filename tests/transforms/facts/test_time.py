"""Time expressions: TIMEX3 values and the days they span. Wednesday 12 March 2025 is the reference day."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightdesk.transforms.facts.time.find import find_dates
from nightdesk.transforms.facts.time.rules import read_rule
from nightdesk.transforms.facts.time.values import days_of, shifted, weekday
from nightdesk.transforms.facts.time.words import time_words
from nightdesk.transforms.language.doc import Doc
from nightdesk.transforms.language.packs import ENGLISH
from nightdesk.transforms.language.sentences import sentences
from nightdesk.transforms.language.tense import Direction
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


RULES = ENGLISH.rules("times")


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule["name"]) for rule in RULES])
def test_a_rule_gives_its_example_the_value_it_states(rule: dict[str, str]) -> None:
    """An expression of the example has the value, by this rule; a time of day is one of the reference day."""
    expected = rule.get("value")
    if expected and expected.startswith("T"):
        expected = f"{WEDNESDAY}{expected}"
    found = [(mention.rule, mention.value) for mention in find_dates(analysed(rule["example"]))]
    assert (f"timex.{rule['name'].partition('.')[0]}", expected) in found


# Words of the lexicons and small words between them, so that most texts hold several times, and any text at all.
_TIME_WORDS = sorted({word for lexicon in time_words(ENGLISH) for word in lexicon})
_SMALL_WORDS = "the a of in on at by every early and two 3 18 2019 2025-03-18 6pm 18:30 ago later before day year. ,"
TEXTS = st.one_of(
    st.text(),
    st.lists(st.sampled_from([*_TIME_WORDS, *map(str.title, _TIME_WORDS), *_SMALL_WORDS.split()])).map(" ".join),
)
DAYS = st.dates()


@given(TEXTS, st.none() | DAYS)
def test_every_text_has_times_in_order_inside_it(text: str, reference: date | None) -> None:
    """No text is too odd: expressions follow each other, show their words and span no day before their first."""
    found = find_dates(analysed(text, reference))
    assert all(0 <= m.start < m.end <= len(text) and text[m.start : m.end] == m.surface for m in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(m.first_day <= m.last_day for m in found if m.first_day and m.last_day)
    assert all((m.first_day is None) == (m.last_day is None) for m in found)


BESIDE_TODAY = [
    "It closed on Friday.", "It will close on Monday.", "Last Sunday it rained.", "It will rain tomorrow.",
    "It closed yesterday.", "Next Thursday it will close.", "It closed on Tuesday this week.",
]  # fmt: skip


@given(
    st.sampled_from(BESIDE_TODAY),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.integers(-500, 500),
)
def test_days_beside_today_move_with_it_by_whole_weeks(text: str, reference: date, weeks: int) -> None:
    """What a weekday means depends on the weekday of the reference, not on the week."""
    (one,) = find_dates(analysed(text, reference))
    (other,) = find_dates(analysed(text, reference + timedelta(weeks=weeks)))
    assert one.first_day is not None
    assert other.first_day is not None
    assert other.first_day - one.first_day == timedelta(weeks=weeks)


@given(DAYS, st.integers(1, 7), st.sampled_from(Direction))
def test_a_weekday_is_the_nearest_one_on_its_side(reference: date, number: int, direction: Direction) -> None:
    """Ahead of the reference or behind it, within a week, and of the right name."""
    try:
        day = weekday(reference, number, direction)
    except OverflowError:
        return  # beside the first and the last day of the calendar
    assert day.isoweekday() == number
    assert abs((day - reference).days) < 7
    assert day >= reference if direction is Direction.FUTURE else day <= reference


@given(st.sampled_from("DWMQYC") | st.just("DE"), st.dates(), st.floats(-20_000, 20_000))
def test_what_is_shifted_is_a_value_with_days_or_none(unit: str, reference: date, amount: float) -> None:
    """Whatever is added to a day, the result can be read back; centuries and the decade before year 10 span no days."""
    value = shifted(reference, amount, unit)
    assert value in (None, "000") or unit == "C" or days_of(value)[0] is not None


@given(st.text() | st.from_regex(r"\d{4}-(\d\d(-\d\d)?|W\d\d(-WE)?|[QH]\d|SP|SU|FA|WI)", fullmatch=True))
def test_any_value_can_be_read_back(value: str) -> None:
    """Values no calendar has span no days."""
    first, last = days_of(value)
    assert (first is None and last is None) or (first is not None and last is not None and first <= last)


def test_words_of_the_calendar_are_complete() -> None:
    """Twelve months and seven weekdays, whatever else they are called."""
    words = time_words(ENGLISH)
    assert set(words.months.values()) == set(range(1, 13))
    assert set(words.weekdays.values()) == set(range(1, 8))


def test_a_rule_of_an_unknown_function_is_refused_when_the_pack_is_read() -> None:
    """A mistake in a rule shows at once, not at the first text that meets it."""
    entry: dict[str, Any] = {"name": "x", "pattern": "x", "reads": "no_such_function", "example": "x"}
    with pytest.raises(KeyError):
        read_rule(entry)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The vote will begin in two hours.", "PT2H"),
        ("It opens in the next century.", "21"),
        ("It stood at the turn of the century.", "20"),
        ("It grew over the past decades.", "PXY"),
        ("It is over a billion years old.", "P1000000000Y"),
    ],
)
def test_units_beyond_days_and_years(text: str, value: str) -> None:
    """Hours ahead are a duration, centuries count in hundreds of years, decades of unknown number in years."""
    assert values(text)[0] == value
