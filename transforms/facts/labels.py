"""Numbers that count nothing: labels of types and releases, years cut short, ages beside a name, parts of names."""

from __future__ import annotations

import re

from nightdesk.transforms.facts import units
from nightdesk.transforms.language.doc import Doc
from nightdesk.transforms.language.legacy import words
from nightdesk.transforms.language.numbers import Number

_STOPS = words("phrase_stops") | words("prepositions")
_NAMES = frozenset(("name", "acronym", "metonym"))
_AGE_BEFORE = re.compile(r"\baged? (?:of )?$")
_AGE_FRAME = re.compile(r"[,)]")
_LABEL_BEFORE = re.compile(r"(?:\b(?:the|a|its|their|his|her|first|new|second)|['’]s?|\A) $")
_LONGEST_LABEL = 8  # characters of the longest lead, "second "
_NEXT_STOP = re.compile(r" (?:" + "|".join(sorted(words("phrase_stops") | {"mark", "per"})) + r")\b")
_NAME_BEFORE = re.compile(r"(?:^|[\s(“\"])([a-z]?[A-Z][\w.&’']*|No\.?|#) ?$")
_APOSTROPHES = ("'", "’", "‘")
_CUT_YEAR = 2  # digits


def is_label(low: str, number: Number, end: int) -> bool:
    """Whether a number that counts no noun is a label: "the 737 “Comet”", "release 1.1.2", "one of"."""
    after = low[end : end + 2]
    if number.value == 1 or after[:1].isalpha() or (after[:1] == "." and after[1:].isdigit()):
        return True
    digits = low[number.start].isdigit() and not number.step and "," not in low[number.start : number.end]
    named = after[:1] == " " and (after[1:].isalpha() or after[1:] == "“")
    return (
        digits
        and named
        and _NEXT_STOP.match(low, end) is None
        and _LABEL_BEFORE.search(low, max(0, number.start - _LONGEST_LABEL), number.start) is not None
    )


def is_bare_age(doc: Doc, low: str, number: Number) -> bool:
    """Whether a number in commas after a name is an age: "Ada Quill, 49, left"; "aged 55"."""
    if not 0 < number.value < 120 or number.step:
        return False
    before = low[max(0, number.start - 8) : number.start]
    if "age" in before and _AGE_BEFORE.search(before):
        return True
    named = before.endswith(", ") and _AGE_FRAME.match(low, number.end) is not None
    return named and any(m.type == "PERSON" for m in doc.mentions_ending(number.start - 2))


def is_name_part(doc: Doc, low: str, number: Number) -> bool:
    """Whether the number belongs to a name: "Number 10", "Boeing 737", "Article 5"."""
    sentence = doc.sentence_at(number.start)
    before = doc.mentions_in(sentence.start if sentence else number.start, number.end)
    if any(m.kind in _NAMES and m.start <= number.start and number.end <= m.end for m in before):
        return True
    if _is_named(doc, low, number):
        return True
    if not low[number.start].isdigit() or number.step or "," in low[number.start : number.end]:
        return False
    name = _NAME_BEFORE.search(doc.text[max(0, number.start - 24) : number.start])
    noun = units.noun_after(doc.text, low, number.end)
    known = noun is not None and units.class_of(noun.lemma) != noun.lemma
    if name is None or known or name[1].lower() in _STOPS:
        return False
    return units.qualifier_before(low, number.start) is None


def _is_named(doc: Doc, low: str, number: Number) -> bool:
    """Whether a number is a year cut short ("the ’98 season") or words of a name ("the Comet Five Hundred")."""
    if low[number.start].isdigit():
        return low[number.start - 1 : number.start] in _APOSTROPHES and number.end - number.start == _CUT_YEAR
    name = _NAME_BEFORE.search(doc.text[max(0, number.start - 24) : number.start])
    capital = doc.text[number.start].isupper() and name is not None
    return capital and units.noun_after(doc.text, low, number.end) is None
