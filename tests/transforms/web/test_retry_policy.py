"""The standing of sources: weights, pauses that grow and end, forgiveness."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from nightdesk.transforms.records import Reason
from nightdesk.transforms.web.retry_policy import RetryState, pause_days, weight

NOW = datetime(2026, 3, 10, 23, 30, tzinfo=UTC)


def nights_asked(reason: Reason, nights: int) -> list[int]:
    standing, asked = RetryState(), []
    for night in range(nights):
        now = NOW + timedelta(days=night)
        if standing.is_due(now):
            asked.append(night)
            standing = standing.after(reason, now)
    return asked


def test_a_source_that_is_gone_is_soon_asked_rarely() -> None:
    assert nights_asked(Reason.GONE, 30) == [0, 1, 3, 7, 15, 29]


def test_temporary_failures_weigh_a_quarter() -> None:
    assert nights_asked(Reason.SERVER_ERROR, 10) == [0, 1, 2, 3, 4, 5, 6, 8]
    assert weight(Reason.GONE) == 2 * weight(Reason.BAD_FEED) == 4 * weight(Reason.DEADLINE)


def test_no_pause_is_longer_than_two_weeks_or_shorter_than_a_night() -> None:
    assert pause_days(0.25) == pause_days(1.0) == 1.0
    assert pause_days(50.0) == 14.0


def test_a_source_that_can_be_read_again_starts_anew() -> None:
    failed = RetryState(7.5, None, NOW + timedelta(days=3))
    assert failed.after(None, NOW) == RetryState(0.0, NOW, None)


def test_a_night_that_begins_a_little_early_is_that_night() -> None:
    standing = RetryState(2.0, None, NOW + timedelta(days=1))
    assert standing.is_due(NOW + timedelta(hours=23))
    assert not standing.is_due(NOW + timedelta(hours=1))
