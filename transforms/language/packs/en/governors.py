"""The verb that governs a figure: what its clause says is done, by whom, and whether it has happened.

One figure in one sentence at a time; the finder of statements reads whole clauses.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Literal

from nightdesk.transforms.language.legacy import closed_class, table, words
from nightdesk.transforms.language.packs.en.verbs import Form, verb_forms
from nightdesk.transforms.text import Token

Status = Literal["actual", "expected", "planned"]

_CLASSES = table("predicate_classes")
_REPORTING = words("reporting_verbs")
_FIGURE_NOUNS = table("figure_nouns")
_STOPS = words("phrase_stops")
_EXPECTED = words("expecting_words")
_PLANNED = words("planning_words")
_BOUNDARY = frozenset(';:—–-“”"(),…')
_SUBORDINATORS = closed_class("that which who while after before when because although though if whereas as but and")
_DETERMINERS = closed_class("the a an its their his her this these those our some any no of")
_LEADING = _DETERMINERS | _SUBORDINATORS
_REACH = 12  # words on either side: a verb farther away governs something else more often than not


@dataclass(slots=True)
class Governor:
    """What a figure's clause says."""

    predicate: str | None  # class of the verb, or its lemma where the class is unknown
    status: Status
    subject: tuple[int, int] | None  # span of the words before the verb, where the figure is its object
    noun_class: str | None = None  # unit class a noun such as "toll" gives to a bare figure


def govern(tokens: Sequence[Token], start: int, end: int) -> Governor:
    """The governor of the figure that stands at ``start``..``end``, its counted noun included."""
    first = bisect_right(tokens, start, key=attrgetter("end"))
    last = bisect_left(tokens, end, key=attrgetter("start"))
    opening = _clause_start(tokens, first)
    left = _verb_before(tokens, opening, first)
    right = _verb_after(tokens, last)
    transparent = left is not None and _lemma(tokens[left]) in _REPORTING
    state = _state_after(tokens, last)
    if state is not None:
        return Governor(state, _status(tokens, opening, last), None)
    if right is not None and (left is None or transparent):
        return Governor(_class(tokens, right), _status(tokens, left + 1 if left is not None else opening, right), None)
    if left is None or transparent:
        noun = _figure_noun(tokens, opening, first)
        return Governor(_CLASSES.get(noun) if noun else None, "actual", None, _FIGURE_NOUNS.get(noun or ""))
    noun = _figure_noun(tokens, opening, first)
    predicate = _CLASSES.get(noun) if noun else _class(tokens, left)
    if predicate == "change" and first and any(token.lower in {"to", "at"} for token in tokens[left + 1 : first]):
        predicate = "level"  # "fell to 5 %" says where it stands, "fell by 5 %" how far it went
    return Governor(
        predicate,
        _status(tokens, opening, left),
        _subject(tokens, opening, left),
        _FIGURE_NOUNS.get(noun or ""),
    )


def _clause_start(tokens: Sequence[Token], first: int) -> int:
    """Index of the first token of the figure's clause, at most a few dozen words back."""
    for place in range(first - 1, max(-1, first - 2 * _REACH), -1):
        word = tokens[place].lower
        if word in _BOUNDARY and word not in {"-", "–"}:
            return place + 1
        if word in {"that", "which", "who", "while", "because", "although", "whereas", "but"}:
            return place + 1
    return max(0, first - 2 * _REACH)


def _verb_before(tokens: Sequence[Token], opening: int, first: int) -> int | None:
    """The nearest verb left of the figure in its clause."""
    for place in range(first - 1, max(opening, first - _REACH) - 1, -1):
        if _is_verb(tokens, place):
            return place
    return None


def _verb_after(tokens: Sequence[Token], last: int) -> int | None:
    """The nearest verb right of the figure, not beyond its clause."""
    for place in range(last, min(len(tokens), last + _REACH)):
        word = tokens[place].lower
        if word in _BOUNDARY or word in {"while", "because", "although", "but", "that"}:
            return None
        if _is_verb(tokens, place, after_noun=place == last):
            return _main_verb(tokens, place)
    return None


def _main_verb(tokens: Sequence[Token], place: int) -> int:
    """From the first word of a verb group to its last: "are expected to be involved" → involved."""
    best = place
    for ahead in range(place + 1, min(len(tokens), place + 7)):
        word = tokens[ahead].lower
        if word in {"to", "not", "be", "been", "also", "still", "already", "now"} or word.endswith("ly"):
            continue
        entry = verb_forms().get(word)
        helper = _lemma(tokens[best]) in {"be", "have", "do"} or tokens[best].lower in _MODALS
        auxiliary = helper or (tokens[best].lower in _RAISING and _looks_ahead(tokens, ahead))
        if entry is None or not auxiliary:
            return best
        best = ahead
    return best


