"""Which night a moment belongs to: nights are days of a calendar in one time zone, due when a cron schedule says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError

# What starts nights may keep another clock than the calendar, and daylight saving moves one against the other by an
# hour; Prefect's scheduler also fires an hour early where midnight itself is skipped (Havana, Beirut; November 2026).
EARLY = timedelta(hours=1)
_LOOKED_AT = 3  # starts; a schedule that is due twice a day is so on the first of its days


@dataclass(frozen=True, slots=True)
class NightCalendar:
    """When nights are due: at most one a day, whatever the clocks do in that time zone."""

    schedule: str  # cron, five fields
    time_zone: str  # IANA name

    def night_of(self, moment: datetime) -> date:
        """The night that a start at this moment belongs to: the day of the last one due, or of one due within an hour.

        A machine that was off at four and comes back at noon makes up for that night; the night after it is another.
        """
        latest = next(CronSim(self.schedule, self._local(moment + EARLY + timedelta(seconds=1)), reverse=True))
        return latest.date()

    def between(self, after: date, before: date) -> list[date]:
        """The nights due on the days strictly between two."""
        beginning = self.end_of(after) + timedelta(microseconds=1)
        return list(takewhile(lambda night: night < before, self._nights_from(beginning)))

    def end_of(self, day: date) -> datetime:
        """The last moment of a day in this zone, in UTC."""
        midnight = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(self.time_zone))
        return midnight.astimezone(UTC) - timedelta(seconds=1)

    def day_of(self, moment: datetime) -> date:
        """The day of a moment in this zone."""
        return self._local(moment).date()

    def _nights_from(self, moment: datetime) -> Iterator[date]:
        return (due.date() for due in CronSim(self.schedule, self._local(moment)))

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(ZoneInfo(self.time_zone))


def why_no_schedule(schedule: str) -> str | None:
    """What keeps a text from being a schedule of nights; None: nothing."""
    if len(schedule.split()) != 5:
        return "is not a cron schedule: five fields are needed: minute, hour, day, month, weekday"
    try:
        due = CronSim(schedule, datetime(2000, 1, 1, tzinfo=UTC))
        days = [next(due).date() for _ in range(_LOOKED_AT)]
    except CronSimError as error:
        return f"is not a cron schedule: {error}"
    except StopIteration:
        return "is never due"
    if len(set(days)) < _LOOKED_AT:
        return "is due more than once a day: a night belongs to one day ('nightdesk run' by hand runs whenever called)"
    return None
