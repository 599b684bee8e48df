"""From features and probabilities to the relation of a pair.

Copies are decided by rule (containment of shingles leaves nothing to learn); rewrites and stories by the trained
matcher's probabilities.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nightdesk.transforms.records import Relation
from nightdesk.transforms.stories.code_points import Flags
from nightdesk.transforms.stories.compare import FEATURES, Matrix
from nightdesk.transforms.stories.terms import Floats

COPY_CONTAINMENT = 0.5
"""Share of the shorter text's five-word shingles found in the longer one. On bench dedup-dev the least similar of 375
copy pairs has .57, the most similar of the rewrites that are no copies .44 (November 2026)."""

SHORT_TEXT_LOG_LENGTH = float(np.log(30))
SHORT_COPY_HELD = 0.75
LONG_COPY_HELD = 0.4
"""Templates filled twice ("Magnitude 4.2 quake strikes near ...") share their words and differ in numbers and names.
Of the shorter text's numbers this share must stand in the other; under 30 content words (about 60 words), where
templates live, of its names too."""

DERIVED_PROBABILITY = 0.5
STORY_PROBABILITY = 0.65
"""As high as derivation_clusters.STORY_LINKAGE, and for the same reason."""

FAINTEST_LINK = 0.1
"""Pairs below are not stored; dedupe's own advice is to drop scores under .1 before clustering."""


@dataclass(frozen=True, slots=True)
class Probabilities:
    """The matcher's probabilities for a set of pairs, each of shape (n_pairs,)."""

    derived: Floats
    story: Floats


@dataclass(frozen=True, slots=True)
class Scored:
    """The relation of one pair and its probability (of the same story where the relation is different)."""

    relation: Relation
    score: float


def decide(features: Matrix, probabilities: Probabilities) -> list[Scored]:
    """The closest relation that holds, one a pair."""
    copies = is_copy(features)
    containment = features[:, FEATURES.index("shingle_containment")]
    found = []
    for copied, share, derived, story in zip(
        copies, containment, probabilities.derived, probabilities.story, strict=True
    ):
        if copied:
            found.append(Scored(Relation.SAME_DOCUMENT, _rounded(share)))
        elif derived >= DERIVED_PROBABILITY:
            found.append(Scored(Relation.DERIVED_FROM, _rounded(derived)))
        elif story >= STORY_PROBABILITY:
            found.append(Scored(Relation.SAME_STORY, _rounded(story)))
        else:
            found.append(Scored(Relation.DIFFERENT, _rounded(story)))
    return found


def _rounded(score: float) -> float:
    """Six digits: the last bits of a dot product differ between machines."""
    return round(min(max(float(score), 0.0), 1.0), 6)


def is_copy(features: Matrix) -> Flags:
    """Which pairs are one text but for trimming and light editing."""
    column = dict(zip(FEATURES, features.T, strict=True))
    needed = np.where(column["log_length"] < SHORT_TEXT_LOG_LENGTH, SHORT_COPY_HELD, LONG_COPY_HELD)
    names_held = (column["log_length"] >= SHORT_TEXT_LOG_LENGTH) | (column["names_held"] >= needed)
    shared = column["shingle_containment"] >= COPY_CONTAINMENT
    return np.asarray(shared & (column["numbers_held"] >= needed) & names_held)
