"""Nights are days of a calendar: one each, whatever the clocks do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from cronsim import CronSim

from nightdesk.transforms.nights import NightCalendar, why_no_schedule

# zones whose clocks move by an hour at one or two, by half an hour, and at midnight itself
ZONES = ("Europe/London", "America/New_York", "Australia/Lord_Howe", "America/Havana", "UTC")
HOURS = ("0 4 * * *", "30 1 * * *", "15 2 * * *", "0 0 * * *", "30 0 * * *", "30 23 * * *")


def days_of_2026() -> list[date]:
    return [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]


def due_by_cron(schedule: str, zone: str) -> Iterator[datetime]:
    start = datetime(2025, 12, 31, 23, 59, tzinfo=ZoneInfo(zone))
    for due in CronSim(schedule, start):
        if due.year > 2026:
            return
        yield due.astimezone(UTC)


def due_by_wall_clock(schedule: str, zone: str) -> Iterator[datetime]:
    """What a naive scheduler does: every minute that shows the wall time, so twice when the clock goes back."""
    minute, hour = (int(field) for field in schedule.split()[:2])
    moment = datetime(2026, 1, 1, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    while (local := moment.astimezone(ZoneInfo(zone))).year == 2026:
        if (local.hour, local.minute) == (hour, minute):
            yield moment
        moment += timedelta(minutes=15)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("schedule", HOURS)
def test_every_day_of_a_year_has_exactly_one_night(schedule: str, zone: str) -> None:
    calendar = NightCalendar(schedule, zone)
    assert [calendar.night_of(due) for due in due_by_cron(schedule, zone)] == days_of_2026()
    assert calendar.between(date(2025, 12, 31), date(2027, 1, 1)) == days_of_2026()


@pytest.mark.parametrize("zone", ZONES)
def test_a_wall_time_that_comes_twice_is_one_night_and_one_that_is_skipped_is_known_as_missed(zone: str) -> None:
    calendar = NightCalendar("30 1 * * *", zone)
    nights = [calendar.night_of(due) for due in due_by_wall_clock("30 1 * * *", zone)]
    assert nights == sorted(nights)
    missed = [day for one, other in pairwise(sorted(set(nights))) for day in calendar.between(one, other)]
    assert sorted({*nights, *missed}) == days_of_2026()
    assert len(missed) <= 1


@pytest.mark.parametrize(
    ("started", "night"),
    [
        ("2026-03-10 04:00", "2026-03-10"),
        ("2026-03-10 23:59", "2026-03-10"),
        ("2026-03-11 02:30", "2026-03-10"),  # a machine that was off makes up for the night before
        ("2026-03-11 03:10", "2026-03-11"),  # a scheduler an hour early, as daylight saving makes one
    ],
)
def test_a_start_belongs_to_the_last_night_due_or_one_due_within_the_hour(started: str, night: str) -> None:
    calendar = NightCalendar("0 4 * * *", "UTC")
    assert str(calendar.night_of(datetime.fromisoformat(f"{started}+00:00"))) == night


def test_a_scheduler_in_another_zone_still_starts_every_night_once() -> None:
    calendar = NightCalendar("0 4 * * *", "UTC")
    nights = [calendar.night_of(due) for due in due_by_cron("30 4 * * *", "Europe/London")]
    assert nights == days_of_2026()


def test_days_without_a_night_are_not_missed() -> None:
    calendar = NightCalendar("0 4 * * 1-5", "Europe/London")
    assert calendar.between(date(2026, 3, 6), date(2026, 3, 9)) == []  # Friday to Monday
    assert str(calendar.night_of(datetime(2026, 3, 8, 15, tzinfo=UTC))) == "2026-03-06"


@pytest.mark.parametrize(("zone", "ends"), [("UTC", "2026-03-29T23:59:59"), ("Europe/London", "2026-03-29T22:59:59")])
def test_a_day_ends_with_its_last_second_there(zone: str, ends: str) -> None:
    assert NightCalendar("0 4 * * *", zone).end_of(date(2026, 3, 29)) == datetime.fromisoformat(f"{ends}+00:00")


@pytest.mark.parametrize(
    ("schedule", "why"),
    [
        ("every night", "five fields"),
        ("61 4 * * *", "not a cron schedule"),
        ("0 4,16 * * *", "more than once a day"),
        ("*/10 * * * 1", "more than once a day"),
    ],
)
def test_what_is_no_schedule_of_nights_says_why(schedule: str, why: str) -> None:
    assert why in (why_no_schedule(schedule) or "")


@pytest.mark.parametrize("schedule", ["0 4 * * *", "30 23 * * 1-5", "0 4 29 2 *"])
def test_a_schedule_that_is_due_at_most_once_a_day_is_one(schedule: str) -> None:
    assert why_no_schedule(schedule) is None
