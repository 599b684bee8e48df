"""What the clause of a figure says is done, and whether it has happened: read from the clauses of its sentence."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal, NamedTuple

from nightdesk.transforms.language.clause import Clause
from nightdesk.transforms.language.doc import Doc
from nightdesk.transforms.language.pack import Pack, per_pack
from nightdesk.transforms.text import Token

Status = Literal["actual", "expected", "planned"]

_REACH = 12  # words on either side: a verb farther away governs something else more often than not
_STATUS_REACH = 8  # words before the verb that say whether it has happened
_MARKS = frozenset(';:—–-“”"(),…')
_START, _END, _HEAD = attrgetter("start"), attrgetter("end"), attrgetter("head")


@dataclass(frozen=True, slots=True)
class FigurePredicate:
    """What a figure's clause says."""

    predicate: str | None  # class of the verb, or its lemma where the class is unknown
    status: Status
    noun_class: str | None = None  # unit class a noun such as "toll" gives to a bare figure


NO_PREDICATE = FigurePredicate(None, "actual")


class _Words(NamedTuple):
    """The words that classes and status are read from."""

    classes: Mapping[str, str]
    figure_nouns: Mapping[str, str]
    reporting: frozenset[str]
    raising: frozenset[str]
    expecting: frozenset[str]
    planning: frozenset[str]
    decisions: frozenset[str]
    parts: frozenset[str]  # prepositions with a class of their own
    unreal: frozenset[str]  # helpers that together say it did not happen: "would have"
    empty_verbs: frozenset[str]
    openers: frozenset[str]
    ends: frozenset[str]
    levels: frozenset[str]
    states: frozenset[str]
    before_state: frozenset[str]


@per_pack
def _words(pack: Pack) -> _Words:
    return _Words(
        classes=pack.table("predicate_classes"),
        figure_nouns=pack.table("figure_nouns"),
        reporting=pack.words("reporting_verbs"),
        raising=pack.words("raising_words"),
        expecting=pack.words("expecting_words"),
        planning=pack.words("planning_words"),
        decisions=pack.words("decision_verbs"),
        parts=pack.words("prepositions") & pack.table("predicate_classes").keys(),
        unreal=pack.word_class("unreal_helpers"),
        empty_verbs=pack.word_class("empty_verbs"),
        openers=pack.word_class("figure_clause_openers") | (_MARKS - {"-", "–"}),
        ends=pack.word_class("figure_clause_ends") | _MARKS,
        levels=pack.word_class("level_prepositions"),
        states=pack.words("states"),
        before_state=pack.words("words_before_state"),
    )


class _Place(NamedTuple):
    """A figure in its sentence; numbers of tokens."""

    words: _Words
    tokens: Sequence[Token]
    clauses: Sequence[Clause]
    opening: int  # where its clause begins
    first: int
    last: int  # behind the counted noun


def predicate_of(doc: Doc, sentence_no: int, start: int, end: int) -> FigurePredicate:
    """The predicate of the figure at ``start``..``end`` of the text, its counted noun included."""
    tokens = doc.tokens[sentence_no]
    first, last = bisect_right(tokens, start, key=_END), bisect_left(tokens, end, key=_START)
    words = _words(doc.pack)
    opening = _clause_start(words, tokens, first)
    place = _Place(words, tokens, doc.clauses[sentence_no], opening, first, last)
    state = _state_after(place)
    if state is not None:
        return FigurePredicate(state, _status(place, place.opening, last))
    return _by_verbs(place)


def _by_verbs(place: _Place) -> FigurePredicate:
    """By the verb whose subject the figure is in, else by the noun or the verb before it."""
    words, left, right = place.words, _verb_before(place), _verb_after(place)
    part = _part_of(place, left)
    if part is not None:
        return FigurePredicate(part, "actual")
    transparent = left is not None and left.lemma in words.reporting
    if right is not None and (left is None or transparent):
        opening = left.head + 1 if left is not None else place.opening
        return FigurePredicate(_class(place, right.head, right.lemma), _status(place, opening, right.head))
    noun = _figure_noun(place)
    noun_class = words.figure_nouns.get(noun or "")
    if left is None or transparent:
        return FigurePredicate(words.classes.get(noun or ""), "actual", noun_class)
    predicate = words.classes.get(noun) if noun else _class(place, left.head, left.lemma)
    if predicate == "change" and any(
        token.lower in words.levels for token in place.tokens[left.head + 1 : place.first]
    ):
        predicate = "level"  # "fell to 5 %" says where it stands, "fell by 5 %" how far it went
    return FigurePredicate(predicate, _status(place, place.opening, left.head), noun_class)


