"""MinHash signatures in one pass, and the band keys that make near-identical texts meet in a join.

One-permutation hashing (Li, Owen, Zhang 2012) with rotation for empty bins (Shrivastava, Li 2014): each shingle's hash
is used once, its first bits name the bin and the smallest remainder of a bin is its value. Chosen over k
permutations because it costs one sort for a whole batch instead of k passes over it; figures in
deployments/matcher/README.md.
"""

from __future__ import annotations

import numpy as np

from nightdesk.transforms.stories.code_points import Ints, Keys, mix

BINS = 64
BAND_COUNT = 16
BAND_ROWS = BINS // BAND_COUNT
"""P(candidate) = 1 - (1 - s^4)^16: .99 at s = .7, .64 at .5, .002 at .1. Bands are there for copies anywhere in the
archive; less similar copies inside the window are found by their rare terms."""

_BIN_SHIFT = np.uint64(64 - 6)
_EMPTY = np.uint64(0xFFFFFFFFFFFFFFFF)


def signatures(shingles: Keys, document: Ints, text_count: int) -> Keys:
    """MinHash values, shape (text_count, BINS) uint64; a text without shingles has a row of the largest value."""
    values = np.full(text_count * BINS, _EMPTY, np.uint64)
    slot = document * BINS + (shingles >> _BIN_SHIFT).astype(np.int64)
    np.minimum.at(values, slot, shingles & ((np.uint64(1) << _BIN_SHIFT) - np.uint64(1)))
    return _fill_empty(values.reshape(text_count, BINS))


def _fill_empty(values: Keys) -> Keys:
    """An empty bin borrows from the next full one to its right, marked with the distance."""
    with np.errstate(over="ignore"):
        for distance in range(1, BINS):
            empty = values == _EMPTY
            if not empty.any() or empty.all():
                break
            borrowed = np.roll(values, -1, axis=1)
            usable = empty & (borrowed != _EMPTY)
            values = np.where(usable, mix(borrowed + np.uint64(distance)), values)
    return values


def band_keys(values: Keys) -> Keys:
    """One key per band, with the band's number mixed in; shape (n_texts, BAND_COUNT) uint64."""
    bands = values.reshape(len(values), BAND_COUNT, BAND_ROWS)
    keys = np.broadcast_to(np.arange(1, BAND_COUNT + 1, dtype=np.uint64), bands.shape[:2]).copy()
    with np.errstate(over="ignore"):
        for row in range(BAND_ROWS):
            keys = mix(keys * np.uint64(0x9E3779B97F4A7C15) + bands[:, :, row])
    return keys
