"""Figures of an article: what each is worth, the interval its words mean, what it counts and who states it.

Dates are not figures; durations are, once each. Whether two figures answer the same question is decided in
``reconcile.questions``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from nightdesk.transforms.facts.figure_predicates import NO_PREDICATE, FigurePredicate, predicate_of
from nightdesk.transforms.facts.figures import read_figure
from nightdesk.transforms.facts.intervals import Figure
from nightdesk.transforms.facts.labels import NAME_KINDS
from nightdesk.transforms.language.doc import Doc
from nightdesk.transforms.language.nouns import singular
from nightdesk.transforms.language.pack import Pack, per_pack
from nightdesk.transforms.records import Quantity, Sentence, Span

_FRAME = frozenset(("byline", "credit", "boilerplate"))  # zones whose figures are not the article's
_WITHOUT_CLAUSE = frozenset(("duration", "age", "ordinal"))  # kinds that answer no question of their own
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_START, _HEAD = attrgetter("start"), attrgetter("head")


class _Words(NamedTuple):
    stops: frozenset[str]
    of_people: frozenset[str]
    lasting: frozenset[str]


@per_pack
def _words(pack: Pack) -> _Words:
    stops = pack.words("phrase_stops") | pack.words("prepositions")
    return _Words(stops, pack.words("crowd_predicates"), pack.words("lasting_verbs"))


def find_quantities(doc: Doc) -> tuple[Quantity, ...]:
    """Every figure of the article in order; needs ``doc.dates`` and, for speakers and names, mentions and quotes."""
    found: list[Quantity] = []
    done = 0
    for place, number in enumerate(doc.numbers):
        sentence = doc.sentence_at(number.start)
        if number.start < done or sentence is None or sentence.zone in _FRAME:
            continue
        figure = read_figure(doc, place)
        if figure is not None:
            done = figure.end
            found.append(_quantity(doc, sentence, figure))
    return tuple(found)


def _quantity(doc: Doc, sentence: Sentence, figure: Figure) -> Quantity:
    """The record: the figure with its clause, its day and its speaker."""
    clause = _predicate(doc, sentence, figure)
    of_people = clause.predicate in _words(doc.pack).of_people
    bare = figure.kind == "count" and figure.unit is None
    bare_class = clause.noun_class or ("person" if of_people else None)
    return Quantity(
        sentence_no=sentence.sentence_no,
        start=figure.start,
        end=figure.end,
        surface=doc.text[figure.start : figure.end],
        kind=figure.kind,
        value=figure.value,
        low=figure.low,
        high=figure.high,
        low_open=figure.low_open,
        high_open=figure.high_open,
        approx=figure.approx,
        qualifier=figure.qualifier,
        unit=figure.unit,
        unit_class=bare_class if bare else figure.unit_class,
        currency=figure.currency,
        status=clause.status,
        attributed_to=_speaker(doc, figure.start),
        head=figure.head or ("person" if bare and bare_class == "person" else None),
        subject=_subject(doc, _clause_subject(doc, sentence, figure)),
        predicate=clause.predicate,
        as_of=_as_of(doc, sentence),
        rule=figure.rule,
        confidence=0.9 if figure.unit_class else 0.6,
    )


def _predicate(doc: Doc, sentence: Sentence, figure: Figure) -> FigurePredicate:
    """What the clause of a figure says; durations, ages and ranks answer no question of their own."""
    if figure.kind in _WITHOUT_CLAUSE:
        return NO_PREDICATE
    return predicate_of(doc, sentence.sentence_no, figure.start, max(figure.end, figure.noun_end))


def _clause_subject(doc: Doc, sentence: Sentence, figure: Figure) -> Span | None:
    """The words for whom or what the clause is about, where the figure is no part of them itself."""
    tokens = doc.tokens[sentence.sentence_no]
    clauses = doc.clauses[sentence.sentence_no]
    before = bisect_left(clauses, bisect_left(tokens, figure.start, key=_START), key=_HEAD)
    clause = clauses[before - 1] if before else None
    if clause is None or (figure.kind in _WITHOUT_CLAUSE and clause.lemma not in _words(doc.pack).lasting):
        return None
    doer = clause.object if clause.passive else clause.subject
    span = (tokens[doer[0]].start, tokens[doer[1] - 1].end) if doer else None
    return span if span is None or span[1] <= figure.start else None


def _subject(doc: Doc, span: Span | None) -> str | None:
    """Canonical name of the entity a phrase names, else its content words in the singular: "investment plant"."""
    if span is None:
        return None
    named = next((m.canonical for m in doc.mentions_in(*span) if m.canonical and m.kind in NAME_KINDS), None)
    if named is not None:
        return named
    stops = _words(doc.pack).stops
    return " ".join(singular(doc.pack, w) for w in _WORD.findall(doc.words(span).lower()) if w not in stops) or None


def _speaker(doc: Doc, start: int) -> str | None:
    """Who states the figure: the speaker of the quote or reported clause it stands in."""
    quote = doc.quote_at(start)
    if quote is None:
        return None
    return quote.speaker or (doc.words(quote.source) if quote.source else None)


def _as_of(doc: Doc, sentence: Sentence) -> date | None:
    """The day the sentence speaks of: its first resolved date; the last day of a period, the first of a weekend."""
    for mention in doc.dates_in(sentence.start, sentence.end):
        if mention.last_day and mention.first_day:
            weekend = (mention.last_day - mention.first_day).days == 1
            return mention.first_day if weekend else mention.last_day
    return None
