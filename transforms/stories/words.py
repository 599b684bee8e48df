"""Reading a batch of texts into arrays of words, without a Python loop per word.

Every later step of the room (shingles, terms, alignment) works on these arrays. Nothing here knows what a copy or
a story is.

All texts of a batch are laid end to end as code points; folding, word boundaries, hashes and sentence boundaries
are array operations over the whole batch. Offsets are code points into the text that was given.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from nightdesk.transforms.lexicons import words as lexicon_words

Ints = npt.NDArray[np.int64]
Keys = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.bool_]

STEM_LETTERS = 6
"""Words are stemmed to their first six letters: inflections meet ("arrest", "arrested", "arresting") and most
different words stay apart. Truncation needs no language and no loop."""

_TABLE = 0x3040  # code points below are looked up; above lie CJK (one word a character) and symbols
_BREAK, _LETTER, _DIGIT, _CJK = 0, 1, 2, 3
_TEXT_BREAK = "\n\n"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a batch in reading order; every array has one entry a word.

    ``document`` is the position of the text in the batch, ``start`` and ``end`` offsets into that text,
    ``sentence`` the sentence number inside it (a line break always ends a sentence).
    """

    document: Ints
    sentence: Ints
    start: Ints
    end: Ints
    key: Keys  # hash of the folded word
    stem: Keys  # hash of its first letters; of all digits for a number
    is_capital: Flags
    is_number: Flags
    is_stop: Flags  # function words and single letters
    bounds: Ints  # (n_texts + 1,): words of text i are bounds[i] : bounds[i + 1]


def read_words(texts: Sequence[str]) -> Words:
    """The words of all texts; a text without words simply has none."""
    code_points, text_starts = _lay_out(texts)
    kind, folded, upper = _classify(code_points)
    joiner = _digit_joiners(code_points, kind)
    in_word = (kind != _BREAK) | joiner
    starts, ends = _word_bounds(in_word, kind)
    key, stem = _hashes(folded, in_word & ~joiner, starts, ends)
    document = np.searchsorted(text_starts, starts, side="right") - 1
    is_number = kind[starts] == _DIGIT
    is_capital = upper[starts]
    lengths = ends - starts
    sentence = _sentences(code_points, starts, ends, document, is_capital | is_number | (kind[starts] == _CJK))
    is_stop = np.isin(key, _stop_keys()) | ((lengths == 1) & (kind[starts] == _LETTER))
    return Words(
        document=document,
        sentence=sentence,
        start=starts - text_starts[document],
        end=ends - text_starts[document],
        key=key,
        stem=np.where(is_number, key, stem),
        is_capital=is_capital,
        is_number=is_number,
        is_stop=is_stop,
        bounds=np.searchsorted(document, np.arange(len(texts) + 1)),
    )


def word_keys(words: Sequence[str]) -> Keys:
    """Hashes of single words, as `Words.key` holds them; shape (n_words,)."""
    code_points, _ = _lay_out(words)
    kind, folded, _ = _classify(code_points)
    starts, ends = _word_bounds(kind != _BREAK, kind)
    return _hashes(folded, kind != _BREAK, starts, ends)[0]


def stem_keys(words: Sequence[str]) -> Keys:
    """Hashes of the stems of single words, as `Words.stem` holds them; shape (n_words,)."""
    code_points, _ = _lay_out(words)
    kind, folded, _ = _classify(code_points)
    starts, ends = _word_bounds(kind != _BREAK, kind)
    return _hashes(folded, kind != _BREAK, starts, ends)[1]


def mix(keys: Keys) -> Keys:
    """Spread 64-bit keys evenly (the finaliser of splitmix64)."""
    with np.errstate(over="ignore"):
        keys = (keys ^ (keys >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        keys = (keys ^ (keys >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return keys ^ (keys >> np.uint64(31))


def _lay_out(texts: Sequence[str]) -> tuple[npt.NDArray[np.uint32], Ints]:
    """All texts as one array of code points, and where each begins in it."""
    joined = _TEXT_BREAK.join(texts) + _TEXT_BREAK
    code_points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    lengths = np.fromiter((len(text) + len(_TEXT_BREAK) for text in texts), dtype=np.int64, count=len(texts))
    return code_points, np.concatenate(([0], np.cumsum(lengths)[:-1])) if len(texts) else np.zeros(0, np.int64)


def _fold_character(code_point: int) -> tuple[int, int, bool]:
    """(kind, folded code point, is upper case) of one character."""
    character = chr(code_point)
    base = unicodedata.normalize("NFKD", character.lower())[:1]
    if character.isdigit() and base.isdigit():
        return _DIGIT, ord(base), False
    if character.isalpha():
        return _LETTER, ord(base), character.isupper()
    return _BREAK, 0, False


@cache
def _tables() -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint32], Flags]:
    rows = [_fold_character(code_point) for code_point in range(_TABLE)]
    kind, folded, upper = zip(*rows, strict=True)
    return np.array(kind, np.uint8), np.array(folded, np.uint32), np.array(upper, np.bool_)


def _classify(code_points: npt.NDArray[np.uint32]) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint32], Flags]:
    kind_table, fold_table, upper_table = _tables()
    low = np.minimum(code_points, _TABLE - 1)
    kind, folded, upper = kind_table[low], fold_table[low], upper_table[low]
    high = code_points >= _TABLE
    if high.any():
        kind[high], folded[high], upper[high] = _classify_high(code_points[high])
    return kind, folded, upper


