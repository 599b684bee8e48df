"""Who did or does what: one statement for each verb of the text, with subject, object, polarity and time.

``subject`` is whoever does it and ``object`` what it is done to, in the active and in the passive alike; a relative
pronoun stands for itself. Clauses are read from word order (``clauses``), not parsed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from nightdesk.transforms.language.clause import Clause, Range
from nightdesk.transforms.language.doc import Doc
from nightdesk.transforms.records import Sentence, Span, Statement
from nightdesk.transforms.text import Token

_CONFIDENCE = {"finite": 0.8}  # other shapes are more often misread
_ZONES = frozenset(("body", "headline", "subhead", "caption"))


def find_statements(doc: Doc) -> tuple[Statement, ...]:
    """Every statement of the article in order of its verbs; needs ``doc.quotes`` and ``doc.dates``."""
    found: list[Statement] = []
    for sentence in doc.sentences:
        if sentence.zone in _ZONES:
            days = _days(doc, sentence)
            clauses = doc.clauses[sentence.sentence_no]
            found.extend(_statement(doc, sentence, clause, days) for clause in clauses)
    return tuple(found)


def _statement(doc: Doc, sentence: Sentence, clause: Clause, days: tuple[date | None, date | None]) -> Statement:
    """The record of one clause."""
    tokens = doc.tokens[sentence.sentence_no]
    head = tokens[clause.head]
    quote = doc.quote_at(head.start)
    return Statement(
        sentence_no=sentence.sentence_no,
        start=head.start,
        end=head.end,
        surface=doc.text[head.start : head.end],
        subject=_span(tokens, clause.subject),
        object=_span(tokens, clause.object),
        predicate=clause.lemma,
        polarity=clause.polarity,
        time=clause.time,
        certainty="UNCERTAIN" if clause.doubtful else "CERTAIN",
        modality=clause.modality,
        attributed_to=quote.speaker if quote is not None else None,
        first_day=days[0],
        last_day=days[1],
        rule=f"statement.{clause.shape}",
        confidence=_CONFIDENCE.get(clause.shape, 0.6),
    )


def _span(tokens: Sequence[Token], range_: Range | None) -> Span | None:
    """Token numbers as code points."""
    return (tokens[range_[0]].start, tokens[range_[1] - 1].end) if range_ else None


def _days(doc: Doc, sentence: Sentence) -> tuple[date | None, date | None]:
    """The first resolved time of the sentence."""
    for mention in doc.dates_in(sentence.start, sentence.end):
        if mention.first_day:
            return mention.first_day, mention.last_day
    return None, None
