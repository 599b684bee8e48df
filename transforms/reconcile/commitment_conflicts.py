"""Conflicting commitments: one actor, one deed, and words that do not go together.

Two commitments conflict when one promises what the other refuses, or one is firm and the other conditional. Actors and
deeds are compared by name and class; whose version is right, or whether the actor changed its mind, is not decided.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from nightdesk.transforms.language.nouns import singular
from nightdesk.transforms.language.pack import Pack, per_pack
from nightdesk.transforms.language.packs import ENGLISH
from nightdesk.transforms.language.packs.en.verbs import lemma_of

_FIRM = frozenset(("pledged_firm", "committed", "pledged", "promised"))
_SOFT = frozenset(("conditional", "considered", "hesitant"))

ConflictReason = Literal["refused", "softened"]  # promise against refusal; firm words against a condition


@dataclass(frozen=True, slots=True)
class StatedCommitment:
    """What one article says that one actor will or will not do."""

    commitment_id: str
    article_id: str
    actor: str
    action: str | None
    polarity: str
    modality: str


@dataclass(frozen=True, slots=True)
class CommitmentConflict:
    """Commitments of one actor to one deed of which at least two do not go together."""

    actor: str
    deed: str
    reason: ConflictReason
    commitments: tuple[StatedCommitment, ...]


class _Words(NamedTuple):
    classes: Mapping[str, str]
    stops: frozenset[str]


@per_pack
def _words(pack: Pack) -> _Words:
    return _Words(pack.table("predicate_classes"), pack.words("phrase_stops"))


def find_commitment_conflicts(commitments: Iterable[StatedCommitment]) -> tuple[CommitmentConflict, ...]:
    """The actors and deeds of one story on which its commitments conflict, ordered by actor and deed."""
    deeds: dict[tuple[str, str], list[StatedCommitment]] = defaultdict(list)
    for stated in sorted(commitments, key=lambda stated: (stated.commitment_id, stated.actor)):
        deed = deed_of(stated.action)
        if deed is not None:
            deeds[stated.actor, " ".join(deed)].append(stated)
    found = ((actor, deed, _conflict(group), tuple(group)) for (actor, deed), group in sorted(deeds.items()))
    return tuple(CommitmentConflict(actor, deed, reason, group) for actor, deed, reason, group in found if reason)


def deed_of(action: str | None) -> tuple[str, str] | None:
    """(class of the verb, head of its object) of what is promised: ("send", "troop"); None where either is missing."""
    verb, *rest = (action or "").lower().split() or [""]
    lemma = lemma_of(ENGLISH, verb)
    head = _object_head([word for word in rest if word[0].isalpha()])
    return (_words(ENGLISH).classes.get(lemma, lemma), singular(ENGLISH, head)) if lemma and head else None


def _object_head(nouns: Sequence[str]) -> str | None:
    """The last word of the first noun phrase, leading function words left out."""
    stops = _words(ENGLISH).stops
    first = next((n for n, word in enumerate(nouns) if word not in stops), len(nouns))
    end = next((n for n in range(first, len(nouns)) if nouns[n] in stops), len(nouns))
    return nouns[end - 1] if first < end else None


def _conflict(group: Sequence[StatedCommitment]) -> ConflictReason | None:
    """How two commitments of a group do not go together; None where all do."""
    if len({stated.polarity for stated in group}) > 1:
        return "refused"
    modalities = {stated.modality for stated in group}
    return None if modalities.isdisjoint(_FIRM) or modalities.isdisjoint(_SOFT) else "softened"
