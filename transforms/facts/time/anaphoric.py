"""Values of times told from another time of the text: the same day, the year before, two days later."""

from __future__ import annotations

from datetime import date, timedelta

from nightdesk.transforms.facts.time import values
from nightdesk.transforms.facts.time.reading import FoundTime, Match, Reader, unit_of

_LONG = frozenset(("M", "Q", "Y", "DE"))


def one_before(reader: Reader, match: Match) -> FoundTime | None:
    """The year before."""
    unit = unit_of(reader, match)
    base = _base(reader, match.start, unit)
    return match.found(values.shifted(base, -1, unit) if base else None)


def same_day(reader: Reader, match: Match) -> FoundTime | None:
    """That day: the last one named."""
    return match.found(reader.anchor.isoformat() if reader.anchor else None)


def this_day(reader: Reader, match: Match) -> FoundTime | None:
    """The day at whose end something stood: one that the sentence names, else today."""
    day = _base(reader, match.start, "D")
    return match.found(day.isoformat() if day else None)


def last_day(reader: Reader, match: Match) -> FoundTime | None:
    """The last day named, else today."""
    return match.found(_beside(reader, 0))


def next_day(reader: Reader, match: Match) -> FoundTime | None:
    """The day after the last one named."""
    return match.found(_beside(reader, 1))


def previous_day(reader: Reader, match: Match) -> FoundTime | None:
    """The day before the last one named."""
    return match.found(_beside(reader, -1))


def _beside(reader: Reader, days: int) -> str | None:
    base = reader.anchor or reader.reference
    return (base + timedelta(days=days)).isoformat() if base else None


def shifted(reader: Reader, match: Match) -> FoundTime | None:
    """Two weeks ago, a month later; None for an unknown number of them."""
    count, unit = count_of(reader, match), unit_of(reader, match)
    if not count:
        return None
    base = reader.reference if match["ago"] or match["hence"] else _base(reader, match.start, unit)
    ahead = bool(match["later"] or match["hence"])
    return match.found(values.shifted(base, count if ahead else -count, unit) if base else None)


def count_of(reader: Reader, match: Match) -> float | None:
    """How many units a match speaks of: 1 without a number, 0 where it is vague, None where it is no count."""
    if not match.numbers:
        return None if match.start in reader.numbers else 1.0  # "a quarter of": a fraction
    number = match.numbers[0]
    if number.form == "ordinal":
        return None
    return 0.0 if number.form == "vague" else number.value


def _base(reader: Reader, at: int, unit: str) -> date | None:
    """The day from which "two days later", "a year earlier" count: of a time named in the sentence, else today."""
    if unit in _LONG and reader.period and reader.same_sentence(reader.period_at, at):
        return reader.period
    if reader.anchor and reader.same_sentence(reader.anchor_at, at):
        return reader.anchor
    return reader.reference
