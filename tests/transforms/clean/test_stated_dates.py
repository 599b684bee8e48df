"""Stated dates keep their precision; what is ambiguous is no date."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightdesk.transforms.clean.metadata.stated_dates import is_date_line, normalise_date, to_utc


@pytest.mark.parametrize(
    ("stated", "iso"),
    [
        ("2031-05-04", "2031-05-04"),
        ("2031-05-04T10:15:30Z", "2031-05-04T10:15:30+00:00"),
        ("2031-05-04T10:15:30.123+0200", "2031-05-04T10:15:30+02:00"),
        ("2031-05-04 10:15 -05:00", "2031-05-04T10:15:00-05:00"),
        ("20310504T101530Z", "2031-05-04T10:15:30+00:00"),
        ("2031-05-04 10:15", "2031-05-04"),  # no zone: the instant is not known
        ("Sun, 04 May 2031 10:15:30 GMT", "2031-05-04T10:15:30+00:00"),
        ("Sun, 04 May 2031 10:15:30 EDT", "2031-05-04T10:15:30-04:00"),
        ("May 4, 2031 4:05 pm EDT", "2031-05-04T16:05:00-04:00"),
        ("4. März 2031, 10:30 Uhr", "2031-03-04"),
        ("4 de mayo de 2031", "2031-05-04"),
        ("18-03-2031", "2031-03-18"),
        ("05.03.2031", "2031-03-05"),
        ("2031年5月4日", "2031-05-04"),
        ("12/25/2031", "2031-12-25"),
        ("1935658800", "2031-05-04T11:00:00+00:00"),
        ("03/04/2031", None),
        ("2031-13-40", None),
        ("0000-00-00", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_stated_date_becomes_iso(stated: str, iso: str | None) -> None:
    assert normalise_date(stated) == iso


@pytest.mark.parametrize("line", ["18-03-2031", "Sunday, 4 May 2031", "Published: 4 May 2031 10:15 GMT", "4. Mai 2031"])
def test_a_line_that_only_states_a_date(line: str) -> None:
    assert is_date_line(line)


@pytest.mark.parametrize("line", ["The ferry sank on 4 May 2031", "Harbour budget 2031", "May 2031"])
def test_a_line_that_tells_something_is_no_date_line(line: str) -> None:
    assert not is_date_line(line)


def test_a_day_is_midnight_utc_and_an_instant_keeps_its_moment() -> None:
    assert to_utc("2031-05-04") == datetime(2031, 5, 4, tzinfo=UTC)
    assert to_utc("2031-05-04T10:15:00+02:00") == datetime(2031, 5, 4, 8, 15, tzinfo=UTC)
    assert to_utc("soon") is None


@given(st.text(max_size=60))
def test_whatever_is_read_as_a_date_can_be_read_again(stated: str) -> None:
    iso = normalise_date(stated)
    assert iso is None or (normalise_date(iso) == iso and to_utc(iso) is not None)


@given(st.datetimes(min_value=datetime(1800, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC)))
def test_iso_instants_survive(instant: datetime) -> None:
    iso = normalise_date(instant.replace(microsecond=0).isoformat())
    assert iso is not None
    assert to_utc(iso) == instant.replace(microsecond=0)
