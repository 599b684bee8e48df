"""Whatever the text and the reference date: times are found without an exception, in order and inside the text."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nightdesk.transforms.facts.extract import extract
from nightdesk.transforms.facts.time.values import (
    day_of_year,
    days_of,
    duration,
    month_of_year,
    quarter_of_year,
    shifted,
    week,
    weekday,
    weekend,
)
from nightdesk.transforms.language.tense import Direction
from nightdesk.transforms.records import DateMention, Document

pytestmark = pytest.mark.property

WORDS = (
    *("Monday", "Friday", "on", "in", "the", "last", "next", "this", "week", "weeks", "month", "year", "years", "ago"),
    *("two", "3", "31", "2031", "1990s", "May", "February", "Feb.", "of", "early", "late", "mid", "morning", "night"),
    *("tomorrow", "tonight", "noon", "18:30", "6.40 p.m.", "UTC", "every", "daily", "first", "quarter", "half", "Q3"),
    *("summer", "weekend", "century", "19th", "day", "before", "after", "later", "earlier", "since", "to", "-", "–"),
    *("burst", "will", "burst.", "\n", "decades", "several", "0", "99999999", "29", "30 February", "2/29/2031", "'80s"),
)
TEXTS = st.one_of(st.lists(st.sampled_from(WORDS), max_size=18).map(" ".join), st.text(max_size=100))
ANY_DAY = st.dates()
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
DIRECTIONS = st.sampled_from(list(Direction))


def dates(text: str, day: date | None) -> tuple[DateMention, ...]:
    published = day.isoformat() if day else None
    return extract(Document("a", None, text, published, language="en")).dates


@given(TEXTS, st.one_of(st.none(), ANY_DAY))
@settings(max_examples=80)
def test_times_of_any_text_on_any_day_are_in_order_and_inside_it(text: str, day: date | None) -> None:
    found = dates(text, day)
    for mention in found:
        assert 0 <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.surface
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(TEXTS, st.one_of(st.none(), ANY_DAY))
@settings(max_examples=80)
def test_the_first_day_is_never_after_the_last(text: str, day: date | None) -> None:
    for mention in dates(text, day):
        assert (mention.first_day is None) == (mention.last_day is None)
        assert mention.first_day is None or mention.last_day is None or mention.first_day <= mention.last_day


@given(TEXTS, DAYS)
@settings(max_examples=50)
def test_the_days_of_a_mention_are_those_of_its_value(text: str, day: date) -> None:
    for mention in dates(text, day):
        if mention.type in ("DURATION", "SET"):
            assert (mention.first_day, mention.last_day) == (None, None)
        elif mention.first_day is not None:
            assert (mention.first_day, mention.last_day) == days_of(mention.value)


@given(
    DAYS, st.integers(1, 60), st.sampled_from(["Monday", "Thursday", "Sunday"]), st.sampled_from(["met", "will meet"])
)
@settings(max_examples=50)
def test_a_reference_whole_weeks_later_moves_a_weekday_by_as_many_weeks(
    day: date, weeks: int, name: str, verb: str
) -> None:
    text = f"The council {verb} on {name}."
    (before,), (after,) = dates(text, day), dates(text, day + timedelta(weeks=weeks))
    assert before.first_day is not None
    assert after.first_day == before.first_day + timedelta(weeks=weeks)


@given(DAYS, st.integers(1, 60))
@settings(max_examples=50)
def test_a_reference_whole_weeks_later_moves_last_week_by_as_many_weeks(day: date, weeks: int) -> None:
    text = "The council met last week."
    (before,), (after,) = dates(text, day), dates(text, day + timedelta(weeks=weeks))
    assert before.first_day is not None
    assert after.first_day == before.first_day + timedelta(weeks=weeks)


@given(DAYS)
@settings(max_examples=50)
def test_yesterday_today_and_tomorrow_follow_each_other(day: date) -> None:
    found = dates("It rained yesterday, it rains today, it will rain tomorrow.", day)
    assert [mention.first_day for mention in found] == [day + timedelta(days=step) for step in (-1, 0, 1)]


@given(DAYS)
@settings(max_examples=50)
def test_an_absolute_date_is_the_same_whatever_the_reference_day(day: date) -> None:
    text = "The pier opened on 3 May 2019 and closed in June 2024."
    assert [mention.value for mention in dates(text, day)] == ["2019-05-03", "2024-06"]


@given(TEXTS)
@settings(max_examples=50)
def test_text_before_shifts_the_times_and_changes_nothing_else(text: str) -> None:
    lead = "Nobody came.\n\n"
    moved = [(m.start + len(lead), m.surface) for m in dates(text, date(2031, 3, 12))]
    assert [(m.start, m.surface) for m in dates(lead + text, date(2031, 3, 12)) if m.start >= len(lead)] == moved


@given(ANY_DAY, st.integers(1, 7))
def test_a_weekday_behind_the_reference_is_at_most_six_days_back(day: date, number: int) -> None:
    if day < date(1, 1, 8):
        return
    found = weekday(day, number, Direction.PAST)
    assert found.isoweekday() == number
    assert timedelta(0) <= day - found < timedelta(days=7)


@given(DAYS, st.integers(1, 7))
def test_a_weekday_ahead_of_the_reference_is_at_most_a_week_on(day: date, number: int) -> None:
    found = weekday(day, number, Direction.FUTURE)
    assert found.isoweekday() == number
    assert timedelta(0) <= found - day <= timedelta(days=7)


@given(DAYS)
def test_the_days_of_a_week_are_its_seven_and_hold_the_day(day: date) -> None:
    first, last = days_of(week(day))
    assert first is not None
    assert last is not None
    assert first <= day <= last
    assert (first.isoweekday(), (last - first).days) == (1, 6)


@given(DAYS, DIRECTIONS)
def test_a_weekend_is_a_saturday_and_the_sunday_after_it(day: date, direction: Direction) -> None:
    first, last = days_of(weekend(day, direction))
    assert first is not None
    assert last is not None
    assert (first.isoweekday(), last - first) == (6, timedelta(days=1))
    assert abs((first - day).days) <= 7


@given(DAYS, st.integers(1, 12), DIRECTIONS)
def test_a_month_without_a_year_is_ahead_only_for_the_future(day: date, month: int, direction: Direction) -> None:
    first, last = days_of(month_of_year(day, month, direction))
    assert first is not None
    assert last is not None
    assert first.month == last.month == month
    assert last >= day if direction is Direction.FUTURE else first <= day


@given(DAYS, st.integers(1, 4), DIRECTIONS)
def test_a_quarter_without_a_year_is_ahead_only_for_the_future(day: date, quarter: int, direction: Direction) -> None:
    first, last = days_of(quarter_of_year(day, quarter, direction))
    assert first is not None
    assert last is not None
    assert (first.month, last.month) == (quarter * 3 - 2, quarter * 3)
    assert last >= day if direction is Direction.FUTURE else first <= day


@given(DAYS, st.integers(1, 12), st.integers(1, 31), DIRECTIONS)
def test_a_day_without_a_year_has_its_month_and_number_or_is_none(
    day: date, month: int, number: int, direction: Direction
) -> None:
    found = day_of_year(day, month, number, direction)
    if found is None:
        assert (month, number) in {(2, 29), (2, 30), (2, 31), (4, 31), (6, 31), (9, 31), (11, 31)}
    else:
        assert (found.month, found.day) == (month, number)
        assert direction is not Direction.FUTURE or found >= day


@given(ANY_DAY, st.floats(-1e9, 1e9), st.sampled_from(["D", "W", "M", "Q", "Y", "DE", "C", "H", "MIN", "S", ""]))
def test_a_shift_by_any_amount_gives_a_value_or_none(day: date, amount: float, unit: str) -> None:
    value = shifted(day, amount, unit)
    assert value is None or days_of(value) is not None
    if unit in {"H", "MIN", "S", ""}:
        assert value is None


@given(DAYS, st.integers(-400, 400), st.sampled_from(["D", "W"]))
def test_a_shift_and_back_again_is_where_it_began(day: date, amount: int, unit: str) -> None:
    there = days_of(shifted(day, amount, unit))[0]
    assert there is not None
    back = days_of(shifted(there, -amount, unit))
    assert back[0] is not None
    assert back[1] is not None
    assert back[0] <= day <= back[1] or unit == "D"
    assert unit != "D" or back[0] == day


@given(st.one_of(st.none(), st.floats(0.5, 1e6)), st.sampled_from(["D", "W", "M", "Y", "H", "MIN", "S", "DE", "C"]))
def test_a_duration_spans_no_days(amount: float | None, unit: str) -> None:
    value = duration(amount, unit)
    assert value.startswith("P")
    assert days_of(value) == (None, None)


@given(st.one_of(st.text(max_size=12), st.from_regex(r"\d{4}-(\d\d|Q\d|H\d|W\d\d|SU)(-\d\d|-WE)?", fullmatch=True)))
def test_the_days_of_any_value_are_both_known_or_both_unknown(value: str) -> None:
    first, last = days_of(value)
    assert (first is None) == (last is None)
    assert first is None or last is None or first <= last
