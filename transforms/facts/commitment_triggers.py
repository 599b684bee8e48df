"""Words that commit: verbs, adjectives, modals and nouns of promising and refusing, found in the verbs of a sentence.

A trigger says what is committed and by which words; who acts and on which condition is read in ``commitments``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from nightdesk.transforms.language.clause import Clause, Range
from nightdesk.transforms.language.doc import Doc
from nightdesk.transforms.language.legacy import closed_class, open_table, table, words
from nightdesk.transforms.records import Sentence
from nightdesk.transforms.text import Token

Polarity = Literal["positive", "negative"]

_verbs = open_table("commitment_verbs")
_ADJECTIVES = table("commitment_adjectives")
_NOUNS = table("commitment_nouns")
_NON_ACTIONS = words("non_actions")
_AID = words("aid_nouns")
_SILENCE = words("silence_verbs")
_FIRMLY = closed_class("firmly definitively definitely formally solemnly unconditionally")
_BEFALLING = frozenset(("rise", "fall", "die", "lose", "suffer", "become", "grow", "last"))
_BEING = frozenset(("be", "remain", "stay", "stand", "seem", "appear", "become"))
_GATHERING = closed_class(
    "meet convene gather vote hold visit attend participate travel begin start open launch discuss"
)
# What is done to an earlier promise; the verb itself says whether it still stands.
_HANDLING = frozenset(("reaffirm", "renew", "stand", "reject", "make", "withdraw", "back", "drop", "break", "abandon",
                       "retract", "accept", "welcome", "keep", "honour", "honor", "renege"))  # fmt: skip
_HAVING = frozenset(("have", "announce", "unveil", "outline", "reveal", "confirm", "make", "present", "set"))
_SEEKING = frozenset(("gather", "seek", "secure", "demand", "want", "need", "request", "await", "extract"))
_TIME_LEADS = closed_class("on in at by last this late early")
_PROMISING = frozenset(("will", "shall", "would"))
_CONSIDERING = frozenset(("may", "might", "could"))
_NOUN = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(_NOUNS, key=len, reverse=True))) + r")\b", re.IGNORECASE)
_NOUN_WORDS = frozenset(word for phrase in _NOUNS for word in phrase.split()) - closed_class("to of no about both")


@dataclass(slots=True)
class Trigger:
    """What a verb group or noun phrase commits to, before actors and condition are known."""

    first: int  # token of the first trigger word
    last: int  # token of the last
    modality: str
    polarity: Polarity
    subject: Range | None
    group: int | None  # its number among the verb groups; None for a noun
    sure: bool = True  # whether its words say that their subject is somebody; not so for a bare modal


@dataclass(slots=True)
class View:
    """One sentence with its verbs."""

    doc: Doc
    sentence: Sentence
    tokens: Sequence[Token]
    groups: Sequence[Clause]


def find_triggers(view: View) -> list[Trigger]:
    """Every trigger of a sentence in order."""
    return sorted((*_verb_triggers(view), *_noun_triggers(view)), key=lambda trigger: trigger.first)


def _verb_triggers(view: View) -> Iterator[Trigger]:
    """Triggers that are verbs: pledged to, is ready to, will send."""
    for place, group in enumerate(view.groups):
        trigger = _adjective(view, place, group) or _verb(view, place, group) or _modal(view, place, group)
        if trigger is not None:
            yield trigger


def _phrase(tokens: Sequence[Token], head: int, lemma: str) -> tuple[str, int]:
    """The verb with its particle, and the particle's token: rule out, set aside, stop short."""
    for ahead in range(head + 1, min(len(tokens), head + 3)):
        pair = f"{lemma} {tokens[ahead].lower}"
        if pair in _verbs():
            return pair, ahead
    return lemma, head


def _verb(view: View, place: int, group: Clause) -> Trigger | None:
    """A verb of commitment in a form that states it."""
    name, last = _phrase(view.tokens, group.head, group.lemma)
    entry = _verbs().get(name)
    following = view.tokens[last + 1].lower if last + 1 < len(view.tokens) else ""
    if name == "set" and group.past and following == "to":
        return Trigger(group.first, last, "planned", "positive", group.subject or group.object, place, sure=False)
    if entry is None or group.shape in {"participle", "infinitive"} or (group.passive and name != "commit"):
        return None
    modality, sign, needs = entry.split()
    if group.modal in _CONSIDERING or not _continues(view, _past_time(view, last), needs):
        return None
    if sign == "-" and _is_silence(view, place, last):
        return None
    if group.shape == "gerund" and needs != "to":
        return None
    if modality in {"pledged", "committed"} and not _FIRMLY.isdisjoint(
        token.lower for token in view.tokens[max(0, group.first - 1) : group.head]
    ):
        modality = "pledged_firm"
    polarity: Polarity = "positive" if sign == "+" else "negative"
    if following == "not" and polarity == "positive":
        polarity = "negative"  # "promised not to"
    elif group.negated or _is_nobody(view, group.subject):
        modality, polarity = ("open_to", "positive") if polarity == "negative" else ("refused", "negative")
    return Trigger(group.first, last, modality, polarity, group.subject or group.object, place)


