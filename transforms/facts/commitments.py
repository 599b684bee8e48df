"""Commitments: who pledges, offers, agrees, plans, hesitates or refuses to do what, and on which condition.

Forecasts ("prices will rise"), questions ("unclear whether"), denials and deeds already done are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from nightdesk.transforms.facts.actors import actors_of, antecedent, can_act, speaker_at
from nightdesk.transforms.facts.clauses import groups_of
from nightdesk.transforms.facts.document import Analysed, Token
from nightdesk.transforms.facts.verb_groups import Group, Range
from nightdesk.transforms.lexicons import closed_class, table, words
from nightdesk.transforms.records import Commitment, Sentence, Span

Polarity = Literal["positive", "negative"]

_VERBS = table("commitment_verbs")
_ADJECTIVES = table("commitment_adjectives")
_NOUNS = table("commitment_nouns")
_NON_ACTIONS = words("non_actions")
_DOUBTS = words("doubt_cues")
_SILENCE = words("silence_verbs")
_FIRMLY = closed_class("firmly definitively definitely formally solemnly unconditionally")
_BEFALLING = frozenset(("rise", "fall", "die", "lose", "suffer", "become", "grow", "last"))
_BEING = frozenset(("be", "remain", "stay", "stand", "seem", "appear", "become"))
_GATHERING = closed_class(
    "meet convene gather vote hold visit attend participate travel begin start open launch discuss"
)
_HAVING = frozenset(("have", "announce", "unveil", "outline", "reveal", "confirm", "make", "present", "set"))
_ASKING = frozenset(("which", "what", "how", "why", "whose"))
_SEEKING = frozenset(("gather", "seek", "secure", "demand", "want", "need", "request", "await", "extract"))
_PROMISING = frozenset(("will", "shall", "would"))
_CONSIDERING = frozenset(("may", "might", "could"))
_NOUN = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(_NOUNS, key=len, reverse=True))) + r")\b", re.IGNORECASE)
_NOUN_WORDS = frozenset(word for phrase in _NOUNS for word in phrase.split()) - closed_class("to of no about both")
_CONDITION = re.compile(
    r"\b(?:" + "|".join(map(re.escape, sorted(words("condition_cues"), key=len, reverse=True))) + r")\b", re.IGNORECASE
)
_INVERTED = re.compile(r"\b(?:should|were|had) (?=(?:[A-Z][\w’'-]+|the|he|she|it|they|both)\b[^,.;]* )")
_AFTER_ANY = re.compile(r"\b(?:after|once|when) (?:any|a) [\w-]+(?=[.,;”]|$)")
_CLAUSE_END = re.compile(
    r"[;:.!?”\"]|, (?:but|and|while|which|who|although|as|with|said|says)\b| (?:while|although|but|said)\b|$"
)
_CONDITION_END = re.compile(r"[;.!?”\"]|, |$")
_HEDGE = frozenset(("but", "only"))
_ZONES = frozenset(("body", "headline", "subhead", "caption"))
# Kinds of commitment that only somebody can make; what is planned or offered may also befall things.
_SURE = frozenset(("pledged", "pledged_firm", "committed", "agreed", "refused", "hesitant", "withdrawn"))
_TENTATIVE = {"offered", "promised", "committed", "agreed", "planned", "considered", "intended", "pledged"}


@dataclass(frozen=True, slots=True)
class _Trigger:
    """What a verb group or noun phrase commits to, before actors and condition are known."""

    first: int  # token of the first trigger word
    last: int  # token of the last
    modality: str
    polarity: Polarity
    subject: Range | None
    group: int | None  # its number among the verb groups; None for a noun
    sure: bool = True  # whether its words say that their subject is somebody; not so for a bare modal


@dataclass(frozen=True, slots=True)
class _View:
    """One sentence with its verbs."""

    doc: Analysed
    sentence: Sentence
    tokens: Sequence[Token]
    groups: Sequence[Group]


def find_commitments(doc: Analysed) -> tuple[Commitment, ...]:
    """Every commitment of the article in order; needs ``doc.mentions`` and ``doc.quotes``."""
    found: list[Commitment] = []
    for sentence in doc.sentences:
        if sentence.zone not in _ZONES:
            continue
        tokens = doc.tokens[sentence.sentence_no]
        view = _View(doc, sentence, tokens, groups_of(doc)[sentence.sentence_no])
        triggers = sorted((*_verb_triggers(view), *_noun_triggers(view)), key=lambda trigger: trigger.first)
        found.extend(commitment for trigger in triggers if (commitment := _commitment(view, trigger)))
    return tuple(found)


# --- triggers ------------------------------------------------------------------------------------------


def _verb_triggers(view: _View) -> Iterator[_Trigger]:
    """Triggers that are verbs: pledged to, is ready to, will send."""
    for place, group in enumerate(view.groups):
        trigger = _adjective(view, place, group) or _verb(view, place, group) or _modal(view, place, group)
        if trigger is not None:
            yield trigger


def _phrase(tokens: Sequence[Token], head: int, lemma: str) -> tuple[str, int]:
    """The verb with its particle, and the particle's token: rule out, set aside, stop short."""
    for ahead in range(head + 1, min(len(tokens), head + 3)):
        pair = f"{lemma} {tokens[ahead].lower}"
        if pair in _VERBS:
            return pair, ahead
    return lemma, head


