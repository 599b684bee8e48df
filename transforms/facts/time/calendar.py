"""Rules that read calendar dates: days, months, years, decades, quarters, seasons and times of day.

Each rule reads one expression at one place and returns it, or None; a missing year is the one nearest to the reference.
"""

from __future__ import annotations

import re

from nightdesk.transforms.facts.time import values
from nightdesk.transforms.facts.time.reader import MONTH, MONTHS, ORDER, STEP, Found, M, Reader, S, Y, found
from nightdesk.transforms.language.legacy import closed_class, words

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?!\d)")
_NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)")
_DAY_MONTH = re.compile(rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of|-)? ?(?P<m>{M})\b\.?(?:,? (?P<y>{Y})\b(?!,\d))?")
_MONTH_DAY = re.compile(rf"(?P<m>{M})\b\.? (?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?![\d:%]|,\d{{3}}\b)(?:,? (?P<y>{Y})\b)?")
_MONTH_YEAR = re.compile(rf"(?P<m>{M})\b\.?(?:,| of)? (?P<y>{Y})\b")
_CLOCK = re.compile(
    r"(?P<h>[012]?\d)(?:[:.](?P<min>[0-5]\d)(?::[0-5]\d)?)?(?P<ap> ?[ap](?:m\b|\.m\b\.?))?"
    r"(?: ?\(?(?P<zone>utc|gmt|z\b|[ecmp][sd]?t|cest|cet|bst|ist)\b(?: ?[+-]\d{1,2})?\)?)?"
)
_YEAR = re.compile(rf"{Y}(?![\ds%:]|[-–]\d\d?\b|[.,]\d|-[a-z]{{4}}| ?(?:million|billion|percent|per cent)\b)")
_CENTURY = re.compile(r"(?P<n>\d{1,2})(?:st|nd|rd|th)[ -]century\b")
_DECADE = re.compile(r"(?P<century>1[5-9]|20)?(?P<ten>\d)0s\b")
_QUARTER = re.compile(
    r"(?P<n>first|second|third|fourth|final|1st|2nd|3rd|4th)[ -](?P<what>quarter|half)\b"
    r"(?! (?:final|win|goal|of an?\b))"
    rf"(?: of (?:(?P<rel>this|last|next|the) year|(?:fiscal )?(?P<y>{Y})))?"
)
_Q = re.compile(rf"q(?P<n>[1-4])\b(?: (?P<y>{Y})\b)?")
_SEASON = re.compile(rf"(?P<s>{S})\b(?: of)?(?: (?P<y>{Y})\b)?")
_NOT_A_YEAR_BEFORE = re.compile(
    r"(?:than|over|about|around|some|nearly|almost|up to|[$£€¥#]|only|roughly|least) $|[$£€¥#]$"
)
_YEAR_BEFORE = words("year_prepositions")  # words that announce a bare year
_MONTH_BEFORE = closed_class("in by since until last next this early late mid of from to for and during")
_WORD = re.compile(r"[a-z]+")
_PLURAL_NOUN_AFTER = re.compile(r" (?:[a-z]+ )?[a-z]{2,}s\b| (?:people|men|women|children|police)\b")


def calendar_date(reader: Reader, at: int) -> Found | None:
    """A day with its month and, if given, its year: 3 May 2024 · May 3rd · 18-03-2025 · 2025-03-18."""
    low = reader.low
    if match := _ISO.match(low, at):
        return found(at, match.end(), "DATE", match.group(), "iso")
    if match := _NUMERIC.match(low, at):
        first, second = int(match[1]), int(match[3])
        # Day first unless only the other order is a date, or slashes and a month that fits say the American way.
        day, month = (second, first) if second > 12 else (first, second)
        value = f"{match[4]}-{month:02}-{day:02}"
        return found(at, match.end(), "DATE", value, "numeric") if values.days_of(value)[0] else None
    match = _DAY_MONTH.match(low, at) or _MONTH_DAY.match(low, at)
    if match is None or not reader.text[match.start("m")].isupper() or not 1 <= int(match["d"]) <= 31:
        return None
    month, day = MONTH[match["m"]], int(match["d"])
    if match["y"]:
        return found(at, match.end(), "DATE", f"{match['y']}-{month:02}-{day:02}", "calendar")
    value = f"XXXX-{month:02}-{day:02}"
    if reader.reference:
        resolved = values.day_of_year(reader.reference, month, day, reader.look(at, match.end()))
        value = resolved.isoformat() if resolved else value
    return found(at, match.end(), "DATE", value, "calendar")