def _clause_start(words: _Words, tokens: Sequence[Token], first: int) -> int:
    """Index of the first token of the figure's clause, at most a few dozen words back."""
    low = max(0, first - 2 * _REACH)
    return next((at + 1 for at in range(first - 1, low - 1, -1) if tokens[at].lower in words.openers), low)


def _verb_before(place: _Place) -> Clause | None:
    """The nearest verb left of the figure in its clause."""
    at = bisect_left(place.clauses, place.first, key=_HEAD)
    verb = place.clauses[at - 1] if at else None
    return verb if verb is not None and verb.head >= max(place.opening, place.first - _REACH) else None


def _verb_after(place: _Place) -> Clause | None:
    """The nearest verb right of the figure, not beyond its clause."""
    at = bisect_left(place.clauses, place.last, key=attrgetter("first"))
    if at == len(place.clauses) or place.clauses[at].first > place.last + _REACH:
        return None
    between = [token.lower for token in place.tokens[place.last : place.clauses[at].first]]
    return _raised(place, at) if place.words.ends.isdisjoint(between) else None


def _raised(place: _Place, at: int) -> Clause:
    """The verb that says what happens: "are expected to be involved" speaks of being involved."""
    verb = place.clauses[at]
    for following in place.clauses[at + 1 :]:
        raises = place.tokens[verb.head].lower in place.words.raising or verb.lemma in place.words.empty_verbs
        if not raises or following.shape != "infinitive" or following.first != verb.head + 1:
            break
        verb = following
    return verb


def _class(place: _Place, head: int, lemma: str) -> str | None:
    """The predicate class of a verb with the word after it ("took part"), else its lemma; None for "be" and "have"."""
    classes = place.words.classes
    following = [token.lower for token in place.tokens[head : head + 3]]
    pair = " ".join(following[:2])
    if pair in classes:
        return classes[pair]
    if lemma in place.words.empty_verbs:
        return next((classes[word] for word in following[1:] if word in classes), None)
    return classes.get(lemma, lemma)


def _state_after(place: _Place) -> str | None:
    """A state that follows the counted noun: "two dozen people missing", "40 were injured"."""
    for at in range(place.last, min(len(place.tokens), place.last + 4)):
        word = place.tokens[at].lower
        if word in place.words.states or f"{place.tokens[at - 1].lower} {word}" in place.words.states:
            lemma = next((clause.lemma for clause in place.clauses if clause.head == at), word)
            return place.words.classes.get(word) or place.words.classes.get(lemma, lemma)
        if word not in place.words.before_state:
            return None
    return None


def _part_of(place: _Place, left: Clause | None) -> str | None:
    """The class of a preposition behind the verb that says what a figure is part of: "including two children"."""
    opening = left.head + 1 if left is not None else place.opening
    between = (token.lower for token in reversed(place.tokens[max(opening, place.first - _REACH) : place.first]))
    return next((place.words.classes[word] for word in between if word in place.words.parts), None)


def _figure_noun(place: _Place) -> str | None:
    """A noun to the left that figures belong to: toll, crowd, turnout."""
    between = (token.lower for token in place.tokens[place.opening : place.first])
    return next((word for word in between if word in place.words.figure_nouns), None)


def _status(place: _Place, opening: int, verb: int) -> Status:
    """Whether the verbs and words before a verb say that it happened, is expected or is planned."""
    low, words = max(opening, verb - _STATUS_REACH), place.words
    group = {clause.modal for clause in place.clauses if low <= clause.first <= verb}
    group |= {token.lower for token in place.tokens[low:verb] if token.text.islower()}  # Will Artino plans nothing
    if not words.expecting.isdisjoint(group):
        return "expected"
    if not words.planning.isdisjoint(group) and not group >= words.unreal:
        return "planned"
    return "planned" if _is_announced(place, verb) else "actual"


def _is_announced(place: _Place, verb: int) -> bool:
    """Whether the verb is a present progressive of a decision: what firms "are cutting" is still to be cut."""
    clause = next((clause for clause in place.clauses if clause.head == verb and clause.progressive), None)
    return clause is not None and clause.time == "PRESENT" and clause.lemma in place.words.decisions
