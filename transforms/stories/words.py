"""Reading a batch of texts into arrays of words, without a Python loop per word.

Every later step of the room (shingles, terms, alignment) works on these arrays. Nothing here knows what a copy or
a story is.

The different lines of a batch are laid end to end as code points; folding, word boundaries, hashes and sentence
boundaries are array operations over all of them. Offsets are code points into the text that was given.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from nightdesk.transforms.language.pack import Pack, per_pack
from nightdesk.transforms.language.packs import ENGLISH
from nightdesk.transforms.stories.code_points import (
    BREAK,
    CJK,
    DIGIT,
    LETTER,
    LINE_BREAK,
    Flags,
    Ints,
    Keys,
    are_capitals,
    classify,
    digit_joiners,
    lay_out,
    line_lengths,
    word_bounds,
    word_hashes,
)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a batch in reading order; every array but the last two has one entry a word.

    ``document`` is the position of the text in the batch, ``start`` and ``end`` offsets into that text,
    ``sentence`` the sentence number inside it (a line break always ends a sentence).
    """

    document: Ints
    sentence: Ints
    start: Ints
    end: Ints
    key: Keys  # hash of the folded word
    stem: Keys  # hash of its first letters; of all digits for a number
    term: Ints  # place of the stem in ``vocabulary``
    is_capital: Flags
    is_number: Flags
    is_stop: Flags  # function words and single letters
    bounds: Ints  # (n_texts + 1,): words of text i are bounds[i] : bounds[i + 1]
    vocabulary: Keys  # every stem of the batch once, sorted


def read_words(texts: Sequence[str]) -> Words:
    """The words of all texts; a text without words simply has none.

    A line that stands several times in the batch is read once, then its words are laid wherever it stands: copies
    with a line more or less cost a fraction of other texts, and nothing of what is found depends on it.
    """
    lines = _lines(texts)
    pieces = [_read(lines.different[low:high], low) for low, high in _pieces(lines.different)]
    return _laid_out({name: np.concatenate([piece[name] for piece in pieces]) for name in pieces[0]}, lines, len(texts))


def word_keys(words: Sequence[str]) -> Keys:
    """Hashes of single words, as `Words.key` holds them; shape (n_words,)."""
    return _single_words(words)[0]


def stem_keys(words: Sequence[str]) -> Keys:
    """Hashes of the stems of single words, as `Words.stem` holds them; shape (n_words,)."""
    return _single_words(words)[1]


def among(keys: Keys, known: Keys) -> Flags:
    """Which keys are found in a short sorted list: several times as fast as numpy's isin, which sorts both."""
    return np.asarray(known[np.minimum(np.searchsorted(known, keys), len(known) - 1)] == keys)