def _verb(view: _View, place: int, group: Group) -> _Trigger | None:
    """A verb of commitment in a form that states it."""
    name, last = _phrase(view.tokens, group.head, group.lemma)
    entry = _VERBS.get(name)
    following = view.tokens[last + 1].lower if last + 1 < len(view.tokens) else ""
    if name == "set" and group.past and following == "to":
        return _Trigger(group.first, last, "planned", "positive", group.subject or group.object, place, sure=False)
    if entry is None or group.shape in {"participle", "infinitive"} or (group.passive and name != "commit"):
        return None
    modality, sign, needs = entry.split()
    if group.modal in _CONSIDERING or not _continues(view, place, last, needs):
        return None
    if group.shape == "gerund" and needs != "to":
        return None
    if modality in {"pledged", "committed"} and not _FIRMLY.isdisjoint(
        token.lower for token in view.tokens[max(0, group.first - 1) : group.head]
    ):
        modality = "pledged_firm"
    polarity: Polarity = "positive" if sign == "+" else "negative"
    if group.negated:
        modality, polarity = ("open_to", "positive") if polarity == "negative" else ("refused", "negative")
    return _Trigger(group.first, last, modality, polarity, group.subject or group.object, place)


def _continues(view: _View, place: int, last: int, needs: str) -> bool:
    """Whether what follows the trigger is a deed: an infinitive, or where allowed an object; never silence."""
    tokens = view.tokens
    following = [token.lower for token in tokens[last + 1 : last + 5]]
    after = view.groups[place + 1] if place + 1 < len(view.groups) else None
    if (
        after is not None
        and after.shape == "infinitive"
        and after.first - last <= 4
        and after.lemma in _SILENCE - {"be"}
    ):
        return False
    if needs == "commitment":
        return any(word in {"commitment", "commitments", "pledge", "promise", "vow"} for word in following)
    opens = following[:1] == ["to"] or (
        "to" in following[1:4] and following[0] in {"in", "itself", "themselves", "principle"}
    )
    if needs == "to":
        return opens
    return bool(following) and following[0] not in {".", ",", "that", "by", "whether", "as"}


def _adjective(view: _View, place: int, group: Group) -> _Trigger | None:
    """ "is ready to", "remain cautious about", "are expected to"."""
    tokens = view.tokens
    if group.passive or group.lemma == "plan":
        last = group.head
    elif group.lemma in _BEING:
        last = _skip(tokens, group.head + 1)
    else:
        return None
    entry = _ADJECTIVES.get(tokens[last].lower) if last < len(tokens) else None
    if entry is None or not _leads_on(tokens, last):
        return None
    modality, sign = entry.split()
    positive = (sign == "+") != group.negated
    if group.negated:
        modality = "refused" if sign == "+" else "open_to"
    doer = group.object if group.passive else group.subject
    following = view.groups[place + 1] if place + 1 < len(view.groups) else None
    if following is not None and modality in {"expected", "offered"} and following.lemma in _BEFALLING:
        return None
    return _Trigger(group.first, last, modality, "positive" if positive else "negative", doer, place)


def _skip(tokens: Sequence[Token], place: int) -> int:
    """The next token that is no adverb."""
    while place < len(tokens) and (
        tokens[place].lower.endswith("ly") or tokens[place].lower in {"not", "still", "also", "more", "now"}
    ):
        place += 1
    return place


def _leads_on(tokens: Sequence[Token], last: int) -> bool:
    """Whether the adjective goes on to a deed: ready to, open to, cautious about, set for."""
    return (
        last + 1 < len(tokens) and tokens[last + 1].lower in {"to", "about", "for", "on", "that"}
    ) or last + 1 == len(tokens)


def _modal(view: _View, place: int, group: Group) -> _Trigger | None:
    """ "will send", "would not accept", "may supply", "cannot send"."""
    if (
        group.modal is None
        or (group.first == group.head and "’" not in view.tokens[group.head].text)  # only joined to a modal before
        or group.perfect
        or group.lemma in _NON_ACTIONS
        or (group.progressive and group.lemma == "go")
    ):
        return None
    if _takes_place(view.tokens, group) or group.passive:
        return None
    subject = group.subject
    if group.negated and group.modal in _PROMISING | {"can", "could"}:
        return _Trigger(group.first, group.head, "refused", "negative", subject, place, sure=False)
    if group.negated or group.modal in {"can", "must", "should"}:
        return None
    if group.modal in _CONSIDERING:
        return _Trigger(group.first, group.head, "considered", "positive", subject, place)
    modality = "planned" if group.lemma in _GATHERING else "offered" if group.modal == "would" else "promised"
    return _Trigger(group.first, group.head, modality, "positive", subject, place)


