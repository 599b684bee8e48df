"""Values of calendar dates: days, months, years, decades, quarters, seasons and times of day.

A missing year is the one nearest to the reference date in the direction of the clause.
"""

from __future__ import annotations

from nightdesk.transforms.facts.time import values
from nightdesk.transforms.facts.time.reading import FoundTime, Match, Reader, step_of


def as_written(reader: Reader, match: Match) -> FoundTime | None:
    """2025-03-18, 2008."""
    return match.found(reader.low[match.start : match.end])


def numeric_day(reader: Reader, match: Match) -> FoundTime | None:
    """18-03-2025: day first unless only the other order is a date; None where neither is."""
    first, second = int(match["first"]), int(match["second"])
    day, month_ = (second, first) if second > 12 else (first, second)
    value = f"{match['year']}-{month_:02}-{day:02}"
    return match.found(value) if values.days_of(value)[0] else None


def day_of_month(reader: Reader, match: Match) -> FoundTime | None:
    """3 May 2019, May 3rd; None for days beyond 31."""
    number, day = reader.words.months.get(match["month"], 0), int(match["day"])
    if not 1 <= day <= 31:
        return None
    value = f"{match['year'] or 'XXXX'}-{number:02}-{day:02}"
    if not match["year"] and reader.reference:
        resolved = values.day_of_year(reader.reference, number, day, reader.look(match.start, match.end))
        value = resolved.isoformat() if resolved else value
    return match.found(value)


def month(reader: Reader, match: Match) -> FoundTime | None:
    """May 2019, in May."""
    return match.found(month_value(reader, match))


def month_value(reader: Reader, match: Match) -> str:
    """The month of the group ``month``, in the year of the group ``year`` if there is one."""
    number = reader.words.months.get(match["month"], 0)
    if match["year"] or not reader.reference:
        return f"{match['year'] or 'XXXX'}-{number:02}"
    return values.month_of_year(reader.reference, number, reader.look(match.start, match.end))


def century(reader: Reader, match: Match) -> FoundTime | None:
    """The 19th century: 18."""
    return match.found(f"{int(match['number']) - 1:02}")


def decade(reader: Reader, match: Match) -> FoundTime | None:
    """The 1990s, the 80s: 199, 198; bare ones lie between 1930 and 2029."""
    hundred = match["century"] or ("19" if int(match["ten"]) >= 3 else "20")
    return match.found(f"{hundred}{match['ten']}")


def part_of_year(reader: Reader, match: Match) -> FoundTime | None:
    """The third quarter of 2009, Q3."""
    number = _ordinal(reader, match)
    year = _year(reader, match)
    value = f"{year or 'XXXX'}-Q{number}"
    if not year and reader.reference:
        value = values.quarter_of_year(reader.reference, number, reader.look(match.start, match.end))
    return match.found(value)


def half_of_year(reader: Reader, match: Match) -> FoundTime | None:
    """The first half of last year."""
    return match.found(f"{_year(reader, match) or 'XXXX'}-H{_ordinal(reader, match)}")


def _ordinal(reader: Reader, match: Match) -> int:
    return reader.words.ordinals.get(match["number"]) or int(match["number"])


def _year(reader: Reader, match: Match) -> str:
    """The year that is named or that lies a step from the reference, empty without either."""
    if match["year"] or not match["step"] or not reader.reference:
        return match["year"]
    return f"{reader.reference.year + step_of(reader, match):04}"


def season(reader: Reader, match: Match) -> FoundTime | None:
    """Autumn 2008, the summer."""
    year = match["year"] or (f"{reader.reference.year:04}" if reader.reference else "XXXX")
    return match.found(f"{year}-{reader.words.seasons.get(match['season'])}")


def clock(reader: Reader, match: Match) -> FoundTime | None:
    """A time of day: 18:00 UTC, 6.40 p.m.; its day is filled in by the caller."""
    hour = int(match["hour"])
    if hour > 24:
        return None
    if match["afternoon"] and hour < 12:
        hour += 12
    return match.found(f"T{hour:02}:{match['minute'] or '00'}{'Z' if match['utc'] else ''}")
