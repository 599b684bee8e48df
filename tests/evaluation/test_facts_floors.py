"""Accuracy of the fact extractor on the development sets: floors that only rise.

Measured 23 November 2026 on the development halves. A floor is the figure reached then; lower it only with a reason in
the changelog.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import run_slots
from run_facts import SHARED, TASKS, score, score_seeds

EPSILON = 0.002  # a mention more or less on the smallest set moves a figure by about this much

pytestmark = [
    pytest.mark.bench,
    pytest.mark.skipif(
        not SHARED.exists() and os.environ.get("CI") != "true", reason="the shared development sets are not here"
    ),
]

FLOORS = [
    ("quotes", "gum", "seg_ge4w.R", 0.973),
    ("quotes", "gum", "seg_ge4w.speaker_acc", 0.971),
    ("quotes", "gum", "seg_ge4w.canonical_speaker_acc", 0.867),
    ("quotes", "gum", "attributions.F1", 0.654),
    ("ner", "pud", "overlap_typed.F1", 0.739),
    ("ner", "meantime", "overlap_typed.F1", 0.751),
    ("ner", "gum", "overlap_typed.F1", 0.717),
    ("canon", "meantime", "b3.F1", 0.898),
    ("canon", "gum", "b3.F1", 0.810),
    ("names", "hand", "accuracy", 1.0),
    ("names", "hand", "P", 1.0),
    ("timex", "meantime", "value.F1", 0.857),
    ("values", "meantime", "all.F1", 0.948),
    ("events", "meantime", "tuple_recall", 0.751),
    ("events", "meantime", "negative.F1", 0.94),
    ("events", "meantime", "future.F1", 0.86),
    ("commit", "hand", "all_right.F1", 1.0),
    ("contest", "hand", "accuracy", 1.0),
    ("seeds", "", "quotes.F1", 0.982),
    ("seeds", "", "dates.value_recall", 1.0),
    ("seeds", "", "quantities.value_acc", 1.0),
    ("seeds", "", "commitments.F1", 0.844),
    ("seeds", "", "commitments.actor_acc", 0.674),
    ("seeds", "", "quotes.speaker_canonical_acc", 1.0),
    ("seeds", "", "indirect.recall", 0.82),
    ("seeds", "", "indirect.speaker_acc", 0.951),
    ("seeds", "", "people.F1", 0.99),
    ("seeds", "", "orgs.F1", 0.93),
    ("seeds", "", "places.F1", 0.989),
]


@cache
def figures(task: str, dataset: str) -> dict[str, Any]:
    """Everything the scorer says about one task and set."""
    if task == "seeds":
        return score_seeds()
    return score(task, next(name for known, name in TASKS if known == task and name.startswith(dataset)))


@pytest.mark.parametrize(("task", "dataset", "figure", "floor"), FLOORS)
def test_accuracy_does_not_fall(task: str, dataset: str, figure: str, floor: float) -> None:
    found: Any = figures(task, dataset)
    for key in figure.split("."):
        found = found[key]
    assert found >= floor - EPSILON


@pytest.mark.parametrize("part", ["boilerplate_recall", "publication_date"])
def test_the_frame_of_the_seeds_is_read_completely(part: str) -> None:
    hit, of = str(figures("seeds", "")[part]).split("/")
    assert hit == of


def test_the_seeds_are_compared_across_articles() -> None:
    """Contested figures and stances are found whole, nothing is merged wrongly, eight utterances of nine are whole."""
    found = run_slots.score_seeds()
    assert found["contested_jaccard"] == {"K1": 1.0, "K2": 1.0, "K3": 1.0}
    assert found["wrong_merges"] == []
    assert int(found["utterances_whole"].split()[0]) >= 8
    assert found["utterances_found"] <= 10