def _takes_place(tokens: Sequence[Token], group: Group) -> bool:
    """Whether the verb is "take place" and the like, which nobody promises."""
    return (
        group.lemma == "take"
        and group.head + 1 < len(tokens)
        and tokens[group.head + 1].lower in {"place", "effect", "time"}
    )


def _noun_triggers(view: _View) -> Iterator[_Trigger]:
    """Triggers that are nouns: "Ada’s refusal to", "has no plans to", "readiness to"."""
    tokens, sentence = view.tokens, view.sentence
    if _NOUN_WORDS.isdisjoint(token.lower for token in tokens):
        return
    for match in _NOUN.finditer(view.doc.text, sentence.start, sentence.end):
        modality, sign = _NOUNS[match.group().lower()].split()
        first = next((n for n, token in enumerate(tokens) if token.start >= match.start()), None)
        last = next((n for n, token in enumerate(tokens) if token.end >= match.end()), len(tokens) - 1)
        if first is None or _after_own_verb(view, first):
            continue
        after = next((group for group in view.groups if group.first >= last), None)
        before = next((group for group in reversed(view.groups) if group.head < first), None)
        if before is not None and (before.modal in {"must", "should", "could", "may"} or before.lemma in _SEEKING):
            continue  # what is demanded or sought is not yet promised
        if match.group().lower() == "plans to" and (before is None or before.lemma not in _HAVING):
            continue  # "progress in plans to …" says nothing of whose they are
        if after is None or (after.first - last > 3 and match.group().lower().endswith(" to")):
            continue
        yield _Trigger(
            first, max(first, last - 1), modality, "positive" if sign == "+" else "negative", _owner(view, first), None
        )


def _after_own_verb(view: _View, first: int) -> bool:
    """Whether the noun is the object of a verb of commitment, which is the trigger itself."""
    before = [group for group in view.groups if group.head < first]
    return (
        bool(before)
        and first - before[-1].head <= 3
        and before[-1].lemma in {"reaffirm", "renew", "stand", "reject", "make"}
    )


def _owner(view: _View, first: int) -> Range | None:
    """Whose promise it is: the possessor before the noun, else the subject of the verb before it."""
    tokens = view.tokens
    for place in range(first - 1, max(-1, first - 4), -1):
        if tokens[place].lower in {"’s", "'s", "’", "'"}:
            start = place
            while (
                start > 0
                and tokens[start - 1].text[0].isalnum()
                and (tokens[start - 1].text[0].isupper() or start == place)
            ):
                start -= 1
            return (start, place) if start < place else None
    for group in reversed(view.groups):
        if group.head < first:
            return group.object if group.passive else group.subject
    return None


# --- records -------------------------------------------------------------------------------------------


def _commitment(view: _View, trigger: _Trigger) -> Commitment | None:
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


def _is_doubted(view: _View, trigger: _Trigger) -> bool:
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


def _condition(view: _View, span: Span) -> Span | None:
    """The condition of the sentence nearest to the trigger, from its opening word to the end of its clause."""
    text, sentence = view.doc.text, view.sentence
    for pattern in (_CONDITION, _INVERTED, _AFTER_ANY):
        found = [m for m in pattern.finditer(text, sentence.start, sentence.end) if m.start() != span[0]]
        if found:
            match = min(found, key=lambda m: abs(m.start() - span[1]))
            end = _CONDITION_END.search(text, match.end(), sentence.end)
            return match.start(), end.start() if end else sentence.end
    return None


def _clause(view: _View, start: int, trigger_end: int) -> Span:
    """From the subject to the end of the clause."""
    match = _CLAUSE_END.search(view.doc.text, trigger_end, view.sentence.end)
    end = match.start() if match else view.sentence.end
    while end > trigger_end and not view.doc.text[end - 1].isalnum() and view.doc.text[end - 1] not in "%”)":
        end -= 1
    return start, end


def _deed(view: _View, trigger: _Trigger) -> tuple[str | None, str | None]:
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


def _words(view: _View, range_: Range | None) -> str | None:
    """The words of a token range."""
    if range_ is None:
        return None
    return view.doc.text[view.tokens[range_[0]].start : view.tokens[range_[1] - 1].end]


def _due(doc: Analysed, sentence: Sentence, after: int) -> date | None:
    """The last day of the first resolved time behind the trigger."""
    for mention in doc.dates:
        if mention.sentence_no == sentence.sentence_no and mention.start >= after and mention.last_day:
            return mention.last_day
    return None
