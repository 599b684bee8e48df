"""Dates, times, durations and recurring times of an article, as TIMEX3 values with the days they span.

Relative expressions are resolved against the reference date, in the direction their clause speaks of; without a
reference date they keep an unresolved value (``XXXX-WXX-6``) or none, and no days.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice

from nightdesk.transforms.facts.time.reading import FoundTime, Reader
from nightdesk.transforms.facts.time.rules import TimeRules, longest, time_rules
from nightdesk.transforms.facts.time.values import days_of
from nightdesk.transforms.facts.time.words import time_words
from nightdesk.transforms.language.doc import Doc
from nightdesk.transforms.language.tense import direction
from nightdesk.transforms.records import DateMention, Sentence

_WORD = re.compile(r"\d+|[a-z]+")
_BESIDE = 6  # characters between "16:15 UTC" and ", 1 June"
_CONFIDENCE = {"iso": 0.98, "calendar": 0.97, "numeric": 0.9, "vague": 0.7, "phrase": 0.7, "year": 0.85}


def find_dates(doc: Doc) -> tuple[DateMention, ...]:
    """Every time expression of the article in order, none overlapping another."""
    rules = time_rules(doc.pack)
    reader = Reader(
        text=doc.text,
        low=doc.low,
        words=time_words(doc.pack),
        reference=doc.reference_date,
        numbers={number.start: number for number in doc.numbers},
        look=lambda start, end: direction(doc, start, end),
        same_sentence=lambda one, other: doc.sentence_at(one) == doc.sentence_at(other),
        inner=lambda reader, at, names: _inner(reader, rules, at, names),
    )
    mentions: list[DateMention] = []
    for found in _with_days(list(_scan(reader, rules, doc.word_places)), doc):
        sentence = doc.sentence_at(found.start)
        if sentence is not None:
            mentions.append(_mention(doc, sentence, found))
    return tuple(mentions)


def _scan(reader: Reader, rules: TimeRules, places: Sequence[tuple[int, str]]) -> Iterator[FoundTime]:
    """Expressions from left to right; at each place the longest reading wins."""
    done, by_word, numbers = 0, rules.by_word, reader.numbers
    tried = [
        (number, at, word)
        for number, (at, word) in enumerate(places)
        if word in by_word or word[0] <= "9" or at in numbers
    ]
    for number, at, word in tried:
        if at < done or (at and reader.low[at - 1].isalnum()):
            continue
        following = places[number + 1][1] if number + 1 < len(places) else ""
        begun = rules.at(reader, at, word, following)
        best = longest(reader, at, begun) if begun else None  # most "the" and "a" begin none
        if best is not None:
            done = best.end
            _remember(reader, best)
            yield best


def _remember(reader: Reader, found: FoundTime) -> None:
    """Later expressions may count from this one."""
    first, last = days_of(found.value)
    if first is not None:
        reader.period, reader.period_at = first, found.start
    if first is not None and first == last:
        reader.anchor, reader.anchor_at = first, found.start


def _inner(reader: Reader, rules: TimeRules, at: int, names: frozenset[str]) -> FoundTime | None:
    """The longest reading at a place by the rules of some names."""
    words = [match[0] for match in islice(_WORD.finditer(reader.low, at), 2)]
    tried = rules.at(reader, at, words[0], words[1] if len(words) > 1 else "") if words else ()
    return longest(reader, at, [rule for rule in tried if rule.label in names])


def _with_days(found: list[FoundTime], doc: Doc) -> Iterator[FoundTime]:
    """The same expressions; a time of day takes the day beside it, else the reference day."""
    for place, time in enumerate(found):
        if time.value is None or not time.value.startswith("T"):
            yield time
            continue
        after = found[place + 1] if place + 1 < len(found) else None
        day = _single_day(after) if after is not None and after.start - time.end < _BESIDE else None
        sentence = doc.sentence_at(time.start)
        for before in range(place - 1, -1, -1):
            if day is not None or sentence is None or found[before].start < sentence.start:
                break
            day = _single_day(found[before])
        day = day or doc.reference_date
        yield replace(time, value=f"{day.isoformat()}{time.value}") if day else time


def _single_day(found: FoundTime) -> date | None:
    """The day an expression names, None for longer spans."""
    first, last = days_of(found.value)
    return first if first == last else None


def _mention(doc: Doc, sentence: Sentence, found: FoundTime) -> DateMention:
    """The record of an expression."""
    first, last = days_of(found.value)
    return DateMention(
        sentence_no=sentence.sentence_no,
        start=found.start,
        end=found.end,
        surface=doc.text[found.start : found.end],
        type=found.type,
        value=found.value,
        first_day=first,
        last_day=last,
        rule=f"timex.{found.rule}",
        confidence=_CONFIDENCE.get(found.rule, 0.8),
    )
