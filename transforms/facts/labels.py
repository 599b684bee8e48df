"""Numbers that count nothing: labels of types and releases, years cut short, ages beside a name, parts of names."""

from __future__ import annotations

import re
from typing import NamedTuple

from nightdesk.transforms.facts.counted_nouns import noun_after
from nightdesk.transforms.facts.units import qualifier_before
from nightdesk.transforms.language.doc import Doc
from nightdesk.transforms.language.nouns import class_of
from nightdesk.transforms.language.numbers import Number
from nightdesk.transforms.language.pack import Pack, per_pack

NAME_KINDS = frozenset(("name", "acronym", "metonym"))
"""Kinds of mentions that are names."""

_AGE_FRAME = re.compile(r"[,)]")
_OLDEST = 120  # years
_LONGEST_LABEL = 8  # characters of the longest lead, "second "
_LONGEST_NAME = 24  # characters before a number that are looked at for a name
_APOSTROPHES = ("'", "’", "‘")
_CUT_YEAR = 2  # digits


class _Patterns(NamedTuple):
    age_before: re.Pattern[str]
    label_before: re.Pattern[str]
    next_stop: re.Pattern[str]
    name_before: re.Pattern[str]


@per_pack
def _patterns(pack: Pack) -> _Patterns:
    return _Patterns(**pack.patterns("labels"))


@per_pack
def _stops(pack: Pack) -> frozenset[str]:
    return pack.words("phrase_stops") | pack.words("prepositions")


def is_label(doc: Doc, number: Number, end: int) -> bool:
    """Whether a number that counts no noun is a label: "the 737 “Comet”", "release 1.1.2", "one of"."""
    low = doc.low
    after = low[end : end + 2]
    if number.value == 1 or after[:1].isalpha() or (after[:1] == "." and after[1:].isdigit()):
        return True
    named = after[:1] == " " and (after[1:].isalpha() or after[1:] == "“")
    if not (named and _is_plain(low, number)):
        return False
    rules = _patterns(doc.pack)
    lead = rules.label_before.search(low, max(0, number.start - _LONGEST_LABEL), number.start)
    return lead is not None and rules.next_stop.match(low, end) is None


def _is_plain(low: str, number: Number) -> bool:
    """Whether a number is bare digits, neither grouped nor rounded."""
    return low[number.start].isdigit() and not number.step and "," not in low[number.start : number.end]


def is_bare_age(doc: Doc, number: Number) -> bool:
    """Whether a number in commas after a name is an age: "Ada Quill, 49, left"; "aged 55"."""
    if not 0 < number.value < _OLDEST or number.step:
        return False
    before = doc.low[max(0, number.start - 8) : number.start]
    if _patterns(doc.pack).age_before.search(before):
        return True
    framed = before.endswith(", ") and _AGE_FRAME.match(doc.low, number.end) is not None
    return framed and any(m.type == "PERSON" for m in doc.mentions_ending(number.start - 2))


def is_name_part(doc: Doc, number: Number) -> bool:
    """Whether the number belongs to a name: "Number 10", "Boeing 737", "Article 5"."""
    sentence = doc.sentence_at(number.start)
    before = doc.mentions_in(sentence.start if sentence else number.start, number.end)
    if any(m.kind in NAME_KINDS and m.start <= number.start and number.end <= m.end for m in before):
        return True
    if _is_named(doc, number):
        return True
    name = _name_before(doc, number) if _is_plain(doc.low, number) else None
    if name is None or name.lower() in _stops(doc.pack):
        return False
    noun = noun_after(doc, number.end)
    known = noun is not None and class_of(doc.pack, noun.lemma) != noun.lemma
    return not known and qualifier_before(doc, number.start) is None


def _is_named(doc: Doc, number: Number) -> bool:
    """Whether a number is a year cut short ("the ’98 season") or words of a name ("the Comet Five Hundred")."""
    if doc.low[number.start].isdigit():
        return doc.low[number.start - 1 : number.start] in _APOSTROPHES and number.end - number.start == _CUT_YEAR
    if not doc.text[number.start].isupper() or _name_before(doc, number) is None:
        return False
    return noun_after(doc, number.end) is None


def _name_before(doc: Doc, number: Number) -> str | None:
    """The word of a name that stands right before a number."""
    found = _patterns(doc.pack).name_before.search(doc.text[max(0, number.start - _LONGEST_NAME) : number.start])
    return found["word"] if found else None
