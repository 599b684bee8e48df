"""TIMEX3 values: built from a reference day, and read back as the days they span.

Knows calendars only; which words mean which value is decided by the rules of a language.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

from nightdesk.transforms.language.tense import Direction

WEEKEND = "WE"
# First and last month of a season in the northern hemisphere; the winter of a year is the one it begins in.
_SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 12)}
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?$")
_MONTH = re.compile(r"(\d{4})-(\d\d)$")
_PART = re.compile(r"(\d{4})-([QH])(\d)$")
_SEASON = re.compile(r"(\d{4})-(SP|SU|FA|WI)$")
_YEAR = re.compile(r"(\d{3,4})$")


@lru_cache(maxsize=4_096)  # the same days come back all night
def days_of(value: str | None) -> tuple[date | None, date | None]:
    """First and last day a value spans; (None, None) for durations, sets, references and unresolved values."""
    if not value:
        return None, None
    try:
        return _days_of(value)
    except ValueError:  # 30 February, week 53 of a short year
        return None, None


def _days_of(value: str) -> tuple[date | None, date | None]:
    """The same, raising ValueError for days no calendar has."""
    if match := _DAY.match(value):
        day = date(*map(int, match.groups()))
        return day, day
    if match := _WEEK.match(value):
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        return (monday + timedelta(days=5) if match[3] else monday), monday + timedelta(days=6)
    if match := _MONTH.match(value):
        return _months(int(match[1]), int(match[2]), int(match[2]))
    if match := _PART.match(value):
        size = 3 if match[2] == "Q" else 6
        last = int(match[3]) * size
        return _months(int(match[1]), last - size + 1, last)
    if match := _SEASON.match(value):
        return _months(int(match[1]), *_SEASON_MONTHS[match[2]])
    if match := _YEAR.match(value):
        first = int(match[1].ljust(4, "0"))
        return date(first, 1, 1), date(first + (9 if len(match[1]) == 3 else 0), 12, 31)
    return None, None


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    """First day of one month and last day of another."""
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def week(day: date) -> str:
    """The ISO week of a day: 2025-W11."""
    year, number, _ = day.isocalendar()
    return f"{year:04}-W{number:02}"


def weekend(reference: date, direction: Direction) -> str:
    """The weekend before, around or after the reference day."""
    saturday = reference - timedelta(days=(reference.weekday() - 5) % 7)
    if direction is Direction.FUTURE and reference.weekday() < 5:
        saturday += timedelta(days=7)
    return f"{week(saturday)}-{WEEKEND}"


def weekday(reference: date, number: int, direction: Direction) -> date:
    """The nearest such day (1..7, Monday first) behind the reference, itself included, or ahead of it for FUTURE."""
    back = (reference.isoweekday() - number) % 7
    if direction is Direction.FUTURE:
        return reference + timedelta(days=(7 - back) % 7)
    return reference - timedelta(days=back)


def day_of_year(reference: date, month: int, day: int, direction: Direction) -> date | None:
    """The day without a year: the next one for FUTURE, else the one nearest to the reference."""
    around = [found for year in (-1, 0, 1) if (found := _date(reference.year + year, month, day))]
    if direction is Direction.FUTURE:
        around = [found for found in around if found >= reference]
    return min(around, key=lambda found: abs((found - reference).days), default=None)


def _date(year: int, month: int, day: int) -> date | None:
    """A calendar day, None where there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_of_year(reference: date, month: int, direction: Direction) -> str:
    """The month without a year: the next one for FUTURE, else the latest that has begun."""
    year = reference.year
    if direction is Direction.FUTURE and month < reference.month:
        year += 1
    elif direction is not Direction.FUTURE and month > reference.month:
        year -= 1
    return f"{year:04}-{month:02}"


def quarter_of_year(reference: date, quarter: int, direction: Direction) -> str:
    """The quarter without a year: the next one for FUTURE, else the latest that has begun."""
    current = (reference.month + 2) // 3
    year = reference.year
    if direction is Direction.FUTURE and quarter < current:
        year += 1
    elif direction is not Direction.FUTURE and quarter > current:
        year -= 1
    return f"{year:04}-Q{quarter}"


_YEARS = {"Y": 1, "DE": 10, "C": 100}
_MONTHS_OF = {"M": 1, "Q": 3}


def shifted(reference: date, amount: float, unit: str) -> str | None:
    """The value ``amount`` units (D W M Q Y DE C) from the reference, as exact as the unit.

    None outside the years 1 to 9999 and for units shorter than a day.
    """
    try:
        if unit in _MONTHS_OF:
            months = reference.year * 12 + reference.month - 1 + round(amount * _MONTHS_OF[unit])
            day = date(months // 12, months % 12 + 1, 1)
            return f"{day.year:04}-Q{(day.month + 2) // 3}" if unit == "Q" else f"{day.year:04}-{day.month:02}"
        if unit in _YEARS:
            year = date(reference.year + round(amount * _YEARS[unit]), 1, 1).year
            return f"{year:04}"[: {"DE": 3, "C": 2}.get(unit)]
        if unit == "W":
            return week(reference + timedelta(days=round(amount * 7)))
        return (reference + timedelta(days=round(amount))).isoformat() if unit == "D" else None
    except (OverflowError, ValueError):
        return None


def duration(amount: float | None, unit: str) -> str:
    """P2W, PT30M, P2.5Y; an unknown amount is PX…, decades are counted in years."""
    if unit in ("DE", "C"):
        unit, amount = "Y", amount * _YEARS[unit] if amount else None
    time = "T" if unit in {"H", "MIN", "S"} else ""
    number = "X" if amount is None else f"{amount:.0f}" if amount == int(amount) else f"{amount:g}"
    return f"P{time}{number}{unit[:1]}"
