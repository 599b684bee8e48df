"""Who did or does what: one statement for each verb of the text, with subject, object, polarity and time.

``subject`` is whoever does it and ``object`` what it is done to, in the active and in the passive alike; a relative
pronoun stands for itself. Clauses are read from word order (``clauses``), not parsed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from nightdesk.transforms.language.clause import Clause, Range
from nightdesk.transforms.language.doc import Doc
from nightdesk.transforms.language.legacy import closed_class, words
from nightdesk.transforms.records import Sentence, Span, Statement
from nightdesk.transforms.text import Token

Time = Literal["PAST", "PRESENT", "FUTURE", "NONE"]

_NEGATIVE_GOVERNORS = words("negative_governors")
_REALISED = words("realised_governors")
_CAUSING = words("causing_governors")
_RANKS = frozenset(("first", "second", "third", "last", "only", "few"))
_NEGATIVE_SUBJECTS = frozenset(("no", "none", "nobody", "neither", "nothing", "nor"))
_DOUBTFUL = frozenset(("may", "might", "could", "would", "should"))
_DOUBT_WORDS = closed_class("if unless whether perhaps possibly probably likely reportedly allegedly maybe")
_PROSPECTS = closed_class("means way ways aim goal plan plans intention hope hopes prospect capable")
_PLANNING = frozenset(("plan", "consider", "suggest", "propose"))
_EXPECTING = frozenset(
    ("expect", "predict", "forecast", "project", "anticipate", "hope", "want", "seek", "plan", "consider")
)
_MODALITIES = {
    "may": "possible", "might": "possible", "could": "possible", "can": "possible", "must": "demanded",
    "should": "demanded", "will": "planned", "shall": "planned", "would": "conditional",
}  # fmt: skip
_ZONES = frozenset(("body", "headline", "subhead", "caption"))


def find_statements(doc: Doc) -> tuple[Statement, ...]:
    """Every statement of the article in order of its verbs; needs ``doc.quotes`` and ``doc.dates``."""
    found: list[Statement] = []
    for sentence in doc.sentences:
        if sentence.zone in _ZONES:
            tokens = doc.tokens[sentence.sentence_no]
            groups = doc.clauses[sentence.sentence_no]
            days = _days(doc, sentence)
            found.extend(_statement(doc, sentence, tokens, groups, group, days) for group in groups)
    return tuple(found)


def _statement(
    doc: Doc,
    sentence: Sentence,
    tokens: Sequence[Token],
    groups: Sequence[Clause],
    group: Clause,
    days: tuple[date | None, date | None],
) -> Statement:
    """The record of one verb group."""
    head = tokens[group.head]
    doubtful = is_doubtful(tokens, groups, group)
    return Statement(
        sentence_no=sentence.sentence_no,
        start=head.start,
        end=head.end,
        surface=doc.text[head.start : head.end],
        subject=_span(tokens, group.subject),
        object=_span(tokens, group.object),
        predicate=group.lemma,
        polarity="NEG" if is_negative(tokens, groups, group) else "POS",
        time=time_of(tokens, groups, group),
        certainty="UNCERTAIN" if doubtful else "CERTAIN",
        modality=_MODALITIES.get(group.modal or "", "asserted"),
        attributed_to=quote.speaker if (quote := doc.quote_at(head.start)) is not None else None,
        first_day=days[0],
        last_day=days[1],
        rule=f"statement.{group.shape}",
        confidence=0.8 if group.shape == "finite" else 0.6,
    )


def _span(tokens: Sequence[Token], range_: Range | None) -> Span | None:
    """Token numbers as code points."""
    return (tokens[range_[0]].start, tokens[range_[1] - 1].end) if range_ else None


def is_negative(tokens: Sequence[Token], groups: Sequence[Clause], group: Clause) -> bool:
    """Whether the text says that it is not so: "did not", "no one was", "refused to", "without paying"."""
    if group.negated:
        return True
    doer = group.object if group.passive else group.subject
    if doer and group.shape == "finite" and tokens[doer[0]].lower in _NEGATIVE_SUBJECTS:
        return True
    if group.shape not in {"infinitive", "gerund"}:
        return False
    before = tokens[group.first - 1].lower if group.first else ""
    if before in _NEGATIVE_GOVERNORS:
        return True
    governor = groups[group.governor] if group.governor is not None else None
    beside = governor is not None and governor.head == group.first - 1
    return beside and governor is not None and governor.lemma in _NEGATIVE_GOVERNORS and not governor.negated


def time_of(tokens: Sequence[Token], groups: Sequence[Clause], group: Clause) -> Time:
    """When it happens, as the verb says: infinitives look ahead unless their governor says that it has begun."""
    if group.modal:
        if group.perfect:
            return "PAST"
        return "PRESENT" if group.modal == "can" else "FUTURE"
    governor = groups[group.governor] if group.governor is not None else None
    if group.shape == "infinitive":
        if governor is not None and _is_realised(tokens, governor, group):
            return time_of(tokens, groups, governor)
        return "PAST" if group.perfect else "FUTURE"
    if group.shape == "gerund":
        nouns = {token.lower for token in tokens[max(0, group.first - 2) : group.first]}
        if "of" in nouns and not _PROSPECTS.isdisjoint(nouns):
            return "FUTURE"
        if governor is None:
            return "NONE"
        return "FUTURE" if governor.lemma in _PLANNING else time_of(tokens, groups, governor)
    return "PAST" if group.past or group.perfect or group.shape == "participle" else "PRESENT"


def _is_realised(tokens: Sequence[Token], governor: Clause, group: Clause) -> bool:
    """Whether an infinitive speaks of its governor's time: "began to sell", "fell to close at", "the first to sign"."""
    if governor.lemma in _REALISED:
        return governor.head >= group.first - 2 and not governor.passive
    if governor.lemma in _CAUSING:
        return True
    between = {token.lower for token in tokens[governor.head + 1 : group.first]}
    return governor.lemma == "be" and not _RANKS.isdisjoint(between)


def is_doubtful(tokens: Sequence[Token], groups: Sequence[Clause], group: Clause) -> bool:
    """Whether the text leaves open that it is so."""
    if group.modal in _DOUBTFUL:
        return True
    governor = groups[group.governor] if group.governor is not None else None
    if group.shape == "infinitive" and governor is not None and governor.lemma in _EXPECTING:
        return True
    return not _DOUBT_WORDS.isdisjoint([token.lower for token in tokens[max(0, group.first - 6) : group.first]])


def _days(doc: Doc, sentence: Sentence) -> tuple[date | None, date | None]:
    """The first resolved time of the sentence."""
    for mention in doc.dates_in(sentence.start, sentence.end):
        if mention.first_day:
            return mention.first_day, mention.last_day
    return None, None