_PIECE_CHARACTERS = 50_000
"""Lines are read a piece at a time, so that the arrays over characters stay in the processor's cache: 10,000 texts of
4,800 characters took 1.6 s at 50,000 characters, 3.0 s at 500,000 and 5.7 s at 19 million (November 2026)."""


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of a batch: the different ones, and one entry for each place where one stands, in reading order."""

    different: list[str]
    number: Ints  # place in ``different``
    document: Ints
    start: Ints  # offset into the text


def _lines(texts: Sequence[str]) -> _Lines:
    numbers: dict[str, int] = {}
    found = [[numbers.setdefault(line, len(numbers)) for line in text.split(LINE_BREAK)] for text in texts]
    number = np.array([place for text in found for place in text], np.int64)
    document = np.repeat(np.arange(len(texts)), np.fromiter(map(len, found), np.int64, len(found)))
    return _Lines(list(numbers), number, document, _running(line_lengths(numbers)[number], document))


def _running(values: Ints, document: Ints) -> Ints:
    """For each line the sum of the values of the lines before it in its text."""
    before = np.cumsum(values) - values
    return np.asarray(before - before[np.searchsorted(document, document)])


def _pieces(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """(first, last + 1) of runs of lines of about a piece; no lines are one empty run."""
    piece = np.cumsum(line_lengths(lines)) // _PIECE_CHARACTERS
    return pairwise([0, *(np.flatnonzero(np.diff(piece)) + 1).tolist(), len(lines)])


def _laid_out(read: dict[str, npt.NDArray[Any]], lines: _Lines, text_count: int) -> Words:
    """The words of each line wherever the line stands; ``read`` are those of the different lines (`_read`)."""
    bounds = np.searchsorted(read["line"], np.arange(len(lines.different) + 1))
    counts = np.diff(bounds)[lines.number]
    word: Ints | slice = slice(None)
    if counts.sum() > len(read["line"]):  # else every line with words stands once, and all is in order already
        word = np.arange(counts.sum()) + np.repeat(bounds[lines.number] - np.cumsum(counts) + counts, counts)
    sentence_counts = np.zeros(len(lines.different), np.int64)
    sentence_counts[read["line"]] = read["sentence"] + 1  # the last word of a line has the largest number
    offset = np.repeat(lines.start, counts)
    document = np.repeat(lines.document, counts)
    vocabulary, term = np.unique(read["stem"], return_inverse=True)
    return Words(
        document=document,
        sentence=read["sentence"][word] + np.repeat(_running(sentence_counts[lines.number], lines.document), counts),
        start=read["start"][word] + offset,
        end=read["end"][word] + offset,
        key=read["key"][word],
        stem=read["stem"][word],
        term=term[word],
        is_capital=read["is_capital"][word],
        is_number=read["is_number"][word],
        is_stop=read["is_stop"][word],
        bounds=np.searchsorted(document, np.arange(text_count + 1)),
        vocabulary=vocabulary,
    )


def _read(lines: Sequence[str], first_line: int) -> dict[str, npt.NDArray[Any]]:
    """The words of some lines, as `Words` has them but with ``line`` for the text; offsets are into the line."""
    code_points, line_starts = lay_out(lines)
    kind, folded = classify(code_points)
    joiners = digit_joiners(code_points, kind)
    in_word = kind != BREAK
    in_word[joiners] = True
    starts, ends = word_bounds(in_word, kind)
    key, stem = word_hashes(folded, in_word, joiners, starts, ends)
    line = np.searchsorted(line_starts, starts, side="right") - 1
    first_kind = kind[starts]
    is_number, is_capital = first_kind == DIGIT, are_capitals(code_points[starts])
    lengths = ends - starts
    opens = is_capital | is_number | (first_kind == CJK)
    return {
        "line": line + first_line,
        "sentence": _sentences(code_points, in_word, starts, lengths, line, opens),
        "start": starts - line_starts[line],
        "end": ends - line_starts[line],
        "key": key,
        "stem": np.where(is_number, key, stem),
        "is_capital": is_capital,
        "is_number": is_number,
        "is_stop": among(key, _stop_keys(ENGLISH)) | ((lengths == 1) & (first_kind == LETTER)),
    }


def _single_words(words: Sequence[str]) -> tuple[Keys, Keys]:
    code_points, _ = lay_out(words)
    kind, folded = classify(code_points)
    in_word = kind != BREAK
    return word_hashes(folded, in_word, np.zeros(0, np.int64), *word_bounds(in_word, kind))


@per_pack
def _stop_keys(pack: Pack) -> Keys:
    return np.sort(word_keys(sorted(pack.words("stop_words"))))


_TERMINATORS = np.array(sorted(map(ord, ".!?…。！？")), np.uint32)
_LINE_ENDS = np.array([10, 13], np.uint32)
_SHORTEST_LAST_WORD = 3
"""A point after one or two letters ("Mr.", "U.S.", "p.m.") does not end a sentence here; alignment only needs
pieces of about a sentence's size."""


def _sentences(
    code_points: npt.NDArray[np.uint32], in_word: Flags, starts: Ints, lengths: Ints, line: Ints, opens: Flags
) -> Ints:
    """Sentence number of each word inside its line."""
    if not len(starts):
        return np.zeros(0, np.int64)
    between = np.flatnonzero(~in_word)
    marks = code_points[between]
    after_line = _follows(between[np.isin(marks, _LINE_ENDS)], starts)
    after_stop = _follows(between[np.isin(marks, _TERMINATORS)], starts) & opens
    after_stop[1:] &= lengths[:-1] >= _SHORTEST_LAST_WORD
    running = np.cumsum(after_line | after_stop)
    return np.asarray(running - running[np.searchsorted(line, line)])


def _follows(marks: Ints, starts: Ints) -> Flags:
    """Which words have one of the marks between themselves and the word before."""
    found = np.zeros(len(starts) + 1, np.bool_)
    found[np.searchsorted(starts, marks)] = True
    return found[:-1]
