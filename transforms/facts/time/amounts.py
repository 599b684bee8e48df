"""Values of durations and of times that come again: two weeks, several years, every Monday, per day."""

from __future__ import annotations

from nightdesk.transforms.facts.time import values
from nightdesk.transforms.facts.time.anaphoric import count_of
from nightdesk.transforms.facts.time.reading import FoundTime, Match, Reader, unit_of
from nightdesk.transforms.language.tense import Direction


def amount(reader: Reader, match: Match) -> FoundTime | None:
    """Two weeks, a year: of unknown length where the number is vague; None behind ordinals."""
    count = count_of(reader, match)
    return None if count is None else match.found(values.duration(count or None, unit_of(reader, match)))


def ahead(reader: Reader, match: Match) -> FoundTime | None:
    """In two weeks, where the clause looks ahead."""
    count = count_of(reader, match)
    if count is None or reader.look(match.start, match.end) is not Direction.FUTURE:
        return None
    return match.found(values.shifted(reader.reference, count, unit_of(reader, match)) if reader.reference else None)


def lower_end(reader: Reader, match: Match) -> FoundTime | None:
    """The first number of "three to five years"."""
    first, second = match.numbers
    if not first.form == second.form == "cardinal":
        return None
    return match.found(values.duration(first.value, unit_of(reader, match)), first.end)


def some(reader: Reader, match: Match) -> FoundTime | None:
    """Several years: a duration of unknown length."""
    return match.found(values.duration(None, unit_of(reader, match)))


def each(reader: Reader, match: Match) -> FoundTime | None:
    """Per day: once in each unit."""
    return None if match.start in reader.numbers else match.found(values.duration(1, unit_of(reader, match)))


def every(reader: Reader, match: Match) -> FoundTime | None:
    """Every day, each Monday, every other week."""
    if match["weekday"]:
        return match.found(f"XXXX-WXX-{reader.words.weekdays.get(match['weekday'])}")
    if match["part"] or match["weekend"]:
        return match.found("P1D" if match["part"] else "P1W")
    number = reader.numbers.get(match.groups.start("number"))
    count = number.value if number else 2 if match["number"] else 1
    return match.found(values.duration(count, unit_of(reader, match)))


def stated(reader: Reader, match: Match) -> FoundTime | None:
    """What the rule states for all its words: now, soon, daily, noon."""
    return match.found(match.stated)
