"""Schedules: what is refused, when a late night is skipped, and what is handed to Prefect."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from nightdesk.flows.errors import UsageError
from nightdesk.flows.nightly import nightly
from nightdesk.flows.project import load_project
from nightdesk.flows.scheduling import lateness, serve_nights, skip_if_stale

DUE = datetime(2026, 3, 29, 4, tzinfo=UTC)


@pytest.mark.parametrize("schedule", ["every night", "0 4 * *", "61 4 * * *", "0 0 4 * * *"])
def test_a_schedule_that_is_no_cron_is_refused(tmp_path: Path, schedule: str) -> None:
    with pytest.raises(UsageError, match=r"schedule: .* is not a cron schedule"):
        load_project(tmp_path, schedule=schedule)


@pytest.mark.parametrize("zone", ["Mars/Base", "", "../etc"])
def test_a_time_zone_that_does_not_exist_is_refused(tmp_path: Path, zone: str) -> None:
    with pytest.raises(UsageError, match=r"time_zone: .* is no IANA time zone"):
        load_project(tmp_path, time_zone=zone)


@pytest.mark.parametrize(("hours", "late"), [(-1, False), (0, False), (12, False), (12.1, True), (70, True)])
def test_a_night_is_too_late_after_the_hours_given(hours: float, late: bool) -> None:
    assert (lateness(DUE, DUE + timedelta(hours=hours), 12) is not None) is late


def test_outside_prefect_no_night_is_late() -> None:
    assert skip_if_stale(0.001) is None


def test_prefect_gets_schedule_zone_folder_and_one_night_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: dict[str, Any] = {}
    monkeypatch.setattr("nightdesk.flows.scheduling._require_server", lambda: None)
    monkeypatch.setattr(type(nightly), "serve", lambda _self, **options: given.update(options))
    serve_nights(load_project(tmp_path, schedule="30 3 * * *", time_zone="Europe/London"))
    assert (given["schedule"].cron, given["schedule"].timezone) == ("30 3 * * *", "Europe/London")
    assert given["parameters"] == {"project_folder": str(tmp_path)}
    assert given["global_limit"].limit == given["limit"] == 1


def test_serving_without_a_server_says_what_to_do(tmp_path: Path) -> None:
    from prefect.settings import PREFECT_API_URL, temporary_settings

    with temporary_settings(restore_defaults={PREFECT_API_URL}), pytest.raises(UsageError, match="PREFECT_API_URL"):
        serve_nights(load_project(tmp_path))
