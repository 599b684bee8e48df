"""Shingles: every run of five words of a text as one 64-bit key.

Five words: short enough to survive light editing, long enough that unrelated texts share almost none (the usual
choice for news copies). Does not compare anything.
"""

from __future__ import annotations

import numpy as np

from nightdesk.transforms.stories.code_points import Ints, Keys, mix
from nightdesk.transforms.stories.words import Words

SHINGLE_WORDS = 5


def shingle_keys(words: Words) -> tuple[Keys, Ints]:
    """(key of each shingle, the text it stands in), in reading order; a text under five words is one shingle."""
    with np.errstate(over="ignore"):
        keys = words.key.copy()
        valid = np.ones(len(keys), np.bool_)
        first = np.zeros(len(keys), np.bool_)
        first[words.bounds[:-1][np.diff(words.bounds) > 0]] = True
        for shift in range(1, SHINGLE_WORDS):
            same_text = np.zeros(len(keys), np.bool_)
            same_text[:-shift] = words.document[shift:] == words.document[:-shift]
            following = np.where(same_text, np.roll(words.key, -shift), np.uint64(0))
            keys = keys * np.uint64(0x9E3779B97F4A7C15) + following
            valid &= same_text
    kept = valid | first
    return mix(keys[kept]), words.document[kept]
