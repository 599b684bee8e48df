"""The rules for time expressions of a language, and where in a text each is tried.

A rule is tried at the words with which its pattern can begin. Which these are is asked of the pattern, for two words
at once: most "the" and "a" of a text open no time expression.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

import regex

from nightdesk.transforms.facts.time import amounts, anaphoric, calendar, relative
from nightdesk.transforms.facts.time.reading import FoundTime, Kind, Match, Reader, ReadTime
from nightdesk.transforms.language.numbers import Number
from nightdesk.transforms.language.pack import Pack, per_pack

_NUMBER = "{number}"
_END = attrgetter("end")
_CONTEXT = 40  # characters before an expression that `before` and `not_before` look at
_NO_WORDS = re.compile(r"\\.|\(\?P<\w+>")  # parts of a pattern that are no words of the language
_LITERAL = re.compile(r"[a-z]+\??")
_DIGIT = "0"  # the key of all words that begin with a digit
_DIGITS = "0123456789"
_ANYTHING = ("", " x", "-x", " 0", "-0")  # what may follow a word with which an expression is complete or a lead ends


@dataclass(frozen=True, slots=True)
class TimeRule:
    """A pattern with the function that reads its value; see the head of ``times.toml`` for the fields."""

    label: str
    patterns: tuple[re.Pattern[str], ...]  # between them stand numbers
    read: ReadTime
    type: Kind
    stated: str | None
    before: re.Pattern[str] | None
    not_before: re.Pattern[str] | None
    capital: str | None

    def found(self, reader: Reader, at: int, opening: re.Match[str]) -> FoundTime | None:
        """The expression at a place where the first pattern matches, None where there is none of this rule."""
        match = self._match(reader, at, opening)
        try:
            return self.read(reader, match) if match and self._fits(reader, match) else None
        except OverflowError:  # beside the first and the last day of the calendar
            return None

    def _match(self, reader: Reader, at: int, opening: re.Match[str]) -> Match | None:
        groups: re.Match[str] | None = opening
        numbers: tuple[Number, ...] = ()
        for pattern in self.patterns[1:]:
            number = reader.numbers.get(groups.end()) if groups else None
            if number is None:
                return None
            groups = pattern.match(reader.low, number.end)
            numbers = (*numbers, number)
        return Match(self.label, self.type, self.stated, at, groups.end(), groups, numbers) if groups else None

    def _fits(self, reader: Reader, match: Match) -> bool:
        """Whether what stands before the match and its capital are as the rule wants them."""
        if self.capital and match[self.capital] and not reader.text[match.groups.start(self.capital)].isupper():
            return False
        earlier = max(0, match.start - _CONTEXT)
        if self.before and not self.before.search(reader.low, earlier, match.start):
            return False
        return not (self.not_before and self.not_before.search(reader.low, earlier, match.start))


@dataclass(slots=True)
class Opening:
    """What can begin with one word: whatever follows, or only before certain words."""

    alone: tuple[TimeRule, ...]
    before: Mapping[str, tuple[TimeRule, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class TimeRules:
    """The rules of a pack, by the words they can begin with."""

    by_number: tuple[TimeRule, ...]  # begin with a number, however it is written
    by_word: Mapping[str, Opening]

    def at(self, reader: Reader, at: int, word: str, following: str) -> Sequence[TimeRule]:
        """The rules that can match at a word before another one, in their order."""
        opening = self.by_word.get(_DIGIT if word[0] <= "9" else word)
        rules: tuple[TimeRule, ...] = ()
        if opening is not None:
            rules = opening.before.get(_DIGIT if following[:1] <= "9" else following, opening.alone)
        number = reader.numbers.get(at)
        if number is None:
            return rules
        return (*rules, *[rule for rule in self.by_number if rule.patterns[1].match(reader.low, number.end)])


def longest(reader: Reader, at: int, rules: Iterable[TimeRule]) -> FoundTime | None:
    """The longest reading at a place, of equally long ones the first."""
    low = reader.low
    readings = [
        found
        for rule in rules
        if (opening := rule.patterns[0].match(low, at)) and (found := rule.found(reader, at, opening))
    ]
    return max(readings, key=_END) if len(readings) > 1 else readings[0] if readings else None


@per_pack
def time_rules(pack: Pack) -> TimeRules:
    """The rules of a pack, ready to be tried."""
    rules = [read_rule(entry) for entry in pack.rules("times")]
    worded = [_Worded(rule) for rule in rules if rule.patterns[0].pattern]
    openers = sorted({word for each in worded for word in each.words if each.can_begin(word)})
    return TimeRules(
        by_number=tuple(rule for rule in rules if not rule.patterns[0].pattern),
        by_word={
            _DIGIT: Opening(tuple(each.rule for each in worded if any(each.can_begin(digit) for digit in _DIGITS))),
            **{word: _opening([each for each in worded if each.can_begin(word)], word) for word in openers},
        },
    )


def read_rule(entry: Mapping[str, Any]) -> TimeRule:
    """A rule as its file declares it; raises KeyError for an unknown function."""
    return TimeRule(
        label=entry["name"].partition(".")[0],
        patterns=tuple(re.compile(part) for part in entry["pattern"].split(_NUMBER)),
        read=_FUNCTIONS[entry["reads"]],
        type=entry.get("type", "DATE"),
        stated=entry.get("value"),
        before=re.compile(entry["before"]) if "before" in entry else None,
        not_before=re.compile(entry["not_before"]) if "not_before" in entry else None,
        capital=entry.get("capital"),
    )


class _Worded:
    """A rule that begins with a word, asked with which words it can."""

    def __init__(self, rule: TimeRule) -> None:
        pattern = rule.patterns[0].pattern
        self.rule = rule
        self.words = frozenset(_words_of(pattern))
        self._pattern = regex.compile(pattern)

    def can_begin(self, text: str) -> bool:
        """Whether some expression begins so, or the text with some expression."""
        return bool(self._pattern.fullmatch(text, partial=True) or self._pattern.match(text))

    def is_open(self, word: str) -> bool:
        """Whether anything may follow the word."""
        return any(self._pattern.match(word + rest) for rest in _ANYTHING)

    def allows(self, word: str, following: str) -> bool:
        """Whether some expression begins with two words."""
        if following == _DIGIT:
            return any(self.can_begin(word + gap + digit) for gap in (" ", "") for digit in _DIGITS)
        return self.can_begin(f"{word} {following}") or self.can_begin(f"{word}-{following}")


def _words_of(pattern: str) -> Iterator[str]:
    """The words in a pattern, with and without a last letter that may be missing."""
    for found in _LITERAL.findall(_NO_WORDS.sub(" ", pattern)):
        yield found.rstrip("?")
        if found.endswith("?"):
            yield found[:-2]


def _opening(rules: Sequence[_Worded], word: str) -> Opening:
    """What can begin with a word."""
    opened = [each for each in rules if each.is_open(word)]
    following = {other for each in rules for other in (*each.words, _DIGIT) if other and each.allows(word, other)}
    return Opening(
        tuple(each.rule for each in opened),
        {
            other: tuple(each.rule for each in rules if each in opened or each.allows(word, other))
            for other in sorted(following)
        },
    )


_FUNCTIONS: dict[str, ReadTime] = {
    function.__name__: function
    for function in (
        calendar.century, calendar.clock, calendar.day_of_month, calendar.decade, calendar.half_of_year,
        calendar.as_written, calendar.month, calendar.numeric_day, calendar.part_of_year, calendar.season,
        relative.day_word, relative.early, relative.edge, relative.part_of_day, relative.relative, relative.today,
        relative.unresolved, relative.weekday, relative.weekend,
        anaphoric.last_day, anaphoric.next_day, anaphoric.one_before, anaphoric.previous_day, anaphoric.same_day,
        anaphoric.shifted, anaphoric.this_day,
        amounts.ahead, amounts.amount, amounts.each, amounts.every, amounts.lower_end, amounts.some, amounts.stated,
    )
}  # fmt: skip
