"""What rules and the trained matcher say of two names, and from which score on two names are one entity."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

VERSION = "2"
"""Changes whenever the rules may resolve a name differently."""

SAME_SCORE = 0.5
"""Score of a rule from which two names count as one entity."""

SAME_PROBABILITY = 0.8
"""Probability from which the trained matcher's answer counts as one entity: a wrong merge puts words in somebody's
mouth, a missed one shows a person twice. Chosen for a precision of .97 or more where rules leave it open, on invented
pairs that the matcher has not seen (deployments/matcher/train_names.py prints it)."""


@dataclass(frozen=True, slots=True)
class NameAnswer:
    """What a rule says; ``forbids``: the two are never one entity, whoever else both are one with."""

    score: float
    reason: str
    forbids: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What rules leave to the trained matcher: two spellings, near enough to be of one name."""

    is_person: bool
    features: tuple[float, ...]


Judge = Callable[[Sequence[Question]], Sequence[float]]
"""Probabilities that the names of questions are one, in their order; a trained matcher has one."""


def decided(answer: NameAnswer) -> tuple[bool, float, str]:
    """A rule's answer as (same, score, why)."""
    return answer.score >= SAME_SCORE, answer.score, answer.reason


def judged(probability: float) -> tuple[bool, float, str]:
    """The matcher's answer as (same, probability, why)."""
    same = probability >= SAME_PROBABILITY
    return same, round(probability, 3), "spellings of one name" if same else "spellings too far apart"
