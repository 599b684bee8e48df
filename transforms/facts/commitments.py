"""Commitments: who pledges, offers, agrees, plans, hesitates or refuses to do what, and on which condition.

Forecasts ("prices will rise"), questions ("unclear whether"), denials and deeds already done are none.
"""

from __future__ import annotations

import re
from datetime import date

from nightdesk.transforms.facts.commitment_triggers import Trigger, View, find_triggers
from nightdesk.transforms.language.clause import Range
from nightdesk.transforms.language.doc import Doc
from nightdesk.transforms.language.legacy import words
from nightdesk.transforms.names.actors import actors_of, antecedent, can_act, speaker_at
from nightdesk.transforms.records import Commitment, Sentence, Span

_DOUBTS = words("doubt_cues")
_ASKING = frozenset(("which", "what", "how", "why", "whose"))
_CONDITION = re.compile(
    r"\b(?:"
    + "|".join(map(re.escape, sorted(words("condition_cues"), key=len, reverse=True)))
    + r")\b|\bprovided(?= (?:\w+ ){1,3}(?:\w+[^s]s|is|are|has|have)\b)",
    re.IGNORECASE,
)
_INVERTED = re.compile(r"\b(?:should|were|had) (?=(?:[A-Z][\w’'-]+|the|he|she|it|they|both)\b[^,.;]* )")
_AFTER_ANY = re.compile(r"\b(?:after|once|when) (?:any|a) [\w-]+(?=[.,;”]|$)")
_CUE_WORDS = frozenset(cue.lower().split()[0] for cue in words("condition_cues")) | {"provided"}
# Each pattern with words of which a sentence holds one where it matches.
_CONDITIONS = (
    (_CONDITION, tuple(sorted(_CUE_WORDS))),
    (_INVERTED, ("should ", "were ", "had ")),
    (_AFTER_ANY, ("after ", "once ", "when ")),
)
_CLAUSE_END = re.compile(
    r"[;:.!?”\"]|, (?:but|and|while|which|who|although|as|with|said|says)\b| (?:while|although|but|said)\b|$"
)
_CONDITION_END = re.compile(r"[;.!?”\"]|, |$")
_ZONES = frozenset(("body", "headline", "subhead", "caption"))
# Kinds of commitment that only somebody can make; what is planned or offered may also befall things.
_SURE = frozenset(("pledged", "pledged_firm", "committed", "agreed", "refused", "hesitant", "withdrawn"))
_TENTATIVE = {"offered", "promised", "committed", "agreed", "planned", "considered", "intended", "pledged"}


def find_commitments(doc: Doc) -> tuple[Commitment, ...]:
    """Every commitment of the article in order; needs ``doc.mentions`` and ``doc.quotes``."""
    found: list[Commitment] = []
    for sentence in doc.sentences:
        if sentence.zone not in _ZONES:
            continue
        tokens = doc.tokens[sentence.sentence_no]
        view = View(doc, sentence, tokens, doc.clauses[sentence.sentence_no])
        triggers = find_triggers(view)
        found.extend(commitment for trigger in triggers if (commitment := _commitment(view, trigger)))
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
    before = antecedent(tokens, view.groups, trigger.group if trigger.group is not None else len(view.groups))
    own = trigger.group is None or not any(trigger.subject[1] <= group.head < trigger.first for group in view.groups)
    start, end = _clause(view, subject[0] if own and subject[0] < span[0] else span[0], span[1])
    conditional = condition is not None
    modality = (
        "conditional"
        if conditional and trigger.polarity == "positive" and trigger.modality in _TENTATIVE
        else trigger.modality
    )
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
        modality=modality,
        conditional=conditional,
        condition=condition,
        attributed_to=speaker_at(doc, span[0]),
        due_date=_due(doc, view.sentence, span[1]),
        rule=f"commitment.{'noun' if trigger.group is None else 'verb'}",
        confidence=0.8,
    )


def _is_doubted(view: View, trigger: Trigger) -> bool:
    """Whether the sentence doubts, denies or asks for the clause before stating it."""
    first = trigger.subject[0] if trigger.subject else trigger.first
    if first and view.tokens[first].lower not in {"who", "which"} and view.tokens[first - 1].lower in _ASKING:
        return True
    before = [token.lower for token in view.tokens[: trigger.first]]
    for place in range(len(before) - 1, max(-1, len(before) - 14), -1):
        if before[place] in {";", "but", "”", "“"}:
            return False
        if before[place] in _DOUBTS:
            return True
    return False


def _condition(view: View, span: Span) -> Span | None:
    """The condition of the sentence nearest to the trigger, from its opening word to the end of its clause."""
    text, sentence = view.doc.text, view.sentence
    low = text[sentence.start : sentence.end].lower()
    for pattern, openers in _CONDITIONS:
        if not any(word in low for word in openers):
            continue
        found = [m for m in pattern.finditer(text, sentence.start, sentence.end) if m.start() != span[0]]
        if found:
            match = min(found, key=lambda m: abs(m.start() - span[1]))
            end = _CONDITION_END.search(text, match.end(), sentence.end)
            return match.start(), end.start() if end else sentence.end
    return None


def _clause(view: View, start: int, trigger_end: int) -> Span:
    """From the subject to the end of the clause."""
    match = _CLAUSE_END.search(view.doc.text, trigger_end, view.sentence.end)
    end = match.start() if match else view.sentence.end
    while end > trigger_end and not view.doc.text[end - 1].isalnum() and view.doc.text[end - 1] not in "%”)":
        end -= 1
    return start, end


def _deed(view: View, trigger: Trigger) -> tuple[str | None, str | None]:
    """(what is to be done, to whom or what): the verb phrase after the trigger and its object."""
    groups = view.groups
    own = groups[trigger.group] if trigger.group is not None else None
    deed = own if own is not None and own.modal and own.head == trigger.last else None
    if deed is None:
        deed = next(
            (
                g
                for g in groups
                if g.first > trigger.last - 1 and g.head > trigger.last and g.shape in {"infinitive", "gerund"}
            ),
            None,
        )
    if deed is None or deed.first - trigger.last > 4:
        object_ = own.object if own is not None and not own.passive else None
        words_ = _words(view, object_)
        return words_, words_
    target = _words(view, deed.object)
    return (f"{deed.lemma} {target}" if target else deed.lemma), target


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
