"""The partners of fresh texts: those of the window that share most of their heavy terms.

A product of two sparse matrices: a night of 2,000 meets a window of 168,000 in 20 million shared terms, which took a
database six times as long to group by pairs of ids. Reads no texts and decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from nightdesk.transforms.stories.code_points import Flags, Ints, Keys
from nightdesk.transforms.stories.terms import Floats

MOST_PARTNERS = 20
LEAST_CLOSENESS = 0.04
FEWEST_TERMS = 2
"""What a text's candidates by terms are: recall and cost are in deployments/matcher/README.md."""

_ROWS = 200  # fresh texts at a time: their partners, before the nearest are chosen, take some tens of MB

Days = npt.NDArray[np.datetime64]


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of a window in the order of their ids."""

    published: Days  # NaT: unknown
    seen: Days
    mass: Floats  # sum of the weights of a text's terms
    is_fresh: Flags


@dataclass(frozen=True, slots=True)
class Postings:
    """Which text of a window holds which term, one entry for both; terms that need not join are left out."""

    term: Keys
    text: Ints  # row number in `Texts`
    weight: Floats


def nearest(texts: Texts, postings: Postings, window_days: int) -> Ints:
    """Row numbers (fresh text, partner), shape (n, 2): at most MOST_PARTNERS partners of each fresh text.

    Partners are ranked by closeness: the weight of the terms that both hold over the geometric mean of both masses.
    Two texts are no further apart than ``window_days``: by day of publication, or by the day first seen where either
    is unknown.
    """
    terms, term = np.unique(postings.term, return_inverse=True)
    holds = sparse.csr_matrix((postings.weight, (postings.text, term)), shape=(len(texts.mass), len(terms)))
    weights = holds.T.tocsr()
    ones = _flat(weights)
    fresh = np.flatnonzero(texts.is_fresh)
    found = [np.zeros((0, 2), np.int64)]
    for low in range(0, len(fresh), _ROWS):
        rows = fresh[low : low + _ROWS]
        own = _flat(holds[rows])
        found.append(_ranked(texts, rows, own @ weights, own @ ones, window_days))
    return np.concatenate(found)


def _ranked(texts: Texts, rows: Ints, weight: sparse.csr_matrix, count: sparse.csr_matrix, window_days: int) -> Ints:
    """The nearest partners of some rows, by what they share; both matrices have their entries at the same places."""
    text, other = np.repeat(rows, np.diff(weight.indptr)), weight.indices
    closeness = weight.data / np.sqrt(texts.mass[text] * texts.mass[other])
    kept = np.flatnonzero((closeness >= LEAST_CLOSENESS) & (count.data >= FEWEST_TERMS) & (text != other))
    kept = kept[_days_apart(texts, text[kept], other[kept]) <= np.timedelta64(window_days, "D")]
    text, other, closeness = text[kept], other[kept], closeness[kept]
    order = np.lexsort((other, -closeness, text))
    text, other = text[order], other[order]
    rank = np.arange(len(text)) - np.searchsorted(text, text)
    return np.column_stack((text, other))[rank < MOST_PARTNERS].astype(np.int64)


def _days_apart(texts: Texts, text: Ints, other: Ints) -> npt.NDArray[np.timedelta64]:
    published = texts.published[text] - texts.published[other]
    return np.abs(np.where(np.isnat(published), texts.seen[text] - texts.seen[other], published))


def _flat(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    flat = matrix.copy()
    flat.data[:] = 1.0
    return flat
