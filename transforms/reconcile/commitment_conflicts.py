"""Conflicting commitments: one actor, one deed, and words that do not go together.

Two commitments conflict when one promises what the other refuses, or one is firm and the other conditional. Actors and
deeds are compared by name and class; whose version is right, or whether the actor changed its mind, is not decided.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from nightdesk.transforms.language.legacy import table, words
from nightdesk.transforms.language.nouns import singular
from nightdesk.transforms.language.packs import ENGLISH
from nightdesk.transforms.language.packs.en.verbs import lemma_of

_CLASSES = table("predicate_classes")
_STOPS = words("phrase_stops")
_FIRM = frozenset(("pledged_firm", "committed", "pledged", "promised"))
_SOFT = frozenset(("conditional", "considered", "hesitant"))


@dataclass(frozen=True, slots=True)
class Stance:
    """What one actor lets be known about a deed: one commitment and actor."""

    commitment_id: str
    article_id: str
    actor: str
    action: str | None
    polarity: str
    modality: str


@dataclass(frozen=True, slots=True)
class StanceChange:
    """Stances of one actor on one deed of which at least two do not go together."""

    actor: str
    deed: str
    reason: Literal["refused", "softened"]  # promise against refusal; firm words against a condition
    stances: tuple[Stance, ...]


def find_stance_changes(stances: Iterable[Stance]) -> tuple[StanceChange, ...]:
    """The actors and deeds of one story on which its commitments conflict, ordered by actor and deed."""
    deeds: dict[tuple[str, str], list[Stance]] = defaultdict(list)
    for stance in sorted(stances, key=lambda stance: (stance.commitment_id, stance.actor)):
        deed = deed_of(stance.action)
        if deed is not None:
            deeds[stance.actor, " ".join(deed)].append(stance)
    found = []
    for (actor, name), group in sorted(deeds.items()):
        reason = _conflict(group)
        if reason is not None:
            found.append(StanceChange(actor, name, reason, tuple(group)))
    return tuple(found)


def deed_of(action: str | None) -> tuple[str, str] | None:
    """(class of the verb, head of its object) of what is promised: ("send", "troop"); None where either is missing."""
    parts = (action or "").lower().split()
    verb = lemma_of(parts[0]) if parts else None
    nouns = [word for word in parts[1:] if word[0].isalpha()]
    while nouns and nouns[0] in _STOPS:
        nouns.pop(0)
    head = next((nouns[n - 1] for n, word in enumerate(nouns) if n and word in _STOPS), nouns[-1] if nouns else None)
    return (_CLASSES.get(verb, verb), singular(ENGLISH, head)) if verb and head else None


def _conflict(group: Sequence[Stance]) -> Literal["refused", "softened"] | None:
    """How two stances of a group do not go together; None where all do."""
    if len({stance.polarity for stance in group}) > 1:
        return "refused"
    pairs = combinations([stance.modality for stance in group], 2)
    if any((a in _FIRM and b in _SOFT) or (b in _FIRM and a in _SOFT) for a, b in pairs):
        return "softened"
    return None