def _classify_high(code_points: npt.NDArray[np.uint32]) -> tuple[Ints, npt.NDArray[np.uint32], Flags]:
    """Kana and Han: a word a character; Hangul and the rest below the symbols: letters."""
    hangul = (code_points >= 0xAC00) & (code_points < 0xD7B0)
    cjk = ((code_points < 0xA000) | ((code_points >= 0x20000) & (code_points < 0x32000))) & ~hangul
    other_letter = ((code_points >= 0xA000) & (code_points < 0xD800)) | (
        (code_points >= 0xF900) & (code_points < 0xFE00)
    )
    kind = np.where(cjk, _CJK, np.where(hangul | other_letter, _LETTER, _BREAK))
    return kind, code_points, np.zeros(len(code_points), np.bool_)


def _digit_joiners(code_points: npt.NDArray[np.uint32], kind: npt.NDArray[np.uint8]) -> Flags:
    """Points and commas between two digits: "9,500" is one number, and the same one as "9500"."""
    joiner = (code_points == ord(",")) | (code_points == ord("."))
    digit = kind == _DIGIT
    joiner[1:] &= digit[:-1]
    joiner[:-1] &= digit[1:]
    joiner[[0, -1]] = False
    return np.asarray(joiner)


def _word_bounds(in_word: Flags, kind: npt.NDArray[np.uint8]) -> tuple[Ints, Ints]:
    alone = kind == _CJK
    start = in_word.copy()
    start[1:] &= ~in_word[:-1] | alone[1:] | alone[:-1]
    end = in_word.copy()
    end[:-1] &= ~in_word[1:] | alone[1:] | alone[:-1]
    return np.flatnonzero(start), np.flatnonzero(end) + 1


_BASE = np.uint64(0x9E3779B97F4A7C15)
_MAX_LETTERS = 48
"""Letters beyond the 48th do not change a word's hash: no word of a language is longer, an address may be."""


@cache
def _powers() -> Keys:
    with np.errstate(over="ignore"):
        powers = np.cumprod(np.full(_MAX_LETTERS, _BASE, np.uint64))
    return np.concatenate((powers, np.zeros(1, np.uint64)))


def _hashes(folded: npt.NDArray[np.uint32], counted: Flags, starts: Ints, ends: Ints) -> tuple[Keys, Keys]:
    """(hash of the word, hash of its first letters): polynomials in the folded letters, then mixed."""
    if not len(starts):
        return np.zeros(0, np.uint64), np.zeros(0, np.uint64)
    rank = np.cumsum(counted)
    first = np.zeros(len(folded), np.int64)
    first[starts] = np.diff(np.concatenate(([0], rank[starts] - 1)))
    position = np.clip(rank - 1 - np.cumsum(first), 0, _MAX_LETTERS)
    with np.errstate(over="ignore"):
        letters = np.where(counted, folded.astype(np.uint64) * _powers()[position], np.uint64(0))
        # a segment reaches to the next word's start: breaks in between add zero
        whole = np.add.reduceat(letters, starts)
        letters[position >= STEM_LETTERS] = 0
        stem = np.add.reduceat(letters, starts)
    return mix(whole), mix(stem)


@cache
def _stop_keys() -> Keys:
    return np.sort(word_keys(sorted(lexicon_words("stop_words"))))


_TERMINATORS = np.array([ord(mark) for mark in ".!?…。！？"], np.uint32)
_SHORTEST_LAST_WORD = 3
"""A point after one or two letters ("Mr.", "U.S.", "p.m.") does not end a sentence here; alignment only needs
pieces of about a sentence's size."""


def _sentences(code_points: npt.NDArray[np.uint32], starts: Ints, ends: Ints, document: Ints, opens: Flags) -> Ints:
    """Sentence number of each word inside its text."""
    if not len(starts):
        return np.zeros(0, np.int64)
    lines = np.concatenate(([0], np.cumsum((code_points == 10) | (code_points == 13))))
    stops = np.concatenate(([0], np.cumsum(np.isin(code_points, _TERMINATORS))))
    after_line = lines[starts[1:]] > lines[ends[:-1]]
    after_stop = (stops[starts[1:]] > stops[ends[:-1]]) & (ends[:-1] - starts[:-1] >= _SHORTEST_LAST_WORD)
    new = np.concatenate(([True], after_line | (after_stop & opens[1:])))
    running = np.cumsum(new)
    first_word = np.searchsorted(document, document)
    return np.asarray(running - running[first_word])
