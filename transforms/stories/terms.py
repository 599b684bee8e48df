"""Content terms: the stems by which a document is found again, and how much sharing one says.

Weights come from two places: a fixed background (is the word common in news of any subject?) that needs no
archive, and the document frequency inside the window of active stories, when there is one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nightdesk.transforms.language.pack import Pack, per_pack
from nightdesk.transforms.language.packs import ENGLISH
from nightdesk.transforms.stories.code_points import Flags, Ints, Keys
from nightdesk.transforms.stories.words import Words, among, stem_keys

Floats = npt.NDArray[np.float64]

RARE_WEIGHT = 3.0
COMMON_WEIGHT = 1.0
TERMS_PER_DOCUMENT = 60
"""With the 60 heaviest terms and the 20 best partners a document, candidates held .998 of the rewrite pairs and .983
of the story pairs of bench dedup-dev (1,731 documents, 26 candidates each, November 2026); 30 terms held .956."""

_COMMON_PRIOR, _RARE_PRIOR, _ARCHIVE_PRIOR = 30.0, 1.0, 100.0
"""Pseudo-counts of the background: a common word counts as seen in 30 of 100 documents before any was read, so that
five documents alone do not make every word rare."""


@dataclass(frozen=True, slots=True)
class TermFrequencies:
    """How many documents of the window hold a term; ``keys`` sorted, terms held by one document left out."""

    document_count: int
    keys: Keys
    counts: Ints


EMPTY_FREQUENCIES = TermFrequencies(0, np.zeros(0, np.uint64), np.zeros(0, np.int64))


@per_pack
def _common_keys(pack: Pack) -> Keys:
    return np.sort(stem_keys(sorted(pack.words("common_words"))))


def is_common(terms: Keys) -> Flags:
    """Which stems are common in news of any subject."""
    return among(terms, _common_keys(ENGLISH))


def background_weights(terms: Keys) -> Floats:
    """Weight of each term without any archive: 1 for a common word, 3 for any other."""
    return np.where(is_common(terms), COMMON_WEIGHT, RARE_WEIGHT)


def window_weights(terms: Keys, frequencies: TermFrequencies) -> Floats:
    """Inverse document frequency of each term inside the window, smoothed by the background."""
    counts = np.ones(len(terms))
    if len(frequencies.keys):
        place = np.minimum(np.searchsorted(frequencies.keys, terms), len(frequencies.keys) - 1)
        counts = np.where(frequencies.keys[place] == terms, frequencies.counts[place], 1.0)
    prior = np.where(is_common(terms), _COMMON_PRIOR, _RARE_PRIOR)
    return np.asarray(np.log((frequencies.document_count + _ARCHIVE_PRIOR) / (counts + prior)).clip(min=0.05))


def heaviest_terms(words: Words, text_count: int) -> tuple[Ints, Keys, Floats]:
    """(text, term, weight) rows of the heaviest terms of each text, at most TERMS_PER_DOCUMENT a text.

    Among equal weights the more frequent in the text comes first, then the smaller key: the choice depends on the
    text alone.
    """
    content = ~words.is_stop
    document, number, counts = cells(words.document[content], words.term[content], len(words.vocabulary))
    terms, weights = words.vocabulary[number], background_weights(words.vocabulary)[number]
    order = np.lexsort((terms, -counts, -weights, document))
    document, terms, weights = document[order], terms[order], weights[order]
    first = np.searchsorted(document, np.arange(text_count))
    rank = np.arange(len(document)) - first[document]
    kept = rank < TERMS_PER_DOCUMENT
    return document[kept], terms[kept], weights[kept]


def cells(rows: Ints, columns: Ints, width: int) -> tuple[Ints, Ints, Ints]:
    """(row, column, how often) of each different pair, sorted; ``width`` is above every column."""
    found, counts = np.unique(rows * width + columns, return_counts=True)
    row, column = np.divmod(found, max(width, 1))
    return row, column, counts
