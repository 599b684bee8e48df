"""Values of times told from the reference date: last week, next Friday, this morning, the end of March."""

from __future__ import annotations

from datetime import date, timedelta

from nightdesk.transforms.facts.time import values
from nightdesk.transforms.facts.time.calendar import month_value
from nightdesk.transforms.facts.time.reading import FoundTime, Match, Reader, step_of, unit_of
from nightdesk.transforms.language.tense import Direction

_CALENDAR = frozenset(("month", "year", "season"))
_BESIDE_TODAY = frozenset(("relative", "stretch"))


def weekday(reader: Reader, match: Match) -> FoundTime | None:
    """Friday, Friday morning, Thursday this week."""
    number = reader.words.weekdays.get(match["weekday"], 1)
    return match.part_of(_weekday_value(reader, match, number), reader.words.day_parts.get(match["part"]))


def _weekday_value(reader: Reader, match: Match, number: int) -> str:
    """The day a weekday means, unresolved without a reference."""
    reference = reader.reference
    if reference is None:
        return f"XXXX-WXX-{number}"
    if match["step"]:
        monday = reference - timedelta(days=reference.weekday())
        return (monday + timedelta(days=number - 1 + 7 * step_of(reader, match))).isoformat()
    return values.weekday(reference, number, reader.look(match.start, match.end)).isoformat()


def day_word(reader: Reader, match: Match) -> FoundTime | None:
    """Today, yesterday evening, tonight."""
    days, _, part = reader.words.days.get(match["word"], "0").partition(" ")
    return match.part_of(_day(reader.reference, int(days)), part or reader.words.day_parts.get(match["part"]))


def today(reader: Reader, match: Match) -> FoundTime | None:
    """The reference day."""
    return match.found(_day(reader.reference, 0))


def part_of_day(reader: Reader, match: Match) -> FoundTime | None:
    """This morning, last night."""
    return match.part_of(_day(reader.reference, step_of(reader, match)), reader.words.day_parts.get(match["part"]))


def _day(reference: date | None, days: int) -> str | None:
    return (reference + timedelta(days=days)).isoformat() if reference else None


def relative(reader: Reader, match: Match) -> FoundTime | None:
    """Last week, next Friday, the previous month, this weekend, next summer."""
    value = _period(reader, match, reader.reference) if reader.reference else None
    return match.part_of(value, reader.words.day_parts.get(match["part"]))


def _period(reader: Reader, match: Match, reference: date) -> str | None:
    """The unit, weekday, month or season a step from the reference; None for what has no value."""
    step, words = step_of(reader, match), reader.words
    direction = _ahead(step) if step else reader.look(match.start, match.end)
    if match["weekend"]:
        return values.weekend(reference, direction)
    if match["weekday"]:
        start = reference + timedelta(days=step)
        return values.weekday(start, words.weekdays.get(match["weekday"], 1), direction).isoformat()
    if match["month"]:
        return values.month_of_year(reference, words.months.get(match["month"], 1), direction)
    if match["season"]:
        return f"{reference.year + step:04}-{words.seasons.get(match['season'])}"
    unit = unit_of(reader, match)
    return values.shifted(reference, step, unit) if unit else None


def _ahead(step: int) -> Direction:
    return Direction.FUTURE if step > 0 else Direction.PAST


def weekend(reader: Reader, match: Match) -> FoundTime | None:
    """The weekend."""
    direction = reader.look(match.start, match.end) if reader.reference else Direction.UNKNOWN
    return match.found(values.weekend(reader.reference, direction) if reader.reference else None)


def edge(reader: Reader, match: Match) -> FoundTime | None:
    """The period an edge belongs to: the end of last year, the beginning of March, earlier this week."""
    if match["exact"]:
        return match.found(match["exact"])
    if match["month"]:
        return match.found(month_value(reader, match))
    return match.found(_period(reader, match, reader.reference) if reader.reference else None)


def early(reader: Reader, match: Match) -> FoundTime | None:
    """The time behind "early", "late" and "mid": early June, late last year."""
    lead = match.groups.start("step") if match["step"] else match.end
    inner = reader.inner(reader, match.end, _CALENDAR) or reader.inner(reader, lead, _BESIDE_TODAY)
    return match.found(inner.value, inner.end) if inner else None


def unresolved(reader: Reader, match: Match) -> FoundTime | None:
    """What no calendar says more exactly: the last minute."""
    return match.found(None)
