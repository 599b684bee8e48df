"""Conflicting commitments: one actor, one deed, and words that do not go together.

Two commitments conflict when one promises what the other refuses, or one is firm and the other conditional. Actors and
deeds are compared by name and class; whose version is right is not decided.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from nightdesk.transforms.facts.units import singular
from nightdesk.transforms.facts.verbs import lemma_of
from nightdesk.transforms.lexicons import table, words
from nightdesk.transforms.records import Commitment

_CLASSES = table("predicate_classes")
_STOPS = words("phrase_stops")
_FIRM = frozenset(("pledged_firm", "committed", "pledged", "promised"))
_SOFT = frozenset(("conditional", "considered", "hesitant"))


def conflicting(commitments: Sequence[Commitment]) -> tuple[tuple[int, ...], ...]:
    """Groups of indices into ``commitments`` that speak of one deed of one actor and conflict, in order."""
    deeds: dict[tuple[str, str, str], list[int]] = {}
    for number, commitment in enumerate(commitments):
        deed = deed_of(commitment)
        for actor in commitment.actors if deed else ():
            deeds.setdefault((actor, *(deed or ("", ""))), []).append(number)
    groups = {tuple(group) for group in deeds.values() if _has_conflict([commitments[number] for number in group])}
    return tuple(sorted(groups))


def deed_of(commitment: Commitment) -> tuple[str, str] | None:
    """(class of the verb, head of its object) of what is promised: ("send", "troop"); None where either is missing."""
    parts = (commitment.action or "").lower().split()
    verb = lemma_of(parts[0]) if parts else None
    nouns = [word for word in parts[1:] if word[0].isalpha()]
    while nouns and nouns[0] in _STOPS:
        nouns.pop(0)
    head = next((nouns[n - 1] for n, word in enumerate(nouns) if n and word in _STOPS), nouns[-1] if nouns else None)
    return (_CLASSES.get(verb, verb), singular(head)) if verb and head else None


def _has_conflict(group: Sequence[Commitment]) -> bool:
    """Whether two commitments of a group do not go together."""
    return any(_conflict(a, b) or _conflict(b, a) for a, b in combinations(group, 2))


def _conflict(a: Commitment, b: Commitment) -> bool:
    """Promise against refusal, or firm words against a condition."""
    if a.polarity != b.polarity:
        return True
    return a.modality in _FIRM and b.modality in _SOFT
