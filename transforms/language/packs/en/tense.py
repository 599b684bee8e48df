"""Whether the words around a date or figure speak of what happened, of what is to come, or of what is planned.

Works on the words of one sentence; it names no subject and no object.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from nightdesk.transforms.language.legacy import closed_class, words
from nightdesk.transforms.language.packs.en.verbs import Form, verb_forms
from nightdesk.transforms.text import Token


class Direction(Enum):
    """Where the event of a clause lies, seen from the day of writing."""

    PAST = -1
    UNKNOWN = 0
    FUTURE = 1


_FUTURE_CUES = words("future_cues")
_MODALS = closed_class("will would shall 'll ’ll may might could can should must to won't won’t i'll we'll")
_REACH = 18  # words: beyond this a verb belongs to another clause more often than not (own news sentences)
_SCHEDULED = words("scheduled_verbs")
_CUES_BEFORE_TO = frozenset(("set", "going"))  # only "set to", "set for", "going to" look ahead
_BETWEEN = closed_class("be been being have not never also still again")  # between a helper and its verb
_PAST_HELPERS = closed_class("has had was were is are")
_NOUN_MAKERS = closed_class("the a an its their his her this that these those of our your my no")


def direction(tokens: Sequence[Token], start: int, end: int) -> Direction:
    """The direction of the nearest verb or cue left of ``start``, else of the first one right of ``end``."""
    left = [token.lower for token in tokens if token.end <= start][-_REACH:]
    for place in range(len(left) - 1, -1, -1):
        found = _reading(left, place, scheduled=True)
        if found is not Direction.UNKNOWN:
            return found
    right = [token.lower for token in tokens if token.start >= end][:_REACH]
    for place in range(len(right)):
        found = _reading(right, place, scheduled=False)
        if found is not Direction.UNKNOWN:
            return found
    return Direction.UNKNOWN


def _reading(line: Sequence[str], place: int, scheduled: bool) -> Direction:
    """What the word at ``place`` says about the direction; ``scheduled`` reads "talks resume" as an appointment."""
    word = line[place]
    if word in _CUES_BEFORE_TO and line[place + 1 : place + 2] not in (["to"], ["for"]):
        return Direction.UNKNOWN if word != "set" else Direction.PAST
    if word in _FUTURE_CUES or word.endswith(("'ll", "’ll")):
        return Direction.FUTURE
    entry = verb_forms().get(word)
    if entry is None:
        return Direction.UNKNOWN
    form = entry[1]
    before = place - 1
    while before >= 0 and (line[before] in _BETWEEN or line[before].endswith("ly")):
        before -= 1
    helper = line[before] if before >= 0 else ""
    if form & (Form.BASE | Form.PARTICIPLE) and helper in _MODALS:
        return Direction.FUTURE
    if form & Form.PAST and (place == 0 or line[place - 1] not in _NOUN_MAKERS):
        return Direction.PAST
    if form & Form.PARTICIPLE and helper in _PAST_HELPERS:
        return Direction.PAST
    present = form & (Form.BASE | Form.THIRD) and place > 0 and line[place - 1] not in _NOUN_MAKERS
    return Direction.FUTURE if present and entry[0] in _SCHEDULED else Direction.UNKNOWN
