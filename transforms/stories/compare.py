"""Features of candidate pairs, computed for thousands of pairs at once.

`profile` reads a set of documents once; `compare` gives one row of features a pair. Nothing here decides: the
matcher does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import LCSseq
from scipy import sparse

from nightdesk.transforms.records import Document
from nightdesk.transforms.stories.code_points import Flags, Ints
from nightdesk.transforms.stories.shingles import shingle_keys
from nightdesk.transforms.stories.terms import Floats, TermFrequencies, background_weights, cells, window_weights
from nightdesk.transforms.stories.words import Words, read_words

FEATURES = (
    "shingle_containment",  # share of the shorter text's five-word shingles found in the other
    "containment",  # share of the shorter text's content words found in the other, with repeats
    "order",  # longest common subsequence of content words over the shared words: 1 = all in the same order
    "order_excess",  # how much longer that subsequence is than chance makes it, over the shorter text
    "log_length",  # log of the shorter text's content words
    "terms",  # weighted cosine of content words, background weights
    "lead",  # the same over the first 80 words
    "title",  # over the first 14 words
    "names",  # over capitalised words that do not open a sentence
    "numbers",
    "names_held",  # share of the shorter text's names that the other holds; 1 where it has none
    "numbers_held",
    "window_terms",  # as "terms", with the document frequencies of the window
    "window_lead",
)
LEAD_WORDS, TITLE_WORDS = 80, 14

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Profiles:
    """A set of documents read for comparison; row i of every matrix is document i."""

    words: Words
    texts: tuple[str, ...]  # as read: the title, a line break, the text
    order: tuple[str, ...]  # content words as one character each
    shingles: sparse.csr_matrix
    counts: sparse.csr_matrix  # content words with repeats
    sections: dict[str, sparse.csr_matrix]  # 0/1 rows: all, lead, title, names, numbers


def profile(documents: Sequence[Document]) -> Profiles:
    """Reads documents for `compare`; the title counts as the first line of the text."""
    texts = tuple(reading_text(document) for document in documents)
    words = read_words(texts)
    content = ~words.is_stop
    counts = _count(words, content)
    return Profiles(
        words=words,
        texts=texts,
        order=_order_strings(words, content),
        shingles=_shingles(words),
        counts=counts,
        sections={
            "all": _flat(counts.copy()),
            **{name: _flat(_count(words, mask)) for name, mask in _sections(words, content).items()},
        },
    )


def reading_text(document: Document) -> str:
    """The text as it is compared: under its title, unless it begins with it."""
    if not document.title or document.text.startswith(document.title):
        return document.text
    return f"{document.title}\n{document.text}"


def compare(profiles: Profiles, pairs: npt.NDArray[np.int64], frequencies: TermFrequencies) -> Matrix:
    """Features of each pair of row numbers; shape (n_pairs, len(FEATURES)), every value finite."""
    if not len(pairs):
        return np.zeros((0, len(FEATURES)))
    left, right = pairs[:, 0], pairs[:, 1]
    background = background_weights(profiles.words.vocabulary)
    window = window_weights(profiles.words.vocabulary, frequencies)
    sections = profiles.sections
    length = _sizes(profiles.counts)
    columns = (
        _shingle_containment(profiles.shingles, left, right),
        *_order_features(profiles, left, right),
        _cosine(sections["all"], background, left, right),
        _cosine(sections["lead"], background, left, right),
        _cosine(sections["title"], background, left, right),
        _cosine(sections["names"], background, left, right),
        _cosine(sections["numbers"], np.ones(len(background)), left, right),
        _held(sections["names"], length, left, right),
        _held(sections["numbers"], length, left, right),
        _cosine(sections["all"], window, left, right),
        _cosine(sections["lead"], window, left, right),
    )
    return np.column_stack(columns)


def row_terms(section: sparse.csr_matrix, row: int) -> Ints:
    """The columns of one row's entries."""
    return np.asarray(section.indices[section.indptr[row] : section.indptr[row + 1]])


def _sections(words: Words, content: Flags) -> dict[str, Flags]:
    """Which words belong to each section of a document."""
    position = np.arange(len(words.document)) - words.bounds[words.document]
    opens = np.ones(len(words.document), np.bool_)
    opens[1:] = (words.sentence[1:] != words.sentence[:-1]) | (words.document[1:] != words.document[:-1])
    names = content & words.is_capital & ~opens
    return {
        "lead": content & (position < LEAD_WORDS),
        "title": content & (position < TITLE_WORDS),
        "names": names,
        "numbers": words.is_number,
    }