_RAISING = words("raising_words")  # words that add no event of their own before "to": expected, set, due
_MODALS = closed_class("will would shall should can could may might must")


def _looks_ahead(tokens: Sequence[Token], ahead: int) -> bool:
    """Whether "to" or "to be" stands before the word: the verb continues there."""
    before = [token.lower for token in tokens[max(0, ahead - 2) : ahead]]
    return before[-1:] == ["to"] or before == ["to", "be"]


def _is_verb(tokens: Sequence[Token], place: int, after_noun: bool = False) -> bool:
    """Whether a word is used as a verb here, judged by its form and the word before it."""
    word = tokens[place].lower
    if word in _MODALS:
        return True
    entry = verb_forms().get(word)
    if entry is None:
        return False
    if entry[1] & Form.PAST or word in {"is", "are", "am", "been", "be", "has"}:
        return place == 0 or tokens[place - 1].lower not in _DETERMINERS or word in {"is", "are", "has"}
    before = tokens[place - 1].lower if place else ""
    if entry[1] & (Form.BASE | Form.THIRD):
        return (
            after_noun
            or before in _MODALS
            or before in {"to", "they", "we", "who", "not", "which", "it"}
            or before.endswith("ly")
        )
    return before not in _DETERMINERS  # participles and -ing forms


def _lemma(token: Token) -> str | None:
    """The lemma of a verb form."""
    entry = verb_forms().get(token.lower)
    return entry[0] if entry else None


def _class(tokens: Sequence[Token], place: int) -> str | None:
    """The predicate class of a verb with the word after it ("took part"), else its lemma; None for "be" and "have"."""
    pair = " ".join(token.lower for token in tokens[place : place + 2])
    lemma = _lemma(tokens[place]) or tokens[place].lower
    if pair in _CLASSES:
        return _CLASSES[pair]
    if lemma in {"be", "have", "do"} or tokens[place].lower in _MODALS:
        return next((_CLASSES[token.lower] for token in tokens[place + 1 : place + 3] if token.lower in _CLASSES), None)
    return _CLASSES.get(lemma, lemma)


_STATES = closed_class("aboard missing dead injured wounded unaccounted displaced evacuated hospitalised hospitalized")


_BEFORE_STATE = closed_class("were was are is remain still reported been have feared left on")


def _state_after(tokens: Sequence[Token], last: int) -> str | None:
    """A state that follows the counted noun: "two dozen people missing", "40 were injured"."""
    for place in range(last, min(len(tokens), last + 4)):
        word = tokens[place].lower
        if word in _STATES or (word == "board" and tokens[place - 1].lower == "on"):
            return _CLASSES.get(word) or _class(tokens, place)
        if word not in _BEFORE_STATE:
            return None
    return None


def _figure_noun(tokens: Sequence[Token], opening: int, first: int) -> str | None:
    """A noun to the left that figures belong to: toll, crowd, turnout."""
    return next((token.lower for token in tokens[opening:first] if token.lower in _FIGURE_NOUNS), None)


def _status(tokens: Sequence[Token], opening: int, verb: int) -> Status:
    """Whether the words before the verb say that it happened, is expected or is planned."""
    group = [token.lower for token in tokens[max(opening, verb - 8) : verb]]
    if not _EXPECTED.isdisjoint(group):
        return "expected"
    if not _PLANNED.isdisjoint(group) and ("would" not in group or "have" not in group):
        return "planned"
    return "planned" if _is_announced(tokens, verb) else "actual"


@cache
def _decisions() -> frozenset[str]:
    """Verbs whose present progressive announces ("is cutting 1,500 jobs")."""
    return words("decision_verbs")


def _is_announced(tokens: Sequence[Token], verb: int) -> bool:
    """Whether the verb is a present progressive of a decision: what firms "are cutting" is still to be cut."""
    if verb >= len(tokens) or not verb or not tokens[verb].lower.endswith("ing"):
        return False
    return tokens[verb - 1].lower in {"is", "are"} and _lemma(tokens[verb]) in _decisions()


def _subject(tokens: Sequence[Token], opening: int, verb: int) -> tuple[int, int] | None:
    """The first noun phrase of the clause: from its start to the first preposition or verb."""
    end = opening
    for place in range(opening, verb):
        word = tokens[place].lower
        if place > opening and (
            (word in _STOPS and word not in _DETERMINERS) or word == "of" or _is_verb(tokens, place)
        ):
            break
        end = place + 1
    while opening < end and tokens[opening].lower in _LEADING:
        opening += 1
    return (tokens[opening].start, tokens[end - 1].end) if opening < end else None
