"""Scores of groups drawn towards what their common neighbours say."""

from __future__ import annotations

import pytest

from nightdesk.transforms.stories.agreement import NEIGHBOURS_WEIGHT, with_neighbours


def test_a_pair_alone_keeps_its_score() -> None:
    """Nobody else to ask."""
    assert with_neighbours({("a", "b"): 0.7}) == {("a", "b"): 0.7}


def test_common_neighbours_raise_and_strangers_lower() -> None:
    """Two groups linked to the same third come closer, linked to different ones they part."""
    common = with_neighbours({("a", "b"): 0.6, ("a", "c"): 0.9, ("b", "c"): 0.9})
    apart = with_neighbours({("a", "b"): 0.6, ("a", "c"): 0.9, ("b", "d"): 0.9})
    assert common["a", "b"] > 0.6 > apart["a", "b"]


def test_one_full_neighbour_decides_half_the_weight() -> None:
    """All agreement and one neighbour: half of the largest weight goes to it."""
    found = with_neighbours({("a", "b"): 0.0, ("a", "c"): 1.0, ("b", "c"): 1.0})
    assert found["a", "b"] == pytest.approx(NEIGHBOURS_WEIGHT / 2)


def test_order_of_the_scores_changes_nothing() -> None:
    """To the last bit."""
    scores = {("a", "b"): 0.31, ("a", "c"): 0.7, ("b", "c"): 0.13, ("b", "d"): 0.57, ("c", "d"): 0.91}
    assert with_neighbours(dict(reversed(scores.items()))) == with_neighbours(scores)
