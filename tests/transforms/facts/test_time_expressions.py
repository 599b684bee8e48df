"""Every kind of time expression with its value and the days it spans; Wednesday 12 March 2031 is the reference day."""

from datetime import date
from itertools import pairwise

import pytest

from nightdesk.transforms.facts.extract import extract
from nightdesk.transforms.records import DateMention, Document

WEDNESDAY = date(2031, 3, 12)


def dates(text: str, published: str | None = "2031-03-12") -> tuple[DateMention, ...]:
    return extract(Document("a", None, text, published, language="en")).dates


def only(text: str, published: str | None = "2031-03-12") -> DateMention:
    found = dates(text, published)
    assert len(found) == 1, [(m.surface, m.value) for m in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "surface", "value"),
    [
        ("The lock opened on 2031-02-03.", "2031-02-03", "2031-02-03"),
        ("The lock opened on 3 February 2030.", "3 February 2030", "2030-02-03"),
        ("The lock opened on the 3rd of February 2030.", "3rd of February 2030", "2030-02-03"),
        ("The lock opened on February 3, 2030.", "February 3, 2030", "2030-02-03"),
        ("The lock opened on Feb. 3, 2030.", "Feb. 3, 2030", "2030-02-03"),
        ("The lock opened on February 3.", "February 3", "2031-02-03"),
        ("The lock opened in February 2030.", "February 2030", "2030-02"),
        ("The lock opened in February.", "February", "2031-02"),
        ("The lock opened in 1987.", "1987", "1987"),
        ("The lock was dug in the 1890s.", "1890s", "189"),
        ("The lock was dug in the 19th century.", "19th century", "18"),
    ],
)
def test_a_date_of_the_calendar_is_read_as_written(text: str, surface: str, value: str) -> None:
    found = only(text)
    assert (found.surface, found.value) == (surface, value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Sales rose in the first quarter of 2030.", "2030-Q1"),
        ("Sales rose in the fourth quarter of 2030.", "2030-Q4"),
        ("Sales rose in the first half of 2030.", "2030-H1"),
        ("Sales rose in the second half of 2030.", "2030-H2"),
        ("Sales rose in the spring of 2030.", "2030-SP"),
        ("Sales rose in summer 2030.", "2030-SU"),
        ("Sales rose in autumn 2030.", "2030-FA"),
        ("Sales rose in winter 2030.", "2030-WI"),
    ],
)
def test_parts_of_a_year_have_their_own_values(text: str, value: str) -> None:
    assert only(text).value == value


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Sales rose in the first quarter of 2030.", date(2030, 1, 1), date(2030, 3, 31)),
        ("Sales rose in the second half of 2030.", date(2030, 7, 1), date(2030, 12, 31)),
        ("Sales rose in February 2028.", date(2028, 2, 1), date(2028, 2, 29)),
        ("Sales rose in February 2030.", date(2030, 2, 1), date(2030, 2, 28)),
        ("Sales rose in 2030.", date(2030, 1, 1), date(2030, 12, 31)),
        ("Sales rose in the 1990s.", date(1990, 1, 1), date(1999, 12, 31)),
        ("Sales rose last week.", date(2031, 3, 3), date(2031, 3, 9)),
        ("Sales rose last month.", date(2031, 2, 1), date(2031, 2, 28)),
        ("Sales rose last year.", date(2030, 1, 1), date(2030, 12, 31)),
        ("Sales rose on Tuesday.", date(2031, 3, 11), date(2031, 3, 11)),
        ("Sales rose last weekend.", date(2031, 3, 8), date(2031, 3, 9)),
    ],
)
def test_a_period_spans_its_first_to_its_last_day(text: str, first: date, last: date) -> None:
    found = only(text)
    assert (found.first_day, found.last_day) == (first, last)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The weir burst on Monday.", "2031-03-10"),
        ("The weir burst on Tuesday.", "2031-03-11"),
        ("The weir burst on Wednesday.", "2031-03-12"),
        ("The weir burst on Thursday.", "2031-03-06"),
        ("The weir burst on Friday.", "2031-03-07"),
        ("The weir burst on Saturday.", "2031-03-08"),
        ("The weir burst on Sunday.", "2031-03-09"),
    ],
)
def test_a_weekday_of_the_past_tense_lies_within_the_last_seven_days(text: str, value: str) -> None:
    assert only(text).value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The weir will be tested on Monday.", "2031-03-17"),
        ("The weir will be tested on Tuesday.", "2031-03-18"),
        ("The weir will be tested on Thursday.", "2031-03-13"),
        ("The weir will be tested on Friday.", "2031-03-14"),
        ("The weir will be tested on Sunday.", "2031-03-16"),
        ("The council plans to test the weir on Friday.", "2031-03-14"),
        ("The council is going to test the weir on Friday.", "2031-03-14"),
    ],
)
def test_a_weekday_of_the_future_tense_lies_within_the_next_seven_days(text: str, value: str) -> None:
    assert only(text).value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The weir burst today.", "2031-03-12"),
        ("The weir burst yesterday.", "2031-03-11"),
        ("The weir will be tested tomorrow.", "2031-03-13"),
        ("The weir will be tested tonight.", "2031-03-12TNI"),
        ("The weir burst this morning.", "2031-03-12TMO"),
        ("The weir burst this afternoon.", "2031-03-12TAF"),
        ("The weir burst last night.", "2031-03-11TNI"),
        ("The weir burst on Friday morning.", "2031-03-07TMO"),
        ("The weir burst on Monday evening.", "2031-03-10TEV"),
        ("The weir burst yesterday evening.", "2031-03-11TEV"),
    ],
)
def test_days_and_their_parts_are_counted_from_the_reference_day(text: str, value: str) -> None:
    assert only(text).value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The weir burst last week.", "2031-W10"),
        ("The weir will be tested next week.", "2031-W12"),
        ("The weir was tested this week.", "2031-W11"),
        ("The weir burst last month.", "2031-02"),
        ("The weir will be tested next month.", "2031-04"),
        ("The weir was tested this month.", "2031-03"),
        ("The weir burst last year.", "2030"),
        ("The weir will be tested next year.", "2032"),
        ("The weir was tested this year.", "2031"),
        ("The weir burst last winter.", "2030-WI"),
        ("Sales fell last quarter.", "2030-Q4"),
        ("Sales will fall next quarter.", "2031-Q2"),
    ],
)
def test_last_this_and_next_move_by_whole_periods(text: str, value: str) -> None:
    assert only(text).value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The weir burst three days ago.", "2031-03-09"),
        ("The weir burst two weeks ago.", "2031-W09"),
        ("The weir burst four months ago.", "2030-11"),
        ("The weir burst a year ago.", "2030"),
        ("The weir burst 20 years ago.", "2011"),
        ("The weir burst two decades ago.", "201"),
        ("The weir will be tested in two weeks.", "2031-W13"),
        ("The weir will be tested in five days.", "2031-03-17"),
    ],
)
def test_a_distance_from_now_is_as_exact_as_its_unit(text: str, value: str) -> None:
    assert only(text).value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The strike lasted two weeks.", "P2W"),
        ("The strike lasted 30 minutes.", "PT30M"),
        ("The strike lasted six hours.", "PT6H"),
        ("The strike lasted 45 seconds.", "PT45S"),
        ("The strike lasted three days.", "P3D"),
        ("The strike lasted nine months.", "P9M"),
        ("The strike lasted two and a half years.", "P2.5Y"),
        ("The strike lasted two decades.", "P20Y"),
        ("The strike lasted several days.", "PXD"),
        ("The strike lasted many months.", "PXM"),
        ("A four-day strike followed.", "P4D"),
        ("A ten-minute strike followed.", "PT10M"),
    ],
)
def test_a_length_of_time_is_a_duration_and_spans_no_days(text: str, value: str) -> None:
    found = only(text)
    assert (found.type, found.value) == ("DURATION", value)
    assert (found.first_day, found.last_day) == (None, None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The barge sails every day.", "P1D"),
        ("The barge sails every week.", "P1W"),
        ("The barge sails every month.", "P1M"),
        ("The barge sails daily.", "P1D"),
        ("The barge sails weekly.", "P1W"),
        ("The barge sails every two weeks.", "P2W"),
        ("The barge sails every Monday.", "XXXX-WXX-1"),
    ],
)
def test_what_recurs_is_a_set_and_spans_no_days(text: str, value: str) -> None:
    found = only(text)
    assert (found.type, found.value) == ("SET", value)
    assert (found.first_day, found.last_day) == (None, None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The weir burst at 6.40 p.m. on Monday.", "2031-03-10T18:40"),
        ("The weir burst on Monday at 18:40.", "2031-03-10T18:40"),
        ("The weir burst at 9 a.m. on Monday.", "2031-03-10T09:00"),
        ("The weir burst on Monday at noon.", "2031-03-10T12:00"),
    ],
)
def test_a_clock_time_belongs_to_the_day_its_sentence_names(text: str, value: str) -> None:
    assert value in [found.value for found in dates(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The weir burst on Monday.",
        "The weir burst yesterday.",
        "The weir burst last week.",
        "The weir burst two weeks ago.",
        "The weir will be tested next month.",
        "The weir burst this morning.",
        "The weir burst on 3 February.",
        "The weir burst in February.",
    ],
)
def test_without_a_reference_date_relative_times_span_no_days(text: str) -> None:
    found = only(text, None)
    assert (found.first_day, found.last_day) == (None, None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The weir burst on 3 February 2030.", "2030-02-03"),
        ("The weir burst in 1987.", "1987"),
        ("The strike lasted two weeks.", "P2W"),
        ("The barge sails every day.", "P1D"),
    ],
)
def test_without_a_reference_date_absolute_times_have_the_same_value(text: str, value: str) -> None:
    assert only(text, None).value == only(text).value == value


