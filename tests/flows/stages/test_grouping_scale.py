"""Storms of copies and look-ups in a large archive, in small: what must not grow faster than the night."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "evaluation"))
import run_lookup
import run_storm

from nightdesk.transforms.stories.blocking import MOST_PARTNERS


@pytest.mark.parametrize("kind", run_storm.KINDS)
def test_a_storm_of_copies_is_one_origin_with_few_links_a_copy(kind: str) -> None:
    """Equal, cut, edited or between other lines: stars of links, no square of them, and one testimony."""
    found = run_storm.measure(kind, 400)
    assert found["origins"] == 1
    assert 399 <= found["links"] <= MOST_PARTNERS * 400


def test_a_storm_of_equal_copies_reads_one_text() -> None:
    """Ten times the copies take well under ten times a second."""
    assert run_storm.measure("equal", 3000)["seconds"] < 10


def test_look_ups_of_a_night_do_not_grow_with_the_archive() -> None:
    """The most partners a night can have are its own number of articles times a constant."""
    small, large = run_lookup.measure(4_000, 50), run_lookup.measure(16_000, 50)
    assert 0 < small["pairs"] <= 50 * (MOST_PARTNERS + run_lookup.BAND_COUNT * 32)
    assert large["pairs"] <= 50 * (MOST_PARTNERS + run_lookup.BAND_COUNT * 32)
    assert large["seconds"] < 10