def _past_time(view: View, last: int) -> int:
    """The last token of a time between the trigger and its deed: "agreed on Thursday to …"."""
    for mention in view.doc.dates_in(view.tokens[last].start, view.sentence.end):
        if mention.start > view.tokens[last].start:
            between = [n for n, token in enumerate(view.tokens) if last < n and token.start < mention.start]
            inside = [n for n, token in enumerate(view.tokens) if mention.start <= token.start < mention.end]
            if len(between) <= 1 and inside and all(view.tokens[n].lower in _TIME_LEADS for n in between):
                return inside[-1]
    return last


def _is_silence(view: View, place: int, last: int) -> bool:
    """Whether what is refused is only to speak: "declined to name"."""
    after = view.groups[place + 1] if place + 1 < len(view.groups) else None
    return (
        after is not None
        and after.shape == "infinitive"
        and after.first - last <= 4
        and after.lemma in _SILENCE - {"be"}
    )


def _continues(view: View, last: int, needs: str) -> bool:
    """Whether what follows the trigger is a deed: an infinitive, or where allowed an object."""
    following = [token.lower for token in view.tokens[last + 1 : last + 5]]
    if needs == "commitment":
        return any(word in {"commitment", "commitments", "pledge", "promise", "vow"} for word in following)
    opens = following[:1] == ["to"] or (
        "to" in following[1:4] and following[0] in {"in", "itself", "themselves", "principle"}
    )
    if needs == "to":
        return opens
    if needs == "aid":
        return opens or not _AID.isdisjoint(following)
    return bool(following) and following[0] not in {".", ",", "that", "by", "whether", "as"}


def _adjective(view: View, place: int, group: Clause) -> Trigger | None:
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
    return Trigger(group.first, last, modality, "positive" if positive else "negative", doer, place)


def _skip(tokens: Sequence[Token], place: int) -> int:
    """The next token that is no adverb."""
    while place < len(tokens) and (
        (tokens[place].lower.endswith("ly") and tokens[place].lower not in _ADJECTIVES)
        or tokens[place].lower in {"not", "still", "also", "more", "now"}
    ):
        place += 1
    return place


def _leads_on(tokens: Sequence[Token], last: int) -> bool:
    """Whether the adjective goes on to a deed: ready to, open to, cautious about, set for."""
    return (
        last + 1 < len(tokens) and tokens[last + 1].lower in {"to", "about", "for", "on", "that"}
    ) or last + 1 == len(tokens)


def _modal(view: View, place: int, group: Clause) -> Trigger | None:
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
    negated = group.negated or _is_nobody(view, subject)
    if negated and group.modal in _PROMISING | {"can", "could"}:
        return Trigger(group.first, group.head, "refused", "negative", subject, place, sure=False)
    if negated or group.modal in {"can", "must", "should"}:
        return None
    if group.modal in _CONSIDERING:
        return Trigger(group.first, group.head, "considered", "positive", subject, place)
    modality = "planned" if group.lemma in _GATHERING else "offered" if group.modal == "would" else "promised"
    return Trigger(group.first, group.head, modality, "positive", subject, place)


def _is_nobody(view: View, subject: Range | None) -> bool:
    """Whether the subject itself denies: "neither Chad nor Mali", "no state"."""
    return subject is not None and view.tokens[subject[0]].lower in {"neither", "no", "none", "nobody"}


def _takes_place(tokens: Sequence[Token], group: Clause) -> bool:
    """Whether the verb is "take place" and the like, which nobody promises."""
    return (
        group.lemma == "take"
        and group.head + 1 < len(tokens)
        and tokens[group.head + 1].lower in {"place", "effect", "time"}
    )


def _noun_triggers(view: View) -> Iterator[Trigger]:
    """Triggers that are nouns: "Ada’s refusal to", "has no plans to", "readiness to"."""
    tokens, sentence = view.tokens, view.sentence
    if _NOUN_WORDS.isdisjoint([token.lower for token in tokens]):
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
        yield Trigger(
            first, max(first, last - 1), modality, "positive" if sign == "+" else "negative", _owner(view, first), None
        )


def _after_own_verb(view: View, first: int) -> bool:
    """Whether the noun is the object of a verb of commitment, which is the trigger itself."""
    before = [group for group in view.groups if group.head < first]
    return bool(before) and first - before[-1].head <= 5 and before[-1].lemma in _HANDLING


def _owner(view: View, first: int) -> Range | None:
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
