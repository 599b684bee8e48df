"""Alignment of two texts sentence by sentence: which sentences tell the same, and in what order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nightdesk.transforms.stories.code_points import Keys
from nightdesk.transforms.stories.terms import Floats, background_weights
from nightdesk.transforms.stories.words import Words

CLOSE_SENTENCES = 0.3
"""Weighted cosine of content words from which two sentences count as aligned."""


@dataclass(frozen=True, slots=True)
class AlignedPair:
    """A sentence of each text, by number, and how much of their content they share (0..1)."""

    sentence_a: int
    sentence_b: int
    closeness: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """The heaviest chain of aligned sentences that keeps the order of both texts."""

    pairs: tuple[AlignedPair, ...]
    sentence_count_a: int
    sentence_count_b: int


def align(words: Words, a: int, b: int) -> Alignment:
    """The ordered chain between texts ``a`` and ``b`` of a batch."""
    rows_a, rows_b = _sentence_terms(words, a), _sentence_terms(words, b)
    closeness = _closeness(rows_a, rows_b)
    return Alignment(tuple(_heaviest_chain(closeness)), len(rows_a), len(rows_b))


def _sentence_terms(words: Words, text: int) -> list[Keys]:
    """The content stems of each sentence, sorted and unique."""
    low, high = words.bounds[text], words.bounds[text + 1]
    if low == high:
        return []
    content = ~words.is_stop[low:high]
    sentence, stem = words.sentence[low:high], words.stem[low:high]
    count = int(sentence[-1]) + 1
    return [np.unique(stem[content & (sentence == number)]) for number in range(count)]


def _closeness(rows_a: list[Keys], rows_b: list[Keys]) -> Floats:
    """Weighted cosine of every sentence of one text with every sentence of the other."""
    if not rows_a or not rows_b:
        return np.zeros((len(rows_a), len(rows_b)))
    vocabulary = np.unique(np.concatenate([*rows_a, *rows_b]))
    weights = background_weights(vocabulary)
    left, right = _incidence(rows_a, vocabulary), _incidence(rows_b, vocabulary)
    mass_a, mass_b = left @ weights, right @ weights
    shared = (left * weights) @ right.T
    return np.asarray(shared / np.sqrt(np.outer(mass_a + 1.0, mass_b + 1.0)))


def _incidence(rows: list[Keys], vocabulary: Keys) -> Floats:
    matrix = np.zeros((len(rows), len(vocabulary)))
    for number, row in enumerate(rows):
        matrix[number, np.searchsorted(vocabulary, row)] = 1.0
    return matrix


def _heaviest_chain(closeness: Floats) -> list[AlignedPair]:
    """Pairs of increasing sentence numbers on both sides with the largest total closeness."""
    height, width = closeness.shape
    gain = np.where(closeness >= CLOSE_SENTENCES, closeness, 0.0)
    best = np.zeros((height + 1, width + 1))
    for row in range(height):
        diagonal = best[row, :-1] + gain[row]
        best[row + 1, 1:] = np.maximum.accumulate(np.maximum(diagonal, best[row, 1:]))
    pairs = []
    row, column = height, width
    while row and column:
        if best[row, column] == best[row - 1, column]:
            row -= 1
        elif best[row, column] == best[row, column - 1]:
            column -= 1
        else:
            row, column = row - 1, column - 1
            pairs.append(AlignedPair(row, column, round(float(closeness[row, column]), 3)))
    return pairs[::-1]
