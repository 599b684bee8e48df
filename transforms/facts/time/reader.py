"""What every rule for time expressions shares: the view of the text, the result, and the calendar's words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from nightdesk.transforms.facts.time.values import SEASONS
from nightdesk.transforms.language.numbers import Number
from nightdesk.transforms.language.tense import Direction

Kind = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(slots=True)
class Found:
    """A time expression before it becomes a record."""

    start: int
    end: int
    type: Kind
    value: str | None
    rule: str


@dataclass(slots=True)
class Reader:
    """What the rules look at: the text in lower case, the reference day and the direction of the clause."""

    text: str
    low: str
    reference: date | None
    numbers: dict[int, Number]
    look: Callable[[int, int], Direction]
    same_sentence: Callable[[int, int], bool]
    anchor: date | None = None  # the last day named before this place
    anchor_at: int = -1
    period: date | None = None  # the first day of the last time named before this place, however long it is
    period_at: int = -1


Rule = Callable[[Reader, int], Found | None]

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
MONTH = {name: number for number, name in enumerate(MONTHS, start=1)}
MONTH |= {name[:3]: number for name, number in MONTH.items()} | {"sept": 9}
WEEKDAYS = {"monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6}
UNIT = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y", "decade": "DE", "century": "C",
        "hour": "H", "minute": "MIN", "second": "S", "night": "D", "season": "Y", "term": "Y"}  # fmt: skip
UNIT |= {f"{word}s": unit for word, unit in UNIT.items()} | {"centuries": "C"}
PARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI"}
ORDER = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "final": 4}
STEP = {"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1, "following": 1}

# Fragments of patterns.
M = "|".join(sorted(MONTH, key=len, reverse=True))
W = "|".join(WEEKDAYS)
P = "|".join(PARTS)
S = "|".join(SEASONS)
Y = r"(?:1[5-9]|20)\d\d"
U = "days?|weeks?|months?|quarters?|years?|decades?|century|centuries|hours?|minutes?|seconds?"


def found(start: int, end: int, kind: Kind, value: str | None, rule: str) -> Found:
    """Short for the record."""
    return Found(start, end, kind, value, rule)


def day_part(start: int, end: int, value: str | None, part: str | None, rule: str) -> Found:
    """A day, or a part of it: 2025-03-14TMO."""
    if part is None:
        return found(start, end, "DATE", value, rule)
    return found(start, end, "TIME", f"{value}T{PARTS[part]}" if value else None, rule)