def _count(words: Words, mask: Flags) -> sparse.csr_matrix:
    """How often each text holds each term among some of the words."""
    size = (len(words.bounds) - 1, len(words.vocabulary))
    document, term, counts = cells(words.document[mask], words.term[mask], size[1])
    return _matrix(counts.astype(np.float64), term, document, size)


def _matrix(values: Floats, columns: Ints, rows: Ints, size: tuple[int, int]) -> sparse.csr_matrix:
    """A matrix from entries that are sorted and different."""
    matrix = sparse.csr_matrix((values, columns, np.searchsorted(rows, np.arange(size[0] + 1))), shape=size)
    matrix.has_canonical_format = True
    return matrix


def _flat(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    matrix.data[:] = 1.0
    return matrix


def _shingles(words: Words) -> sparse.csr_matrix:
    """Which text holds which shingle. A shingle's column is its key: numbering them would sort those of all texts."""
    keys, document = shingle_keys(words)
    columns = (keys >> np.uint64(1)).astype(np.int64)
    bounds = np.searchsorted(document, np.arange(len(words.bounds)))
    for low, high in pairwise(bounds.tolist()):
        columns[low:high].sort()
    different = np.ones(len(columns), np.bool_)
    different[1:] = (columns[1:] != columns[:-1]) | (document[1:] != document[:-1])
    size = (len(words.bounds) - 1, np.iinfo(np.int64).max)
    return _matrix(np.ones(np.count_nonzero(different)), columns[different], document[different], size)


_ORDER_ALPHABET = np.uint64(0xF0000)
_ORDER_FIRST = np.uint32(0x10000)  # above the surrogates


def _order_strings(words: Words, content: Flags) -> tuple[str, ...]:
    """The content words of each text as one character each: two words in a million fall together."""
    characters = (words.stem % _ORDER_ALPHABET).astype(np.uint32) + _ORDER_FIRST
    pieces = (
        characters[low:high][content[low:high]].tobytes()
        for low, high in zip(words.bounds[:-1], words.bounds[1:], strict=True)
    )
    return tuple(piece.decode("utf-32-le") for piece in pieces)


def _shingle_containment(shingles: sparse.csr_matrix, left: Ints, right: Ints) -> Floats:
    size = _sizes(shingles)
    shared = _sizes(shingles[left].multiply(shingles[right]))
    return np.asarray(shared / np.maximum(np.minimum(size[left], size[right]), 1.0))


def _order_features(profiles: Profiles, left: Ints, right: Ints) -> tuple[Floats, ...]:
    """(containment, order, order_excess, log_length)."""
    length = _sizes(profiles.counts)
    shorter = np.maximum(np.minimum(length[left], length[right]), 1.0)
    shared = _sizes(profiles.counts[left].minimum(profiles.counts[right]))
    texts = profiles.order
    common = np.fromiter(
        (LCSseq.similarity(texts[a], texts[b]) for a, b in zip(left.tolist(), right.tolist(), strict=True)),
        dtype=np.float64,
        count=len(left),
    )
    # the longest increasing run of m shuffled items has about 2 √m items (Logan and Shepp, Vershik and Kerov 1977)
    excess = (common - 2.0 * np.sqrt(shared)) / shorter
    order = common / np.maximum(shared, 1.0)
    return shared / shorter, order, excess, np.log(shorter)


def _cosine(section: sparse.csr_matrix, weights: Floats, left: Ints, right: Ints) -> Floats:
    """Weighted cosine of two 0/1 rows; the constant keeps two or three shared words from looking like agreement."""
    weighted = section.multiply(weights).tocsr()
    mass = _sizes(weighted)
    shared = _sizes(weighted[left].multiply(section[right]))
    return np.asarray(shared / np.sqrt((mass[left] + 1.0) * (mass[right] + 1.0)))


def _held(section: sparse.csr_matrix, length: Floats, left: Ints, right: Ints) -> Floats:
    """Share of a 0/1 row of the shorter document that the longer one holds too, as if it held one entry more.

    The extra entry keeps a single stray year in a copyright line from looking like another set of figures.
    """
    size = _sizes(section)
    own = np.where(length[left] <= length[right], size[left], size[right])
    shared = _sizes(section[left].multiply(section[right]))
    return np.asarray((shared + 1.0) / (own + 1.0))


def _sizes(matrix: sparse.csr_matrix) -> Floats:
    """Sum of each row."""
    return np.asarray(matrix.sum(axis=1)).ravel()
