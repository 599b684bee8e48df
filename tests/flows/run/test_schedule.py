"""Schedules: what is refused, when a late night is skipped, and what is handed to Prefect."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from prefect.server.schemas.schedules import CronSchedule

from nightdesk.flows.errors import NightDone, UsageError
from nightdesk.flows.nightly import nightly
from nightdesk.flows.project import load_project
from nightdesk.flows.run.lifecycle import start_run
from nightdesk.flows.run.progress import SilentProgress
from nightdesk.flows.run.schedule import lateness, why_stale
from nightdesk.flows.serve import serve_nights
from nightdesk.transforms.nights import NightCalendar

DUE = datetime(2026, 3, 29, 4, tzinfo=UTC)


@pytest.mark.parametrize("schedule", ["every night", "0 4 * *", "61 4 * * *", "0 0 4 * * *", "* * * * *"])
def test_a_schedule_that_is_no_cron_or_due_more_than_once_a_day_is_refused(tmp_path: Path, schedule: str) -> None:
    with pytest.raises(UsageError, match=r"schedule: .* is not a cron schedule|more than once a day"):
        load_project(tmp_path, schedule=schedule)


@pytest.mark.parametrize("zone", ["Mars/Base", "", "../etc"])
def test_a_time_zone_that_does_not_exist_is_refused(tmp_path: Path, zone: str) -> None:
    with pytest.raises(UsageError, match=r"time_zone: .* is no IANA time zone"):
        load_project(tmp_path, time_zone=zone)


@pytest.mark.parametrize(("hours", "late"), [(-1, False), (0, False), (12, False), (12.1, True), (70, True)])
def test_a_night_is_too_late_after_the_hours_given(hours: float, late: bool) -> None:
    assert (lateness(DUE, DUE + timedelta(hours=hours), 12) is not None) is late


@pytest.mark.parametrize("zone", ["Europe/London", "America/Havana"])  # Havana skips midnight itself
def test_what_prefect_plans_around_daylight_saving_is_one_start_a_night(zone: str) -> None:
    schedule = {"Europe/London": "30 1 * * *", "America/Havana": "0 0 * * *"}[zone]
    calendar = NightCalendar(schedule, zone)
    for month in (3, 10):
        first, last = datetime(2026, month, 1, 12, tzinfo=UTC), datetime(2026, month + 1, 10, 12, tzinfo=UTC)
        plan = asyncio.run(CronSchedule(cron=schedule, timezone=zone).get_dates(n=60, start=first, end=last))
        nights = [calendar.night_of(datetime.fromtimestamp(start.timestamp(), UTC)) for start in plan]
        assert sorted(set(nights))[1:-1] == calendar.between(nights[0], nights[-1])


def test_outside_prefect_no_night_is_late() -> None:
    assert why_stale(0.001) is None


def test_prefect_gets_schedule_zone_folder_and_one_night_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: dict[str, Any] = {}
    monkeypatch.setattr("nightdesk.flows.serve._require_server", lambda: None)
    monkeypatch.setattr(type(nightly), "serve", lambda _self, **options: given.update(options))
    serve_nights(load_project(tmp_path, schedule="30 3 * * *", time_zone="Europe/London"))
    assert (given["schedule"].cron, given["schedule"].timezone) == ("30 3 * * *", "Europe/London")
    assert given["parameters"] == {"project_folder": str(tmp_path)}
    assert given["global_limit"].limit == given["limit"] == 1


def test_serving_without_a_server_says_what_to_do(tmp_path: Path) -> None:
    from prefect.settings import PREFECT_API_URL, temporary_settings

    with temporary_settings(restore_defaults={PREFECT_API_URL}), pytest.raises(UsageError, match="PREFECT_API_URL"):
        serve_nights(load_project(tmp_path))


def start(project: Path, night: date, now: datetime, once: bool = True, fails: bool = False) -> tuple[date, ...]:
    """A night without stages; the nights it stands for as well."""
    with start_run(load_project(project), now=now, progress=SilentProgress(), night=night, once=once) as run:
        if fails:
            raise OSError("no space left on device")
    return run.missed_nights


def test_a_schedule_runs_a_night_once_and_a_person_as_often_as_asked(tmp_path: Path) -> None:
    start(tmp_path, DUE.date(), DUE)
    with pytest.raises(NightDone, match="the night of 2026-03-29 is finished already"):
        start(tmp_path, DUE.date(), DUE + timedelta(hours=1))
    assert start(tmp_path, DUE.date(), DUE + timedelta(hours=2), once=False) == ()


def test_a_night_that_failed_is_run_by_the_next_start_of_its_day(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="no space left"):
        start(tmp_path, DUE.date(), DUE, fails=True)
    assert start(tmp_path, DUE.date(), DUE + timedelta(hours=1)) == ()


def test_the_first_night_after_an_outage_names_the_nights_that_did_not_run(tmp_path: Path) -> None:
    start(tmp_path, DUE.date(), DUE)
    later = DUE + timedelta(days=4)
    missed = start(tmp_path, later.date(), later)
    assert [str(night) for night in missed] == ["2026-03-30", "2026-03-31", "2026-04-01"]
    assert start(tmp_path, later.date() + timedelta(days=1), later + timedelta(days=1)) == ()


def test_a_clock_that_was_wrong_and_went_back_stops_no_night(tmp_path: Path) -> None:
    start(tmp_path, DUE.date(), DUE)
    ahead = DUE + timedelta(days=300)
    start(tmp_path, ahead.date(), ahead)
    assert start(tmp_path, DUE.date() + timedelta(days=1), DUE + timedelta(days=1)) == ()