@pytest.mark.parametrize(
    "text",
    [
        "The ferry may sail.",
        "They march through the town.",
        "Some 1900 people came.",
        "The barge has 2030 seats.",
        "The second barge sank.",
        "The sun rose over the pier.",
        "May Quill rowed the boat.",
    ],
)
def test_verbs_counts_and_names_are_no_times(text: str) -> None:
    assert dates(text) == ()


def test_times_stand_in_text_order_and_do_not_overlap() -> None:
    text = "On Monday and again last week, between 3 February 2030 and May 2030, the weir burst for two days."
    found = dates(text)
    assert len(found) >= 5
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_the_day_before_and_after_lean_on_the_day_named_before() -> None:
    found = dates("The weir burst on 3 February 2030. It was repaired the next day. The day before, it had rained.")
    assert [mention.value for mention in found][:2] == ["2030-02-03", "2030-02-04"]


def test_a_publication_date_stated_in_the_text_serves_where_none_is_given() -> None:
    text = "Weir bursts near Ulm Mill\n12 March 2031\nThe weir burst on Monday, and the whole of Mill Lane was flooded."
    found = extract(Document("a", None, text, None, language="en"))
    assert (found.reference_date, found.reference_basis) == (WEDNESDAY, "text")
    assert "2031-03-10" in [mention.value for mention in found.dates]


def test_the_date_given_with_the_article_wins_over_the_one_in_its_text() -> None:
    text = "Weir bursts near Ulm Mill\n19 March 2031\nThe weir burst on Monday, and the whole of Mill Lane was flooded."
    found = extract(Document("a", None, text, "2031-03-12", language="en"))
    assert (found.reference_date, found.reference_basis) == (WEDNESDAY, "given")
    assert "2031-03-10" in [mention.value for mention in found.dates]
