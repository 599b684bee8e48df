"""Whether the words around a date speak of what happened or of what is to come, by the nearest verb or cue."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from enum import Enum
from functools import partial
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from nightdesk.transforms.language.clause import Clause
from nightdesk.transforms.language.doc import Doc
from nightdesk.transforms.language.pack import Pack, per_pack
from nightdesk.transforms.text import Token

_REACH = 18  # words: beyond this a verb belongs to another clause more often than not (own news sentences)
_START, _END = attrgetter("start"), attrgetter("end")


class Direction(Enum):
    """Where the event of a clause lies, seen from the day of writing."""

    PAST = -1
    UNKNOWN = 0
    FUTURE = 1


class _Cues(NamedTuple):
    """Words that look ahead by themselves, some in pairs ("set to"), and verbs whose present is an appointment."""

    future: frozenset[str]
    scheduled: frozenset[str]


@per_pack
def _cues(pack: Pack) -> _Cues:
    return _Cues(pack.words("future_cues"), pack.words("scheduled_verbs"))


def direction(doc: Doc, start: int, end: int) -> Direction:
    """The direction of the nearest verb or cue of its sentence left of ``start``, else right of ``end``."""
    sentence = doc.sentence_at(start)
    if sentence is None:
        return Direction.UNKNOWN
    tokens, clauses = doc.tokens[sentence.sentence_no], doc.clauses[sentence.sentence_no]
    first, last = bisect_right(tokens, start, key=_END), bisect_left(tokens, end, key=_START)
    verbs = {clause.head: clause for clause in clauses}
    left = range(first - 1, max(-1, first - 1 - _REACH), -1)
    right = range(last, min(len(tokens), last + _REACH))
    says = partial(_direction_at, _cues(doc.pack), tokens, verbs)
    found = chain((says(place, scheduled=True) for place in left), (says(place, scheduled=False) for place in right))
    return next((each for each in found if each is not Direction.UNKNOWN), Direction.UNKNOWN)


def _direction_at(
    cues: _Cues, tokens: Sequence[Token], verbs: Mapping[int, Clause], place: int, scheduled: bool
) -> Direction:
    """What the word at ``place`` says; ``scheduled`` reads "talks resume" as an appointment."""
    word = tokens[place].lower
    if word in cues.future or (place + 1 < len(tokens) and f"{word} {tokens[place + 1].lower}" in cues.future):
        return Direction.FUTURE
    verb = verbs.get(place)
    if verb is None or verb.time == "NONE":
        return Direction.UNKNOWN
    if verb.time == "PRESENT":
        return Direction.FUTURE if scheduled and verb.lemma in cues.scheduled else Direction.UNKNOWN
    return Direction.PAST if verb.time == "PAST" else Direction.FUTURE
