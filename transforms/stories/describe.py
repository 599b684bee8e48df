"""What the warehouse keeps of a document so that its candidates can be found by joins."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nightdesk.transforms.records import Document
from nightdesk.transforms.stories.code_points import Ints, Keys
from nightdesk.transforms.stories.minhash import band_keys, signatures
from nightdesk.transforms.stories.shingles import shingle_keys
from nightdesk.transforms.stories.terms import Floats, heaviest_terms
from nightdesk.transforms.stories.words import Words, read_words

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
    """One description a document, in order; depends on each document's text alone, not on the batch.

    A text that comes several times is read once: a storm of copies costs next to nothing.
    """
    places: dict[str, int] = {}
    numbers = [places.setdefault(document.text, len(places)) for document in documents]
    read = _BatchArrays.of(list(places))
    return [read.description(number, document.article_id) for number, document in zip(numbers, documents, strict=True)]


@dataclass(frozen=True, slots=True)
class _BatchArrays:
    """Everything that is kept of a batch of texts, in arrays over the batch."""

    words: Words
    bands: Keys  # (n_texts, BAND_COUNT)
    shingle_counts: Ints
    terms: Keys
    weights: Floats
    term_bounds: Ints  # terms of text i are term_bounds[i] : term_bounds[i + 1]

    @classmethod
    def of(cls, texts: list[str]) -> _BatchArrays:
        words = read_words(texts)
        shingles, place = shingle_keys(words)
        term_place, terms, weights = heaviest_terms(words, len(texts))
        return cls(
            words=words,
            bands=band_keys(signatures(shingles, place, len(texts))),
            shingle_counts=np.bincount(place, minlength=len(texts)),
            terms=terms,
            weights=weights,
            term_bounds=np.searchsorted(term_place, np.arange(len(texts) + 1)),
        )

    def description(self, number: int, article_id: str) -> Description:
        low, high = self.words.bounds[number], self.words.bounds[number + 1]
        first, last = self.term_bounds[number], self.term_bounds[number + 1]
        return Description(
            article_id=article_id,
            text_key=_text_key(self.words.key[low:high], article_id),
            word_count=int(high - low),
            shingle_count=int(self.shingle_counts[number]),
            bands=self.bands[number],
            terms=self.terms[first:last],
            term_weights=tuple(self.weights[first:last].tolist()),
        )


def _text_key(keys: Keys, article_id: str) -> str:
    """Hash of the words alone: case, accents, spacing and punctuation do not matter. No words: nobody's copy."""
    content = keys.tobytes() if len(keys) else article_id.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(content, digest_size=12).hexdigest()
