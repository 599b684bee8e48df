"""What the rules for time expressions share: the view of the text, a match of a pattern, and what is found.

A rule is a pattern of a language with the function that reads its value; functions know calendars, not words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from nightdesk.transforms.facts.time.words import TimeWords
from nightdesk.transforms.language.numbers import Number
from nightdesk.transforms.language.tense import Direction

Kind = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(slots=True)
class FoundTime:
    """A time expression before it becomes a record."""

    start: int
    end: int
    type: Kind
    value: str | None
    rule: str


@dataclass(slots=True)
class Reader:
    """What the functions look at: the text in lower case, the reference day and the direction of the clause."""

    text: str
    low: str
    words: TimeWords
    reference: date | None
    numbers: dict[int, Number]
    look: Callable[[int, int], Direction]
    same_sentence: Callable[[int, int], bool]
    inner: Callable[
        [Reader, int, frozenset[str]], FoundTime | None
    ]  # the longest reading at a place by some of the rules
    anchor: date | None = None  # the last day named before this place
    anchor_at: int = -1
    period: date | None = None  # the first day of the last time named before this place, however long it is
    period_at: int = -1


@dataclass(slots=True)
class Match:
    """Where a rule's pattern matches, with its groups and the numbers that stand in it."""

    rule: str
    type: Kind
    stated: str | None  # the value that the rule itself states
    start: int
    end: int
    groups: re.Match[str]
    numbers: tuple[Number, ...] = ()

    def __getitem__(self, group: str) -> str:
        """The words of a group, empty where it takes no part in the match or the pattern has none."""
        return self.groups.groupdict().get(group) or ""

    def found(self, value: str | None, end: int | None = None) -> FoundTime:
        """The match as a time expression; ``end`` where it ends earlier."""
        return FoundTime(self.start, self.end if end is None else end, self.type, value, self.rule)

    def part_of(self, value: str | None, code: str | None) -> FoundTime:
        """A day, or a part of it: 2025-03-14TMO."""
        if not code:
            return self.found(value)
        return FoundTime(self.start, self.end, "TIME", f"{value}T{code}" if value else None, self.rule)


ReadTime = Callable[[Reader, Match], FoundTime | None]


def step_of(reader: Reader, match: Match) -> int:
    """How many units after the present one the word of the group ``step`` means; 0 without one."""
    return reader.words.steps.get(match["step"], 0)


def unit_of(reader: Reader, match: Match) -> str:
    """The unit named by the group ``unit``, empty without one."""
    return reader.words.units.get(match["unit"], "")
