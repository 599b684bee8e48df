"""What the warehouse keeps of a document so that its candidates can be found by joins."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nightdesk.transforms.records import Document
from nightdesk.transforms.stories.minhash import band_keys, signatures
from nightdesk.transforms.stories.shingles import shingle_keys
from nightdesk.transforms.stories.terms import heaviest_terms
from nightdesk.transforms.stories.words import Keys, read_words

SIGNATURE_VERSION = "1"
"""Raised with any change of words, shingles, MinHash or terms: descriptions of another version are made again."""


@dataclass(frozen=True, slots=True)
class Description:
    """Keys of one document; arrays are uint64."""

    article_id: str
    text_key: str  # hash of the folded words: equal = the same document
    word_count: int
    shingle_count: int
    bands: Keys  # (BAND_COUNT,)
    terms: Keys  # (at most TERMS_PER_DOCUMENT,), heaviest first
    term_weights: tuple[float, ...]


def describe(documents: Sequence[Document]) -> list[Description]:
    """One description a document, in order; depends on each document's text alone, not on the batch."""
    words = read_words([document.text for document in documents])
    shingles, place = shingle_keys(words)
    bands = band_keys(signatures(shingles, place, len(documents)))
    shingle_counts = np.bincount(place, minlength=len(documents))
    term_place, terms, weights = heaviest_terms(words, len(documents))
    term_bounds = np.searchsorted(term_place, np.arange(len(documents) + 1))
    found = []
    for number, document in enumerate(documents):
        low, high = words.bounds[number], words.bounds[number + 1]
        first, last = term_bounds[number], term_bounds[number + 1]
        found.append(
            Description(
                article_id=document.article_id,
                text_key=_text_key(words.key[low:high], document.article_id),
                word_count=int(high - low),
                shingle_count=int(shingle_counts[number]),
                bands=bands[number],
                terms=terms[first:last],
                term_weights=tuple(weights[first:last].tolist()),
            )
        )
    return found


def _text_key(keys: Keys, article_id: str) -> str:
    """Hash of the words alone: case, accents, spacing and punctuation do not matter. No words: nobody's copy."""
    content = keys.tobytes() if len(keys) else article_id.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(content, digest_size=12).hexdigest()