def month(reader: Reader, at: int) -> Found | None:
    """A month with or without its year; "May" and "March" alone need a preposition before them."""
    if not reader.text[at].isupper():
        return None
    if match := _MONTH_YEAR.match(reader.low, at):
        return found(at, match.end(), "DATE", f"{match['y']}-{MONTH[match['m']]:02}", "month")
    word = _WORD.match(reader.low, at)
    if word is None or word.group() not in MONTHS:
        return None
    before = re.search(r"(\w+) $", reader.low[max(0, at - 12) : at])
    name = word.group()
    if name in {"may", "march", "august", "april", "june"} and (before is None or before[1] not in _MONTH_BEFORE):
        return None
    number = MONTH[name]
    value = f"XXXX-{number:02}"
    if reader.reference:
        value = values.month_of_year(reader.reference, number, reader.look(at, word.end()))
    return found(at, word.end(), "DATE", value, "month")


def year(reader: Reader, at: int) -> Found | None:
    """A year standing for itself: "in 2008", "the 1991 agreement"; not "2000 people"."""
    match = _YEAR.match(reader.low, at)
    if (
        match is None
        or (at and reader.low[at - 1] in ".,")
        or _NOT_A_YEAR_BEFORE.search(reader.low[max(0, at - 9) : at])
    ):
        return None
    before = re.search(r"(\w+)[ -]$", reader.low[max(0, at - 12) : at])
    expected = before is not None and before[1] in _YEAR_BEFORE
    if not expected and (at == 0 or _PLURAL_NOUN_AFTER.match(reader.low, match.end())):
        return None
    return found(at, match.end(), "DATE", match.group(), "year")


def decade(reader: Reader, at: int) -> Found | None:
    """The 1990s, the 80s, the 19th century."""
    if ages := _CENTURY.match(reader.low, at):
        return found(at, ages.end(), "DATE", f"{int(ages['n']) - 1:02}", "decade")
    match = _DECADE.match(reader.low, at)
    if match is None:
        return None
    century = match["century"] or ("19" if int(match["ten"]) >= 3 else "20")
    return found(at, match.end(), "DATE", f"{century}{match['ten']}", "decade")


def clock(reader: Reader, at: int) -> Found | None:
    """A time of day: 18:00 UTC, 6.40 p.m., 9am; its day is filled in by the caller."""
    match = _CLOCK.match(reader.low, at)
    if match is None or not (match["ap"] or match["min"]) or int(match["h"]) > 24:
        return None
    if not match["ap"] and not match["zone"] and (":" not in match.group() or not _after_at(reader.low, at)):
        return None
    hour = int(match["h"])
    if match["ap"] and "p" in match["ap"] and hour < 12:
        hour += 12
    zone = "Z" if match["zone"] in {"utc", "gmt", "z"} else ""
    return found(at, match.end(), "TIME", f"T{hour:02}:{match['min'] or '00'}{zone}", "clock")


def _after_at(low: str, at: int) -> bool:
    """Whether a bare 18:30 follows words that announce a time."""
    return bool(re.search(r"\b(?:at|by|until|from|around|about|before|after|to) $", low[max(0, at - 8) : at]))


def quarter(reader: Reader, at: int) -> Found | None:
    """The third quarter of 2009, Q3, the first half of last year."""
    match = _QUARTER.match(reader.low, at) or _Q.match(reader.low, at)
    if match is None:
        return None
    groups = match.groupdict()
    number = ORDER.get(match["n"]) or int(match["n"])
    half = groups.get("what") == "half"
    if half and (number > 2 or not (groups["y"] or groups["rel"])):
        return None
    year_ = groups["y"]
    if not year_ and reader.reference and groups.get("rel"):
        year_ = f"{reader.reference.year + STEP.get(groups['rel'], 0):04}"
    value: str | None = f"{year_ or 'XXXX'}-{'H' if half else 'Q'}{number}"
    if not year_ and reader.reference:
        value = values.quarter_of_year(reader.reference, number, reader.look(at, match.end()))
    return found(at, match.end(), "DATE", value, "quarter")


def season(reader: Reader, at: int) -> Found | None:
    """Autumn 2008, the summer; spring and fall alone need a word that says time."""
    match = _SEASON.match(reader.low, at)
    if match is None:
        return None
    code, year_ = values.SEASONS[match["s"]], match["y"]
    if year_:
        return found(at, match.end(), "DATE", f"{year_}-{code}", "season")
    named = reader.text[at].isupper() and at > 1 and reader.text[at - 2] not in ".!?\n”"
    if not named and not re.search(
        r"\b(?:in|by|since|until|this|early|late|of|before|after|during|over)(?: the)? $",
        reader.low[max(0, at - 12) : at],
    ):
        return None
    end = at + len(match["s"])
    return found(
        at, end, "DATE", f"{reader.reference.year:04}-{code}" if reader.reference else f"XXXX-{code}", "season"
    )
