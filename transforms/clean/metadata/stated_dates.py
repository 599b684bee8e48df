"""Stated dates in one form: ISO 8601, as precise as they were stated.

A day stays a day, a time without zone is dropped to its day, and what could be two days ("03/04/2031") is no date: the
reference for relative words ("yesterday") is the extractor's business.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

from nightdesk.transforms.language.packs import ENGLISH

_FIRST_YEAR, _LAST_YEAR = 1700, 2199  # archives of newspapers begin in the 18th century
_TIME = r"(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?\s*(?P<half>[ap]\.?\s?m\b\.?)?"
_ZONE = r"(?P<zone>Z\b|UTC\b|GMT\b(?:[+-]\d{1,2})?|[+-]\d{2}:?\d{2}|[A-Z]{2,4}T\b)"
_CLOCK = re.compile(rf"(?<![\d:]){_TIME}(?:\s*\(?{_ZONE})?", re.IGNORECASE)
_ISO = re.compile(
    r"^(?P<year>\d{4})-?(?P<month>\d{2})-?(?P<day>\d{2})"
    r"(?:[T ]+(?P<hour>\d{2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(r"\b(?P<year>\d{4})[-/.年](?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?(?!\d)")
_DAY_FIRST_DOTS = re.compile(r"\b(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})\b")
_NUMBERS = re.compile(r"\b(?P<a>\d{1,2})(?P<mark>[-/])(?P<b>\d{1,2})(?P=mark)(?P<year>\d{4})\b")
_DAY_MONTH = re.compile(
    r"\b(?P<day>\d{1,2})(?:st|nd|rd|th|º|er)?\.?\s*(?:of |de |d’|d')?[\s-]*(?P<name>[^\W\d_]{3,})\.?,?"
    r"[\s-]*(?:de |del )?(?P<year>\d{4})\b"
)
_MONTH_DAY = re.compile(r"\b(?P<name>[^\W\d_]{3,})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})\b")
_EPOCH = re.compile(r"^\d{10}(?:\d{3})?(?:\.\d+)?$")
# RFC 822 and the abbreviations in use on news pages; IST, BST and others with several meanings are read as written in
# the press of their country: BST as British Summer Time.
_ZONES_MINUTES = {
    "Z": 0, "UTC": 0, "GMT": 0, "UT": 0, "WET": 0, "BST": 60, "WEST": 60, "CET": 60, "CEST": 120, "EET": 120,
    "EEST": 180, "MSK": 180, "EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360,
    "PST": -480, "PDT": -420, "JST": 540, "KST": 540, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780,
}  # fmt: skip


def normalise_date(stated: str) -> str | None:
    """ISO 8601 of a stated date: ``YYYY-MM-DD``, or ``YYYY-MM-DDThh:mm:ss±hh:mm`` when time and zone are stated.

    None when no single day can be read, or the year is outside 1700 to 2199.
    """
    stated = " ".join(stated.split())[:200]
    if _EPOCH.match(stated):
        return _from_epoch(float(stated))
    match = _ISO.match(stated)
    if match:
        return _iso(_day(match["year"], match["month"], match["day"]), match)
    day = stated_day(stated)
    return _iso(day, _CLOCK.search(stated)) if day else None


def stated_day(stated: str) -> date | None:
    """The one calendar day that a string names in figures or words; None when there is none or it could be two."""
    for pattern in (_YEAR_FIRST, _DAY_FIRST_DOTS):
        if match := pattern.search(stated):
            return _day(match["year"], match["month"], match["day"])
    if match := _NUMBERS.search(stated):
        return _day_of_numbers(int(match["a"]), int(match["b"]), match["mark"], match["year"])
    for pattern in (_DAY_MONTH, _MONTH_DAY):
        for match in pattern.finditer(stated):
            month = ENGLISH.table("months").get(match["name"].casefold())
            if month is not None:
                return _day(match["year"], month, match["day"])
    return None


def is_date_line(line: str) -> bool:
    """Whether a line holds a date (with weekday and time at most) and nothing else."""
    day = stated_day(line)
    letters = re.sub(r"[^\W\d_]{3,}", lambda word: "" if _is_date_word(word.group()) else word.group(), line)
    return day is not None and len(line) <= 60 and len(re.findall(r"[^\W\d_]", letters)) <= 6


def to_utc(published: str) -> datetime | None:
    """The instant in UTC; midnight UTC when only a day is given; None when it is no ISO date."""
    try:
        instant = datetime.fromisoformat(published)
    except ValueError:
        return None
    try:
        return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)
    except OverflowError:
        return None


_DATE_WORDS = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|published|updated|date|posted|on|at|of|"
    r"montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|"
    r"lunes|martes|miércoles|jueves|viernes|sábado|domingo|utc|gmt|uhr|[a-z]{1,3}t"
)


def _is_date_word(word: str) -> bool:
    folded = word.casefold()
    return folded in ENGLISH.table("months") or _DATE_WORDS.fullmatch(folded) is not None


def _day_of_numbers(a: int, b: int, mark: str, year: str) -> date | None:
    """03/04/2031 may be March or April; 18/04 and 04/18 are plain, and dashes put the day first (DD-MM-YYYY)."""
    if b > 12 or a == b:
        return _day(year, a, b)
    if a > 12 or mark == "-":
        return _day(year, b, a)
    return None


def _day(year: str, month: str | int, day: str | int) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if _FIRST_YEAR <= found.year <= _LAST_YEAR else None


def _iso(day: date | None, clock: re.Match[str] | None) -> str | None:
    if day is None:
        return None
    if clock is None or clock["hour"] is None or clock["zone"] is None:
        return day.isoformat()
    offset = _offset(clock["zone"])
    hour = _hour(int(clock["hour"]), clock.groupdict().get("half"))
    try:
        instant = datetime(day.year, day.month, day.day, hour, int(clock["minute"]), int(clock["second"] or 0))
        return instant.replace(tzinfo=timezone(offset)).isoformat() if offset is not None else day.isoformat()
    except ValueError:
        return day.isoformat()


def _hour(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    return hour % 12 + (12 if half.lower().startswith("p") else 0)


def _offset(zone: str) -> timedelta | None:
    zone = zone.upper()
    if zone in _ZONES_MINUTES:
        return timedelta(minutes=_ZONES_MINUTES[zone])
    match = re.fullmatch(r"(?:GMT)?([+-])(\d{1,2}):?(\d{2})?", zone)
    if match is None:
        return None
    minutes = int(match[2]) * 60 + int(match[3] or 0)
    return timedelta(minutes=-minutes if match[1] == "-" else minutes) if minutes < 24 * 60 else None


def _from_epoch(seconds: float) -> str | None:
    """Seconds or milliseconds since 1970; ten or thirteen figures, so from 2001 on."""
    instant = datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC)
    return instant.replace(microsecond=0).isoformat() if instant.year <= _LAST_YEAR else None
