"""Commitments: who pledges, offers, agrees, plans, hesitates or refuses to do what, and on which condition.

Forecasts ("prices will rise"), questions ("unclear whether"), denials and deeds already done are none.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from nightdesk.transforms.facts.commitments.actors import actors_of, antecedent, can_act, speaker_at
from nightdesk.transforms.facts.commitments.triggers import Trigger, View, find_triggers
from nightdesk.transforms.facts.commitments.vocabulary import commitment_words
from nightdesk.transforms.language.clause import Clause, Range
from nightdesk.transforms.language.doc import Doc
from nightdesk.transforms.language.pack import Pack, per_pack
from nightdesk.transforms.records import Commitment, Sentence, Span

_ZONES = frozenset(("body", "headline", "subhead", "caption"))
# Kinds of commitment that only somebody can make; what is planned or offered may also befall things.
_SURE = frozenset(("pledged", "pledged_firm", "committed", "agreed", "refused", "hesitant", "withdrawn"))
_TENTATIVE = {"offered", "promised", "committed", "agreed", "planned", "considered", "intended", "pledged"}
_DOUBT_REACH = 13  # tokens before a trigger in which a doubt concerns it
_DEED_GAP = 4  # tokens between a trigger and its deed


class _ConditionPatterns(NamedTuple):
    """The rules of ``commitments``, where each is shown by an example."""

    condition: re.Pattern[str]
    inverted: re.Pattern[str]
    after_any: re.Pattern[str]
    clause_end: re.Pattern[str]
    condition_end: re.Pattern[str]


@per_pack
def _patterns(pack: Pack) -> _ConditionPatterns:
    return _ConditionPatterns(**pack.patterns("commitments"))


@per_pack
def _doubts(pack: Pack) -> frozenset[str]:
    return pack.words("doubt_cues")


def find_commitments(doc: Doc) -> tuple[Commitment, ...]:
    """Every commitment of the article in order; needs ``doc.mentions`` and ``doc.quotes``."""
    found: list[Commitment] = []
    words = commitment_words(doc.pack)
    for sentence in doc.sentences:
        if sentence.zone not in _ZONES:
            continue
        tokens = doc.tokens[sentence.sentence_no]
        view = View(doc, sentence, tokens, doc.clauses[sentence.sentence_no], words)
        found.extend(commitment for trigger in find_triggers(view) if (commitment := _commitment(view, trigger)))
    return tuple(found)


def _commitment(view: View, trigger: Trigger) -> Commitment | None:
    """The record, None where nobody who can act commits to it or the clause is put in doubt."""
    tokens, doc = view.tokens, view.doc
    if trigger.subject is None or _is_doubted(view, trigger):
        return None
    subject = (tokens[trigger.subject[0]].start, tokens[trigger.subject[1] - 1].end)
    if not can_act(doc, subject, surely=trigger.sure and trigger.modality in _SURE):
        return None
    span = (tokens[trigger.first].start, tokens[trigger.last].end)
    condition = _condition(view, span)
    if condition is not None and condition[0] <= span[0] < condition[1]:
        return None  # the deed is itself the condition: "if both sides agree"
    start, end = _clause(view, _clause_start(view, trigger, subject, span), span[1])
    before = antecedent(doc.pack, tokens, view.groups[: trigger.group])
    is_tentative = trigger.polarity == "positive" and trigger.modality in _TENTATIVE
    action, target = _deed(view, trigger)
    return Commitment(
        sentence_no=view.sentence.sentence_no,
        start=start,
        end=end,
        surface=doc.text[start:end],
        trigger=span,
        actors=actors_of(doc, subject, before),
        action=action,
        target=target,
        polarity=trigger.polarity,
        modality="conditional" if condition is not None and is_tentative else trigger.modality,
        conditional=condition is not None,
        condition=condition,
        attributed_to=speaker_at(doc, span[0]),
        due_date=_due(doc, view.sentence, span[1]),
        rule=f"commitment.{'noun' if trigger.group is None else 'verb'}",
        confidence=0.8,
    )


def _clause_start(view: View, trigger: Trigger, subject: Span, span: Span) -> int:
    """Where a commitment begins: at its subject, unless another verb stands between that and the trigger."""
    own = trigger.subject is not None and (
        trigger.group is None or not any(trigger.subject[1] <= group.head < trigger.first for group in view.groups)
    )
    return subject[0] if own and subject[0] < span[0] else span[0]


def _is_doubted(view: View, trigger: Trigger) -> bool:
    """Whether the sentence doubts, denies or asks for the clause before stating it."""
    classes, doubts = view.words.classes, _doubts(view.doc.pack)
    first = trigger.subject[0] if trigger.subject else trigger.first
    if view.word(first) not in classes.who and view.word(first - 1) in classes.asking:
        return True
    for place in range(trigger.first - 1, trigger.first - 1 - _DOUBT_REACH, -1):
        if view.word(place) in classes.breaks:
            return False
        if view.word(place) in doubts:
            return True
    return False


def _condition(view: View, span: Span) -> Span | None:
    """The condition of the sentence nearest to the trigger, from its opening word to the end of its clause."""
    text, sentence, patterns = view.doc.text, view.sentence, _patterns(view.doc.pack)
    for pattern in (patterns.condition, patterns.inverted, patterns.after_any):
        found = [m for m in pattern.finditer(text, sentence.start, sentence.end) if m.start() != span[0]]
        if found:
            match = min(found, key=lambda m: abs(m.start() - span[1]))
            end = patterns.condition_end.search(text, match.end(), sentence.end)
            return match.start(), end.start() if end else sentence.end
    return None


def _clause(view: View, start: int, trigger_end: int) -> Span:
    """From the subject to the end of the clause."""
    match = _patterns(view.doc.pack).clause_end.search(view.doc.text, trigger_end, view.sentence.end)
    end = match.start() if match else view.sentence.end
    while end > trigger_end and not view.doc.text[end - 1].isalnum() and view.doc.text[end - 1] not in "%”)":
        end -= 1
    return start, end


def _deed(view: View, trigger: Trigger) -> tuple[str | None, str | None]:
    """(what is to be done, to whom or what): the verb phrase after the trigger and its object."""
    own = view.groups[trigger.group] if trigger.group is not None else None
    deed = own if own is not None and own.modal and own.head == trigger.last else _dependent(view, trigger)
    if deed is None or deed.first - trigger.last > _DEED_GAP:
        target = _words(view, own.object if own is not None and not own.passive else None)
        return target, target
    target = _words(view, deed.object)
    return (f"{deed.lemma} {target}" if target else deed.lemma), target


def _dependent(view: View, trigger: Trigger) -> Clause | None:
    """The first infinitive or gerund behind the trigger."""
    later = (g for g in view.groups if g.first >= trigger.last and g.head > trigger.last)
    return next((g for g in later if g.shape in {"infinitive", "gerund"}), None)


def _words(view: View, range_: Range | None) -> str | None:
    """The words of a token range."""
    if range_ is None:
        return None
    return view.doc.text[view.tokens[range_[0]].start : view.tokens[range_[1] - 1].end]


def _due(doc: Doc, sentence: Sentence, after: int) -> date | None:
    """The last day of the first resolved time behind the trigger."""
    for mention in doc.dates_in(after, sentence.end):
        if mention.start >= after and mention.last_day:
            return mention.last_day
    return None
