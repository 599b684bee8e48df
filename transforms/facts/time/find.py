"""Dates, times, durations and recurring times of an article, as TIMEX3 values with the days they span.

Relative expressions are resolved against the reference date, in the direction their clause speaks of; without a
reference date they keep an unresolved value (``XXXX-WXX-6``) or none, and no days.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from nightdesk.transforms.facts.time.reader import Found, Reader
from nightdesk.transforms.facts.time.rules import SECOND_WORDS, rules_by_word
from nightdesk.transforms.facts.time.values import days_of
from nightdesk.transforms.language.doc import Doc
from nightdesk.transforms.language.numbers import find_numbers, lowered, word_places
from nightdesk.transforms.language.tense import direction
from nightdesk.transforms.records import DateMention, Sentence

_NEXT = re.compile(r"[ -]([a-z]+|\d)")
_RULES = rules_by_word()
_BESIDE = 6  # characters between "16:15 UTC" and ", 1 June"
_CONFIDENCE = {"iso": 0.98, "calendar": 0.97, "numeric": 0.9, "vague": 0.7, "phrase": 0.7, "year": 0.85}


def find_dates(doc: Doc) -> tuple[DateMention, ...]:
    """Every time expression of the article in order, none overlapping another."""
    low = lowered(doc.text)
    reader = Reader(
        text=doc.text,
        low=low,
        reference=doc.reference_date,
        numbers={number.start: number for number in find_numbers(doc.text)},
        look=lambda start, end: direction(doc, start, end),
        same_sentence=lambda one, other: doc.sentence_at(one) == doc.sentence_at(other),
    )
    mentions: list[DateMention] = []
    for found in _with_days(list(_scan(reader)), doc):
        sentence = doc.sentence_at(found.start)
        if sentence is not None:
            mentions.append(_mention(doc, sentence, found))
    return tuple(mentions)


def _scan(reader: Reader) -> Iterator[Found]:
    """Expressions from left to right; at each place the longest reading wins."""
    done = 0
    for at, word in word_places(reader.low):
        rules = _RULES.get("0" if word[0] <= "9" else word)
        if rules is None:
            continue
        second = SECOND_WORDS.get(word)
        if second is not None:
            after = _NEXT.match(reader.low, at + len(word))
            if after is None or after[1] not in second:
                continue
        if at < done or (at and reader.low[at - 1].isalnum()):
            continue
        readings = [found for rule in rules if (found := rule(reader, at))]
        if readings:
            best = max(readings, key=lambda found: found.end)
            done = best.end
            first, last = days_of(best.value)
            if first is not None:
                reader.period, reader.period_at = first, at
            if first is not None and first == last:
                reader.anchor, reader.anchor_at = first, at
            yield best


def _with_days(found: list[Found], doc: Doc) -> Iterator[Found]:
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


def _single_day(found: Found) -> date | None:
    """The day an expression names, None for longer spans."""
    first, last = days_of(found.value)
    return first if first == last else None


def _mention(doc: Doc, sentence: Sentence, found: Found) -> DateMention:
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
