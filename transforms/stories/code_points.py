"""Texts as code points in arrays: kinds and folded forms of characters, bounds of words and their hashes."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Keys = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.bool_]

STEM_LETTERS = 6
"""Words are stemmed to their first six letters: inflections meet ("arrest", "arrested", "arresting") and most
different words stay apart. Truncation needs no language and no loop."""

_TABLE = 0x3040  # code points below are looked up; above lie CJK (one word a character) and symbols
BREAK, LETTER, DIGIT, CJK = 0, 1, 2, 3
LINE_BREAK = "\n"


def mix(keys: Keys) -> Keys:
    """Spread 64-bit keys evenly (the finaliser of splitmix64)."""
    with np.errstate(over="ignore"):
        keys = (keys ^ (keys >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        keys = (keys ^ (keys >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return keys ^ (keys >> np.uint64(31))


def line_lengths(lines: Collection[str]) -> Ints:
    """Characters of each line, its break counted."""
    return np.fromiter(map(len, lines), np.int64, len(lines)) + len(LINE_BREAK)


def lay_out(lines: Sequence[str]) -> tuple[npt.NDArray[np.uint32], Ints]:
    """All lines as one array of code points, and where each begins in it."""
    joined = LINE_BREAK.join(lines) + LINE_BREAK
    code_points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    lengths = line_lengths(lines)
    return code_points, np.cumsum(lengths) - lengths


def _fold_character(code_point: int) -> tuple[int, int, bool]:
    """(kind, folded code point, is upper case) of one character."""
    character = chr(code_point)
    base = unicodedata.normalize("NFKD", character.lower())[:1]
    if character.isdigit() and base.isdigit():
        return DIGIT, ord(base), False
    if character.isalpha():
        return LETTER, ord(base), character.isupper()
    return BREAK, 0, False


@cache
def _tables() -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint32], Flags]:
    rows = [_fold_character(code_point) for code_point in range(_TABLE)]
    kind, folded, upper = zip(*rows, strict=True)
    return np.array(kind, np.uint8), np.array(folded, np.uint32), np.array(upper, np.bool_)


def classify(code_points: npt.NDArray[np.uint32]) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint32]]:
    """(kind, folded code point) of each character."""
    kind_table, fold_table, _ = _tables()
    low = np.minimum(code_points, _TABLE - 1)
    kind, folded = kind_table[low], fold_table[low]
    high = np.flatnonzero(code_points >= _TABLE)
    kind[high], folded[high] = _high_kinds(code_points[high]), code_points[high]
    return kind, folded


def are_capitals(code_points: npt.NDArray[np.uint32]) -> Flags:
    """Which characters are upper-case letters."""
    return np.asarray(_tables()[2][np.minimum(code_points, _TABLE - 1)] & (code_points < _TABLE))


def _high_kinds(code_points: npt.NDArray[np.uint32]) -> Ints:
    """Kana and Han: a word a character; Hangul and the rest below the symbols: letters."""
    hangul = (code_points >= 0xAC00) & (code_points < 0xD7B0)
    cjk = ((code_points < 0xA000) | ((code_points >= 0x20000) & (code_points < 0x32000))) & ~hangul
    other_letter = ((code_points >= 0xA000) & (code_points < 0xD800)) | (
        (code_points >= 0xF900) & (code_points < 0xFE00)
    )
    return np.where(cjk, CJK, np.where(hangul | other_letter, LETTER, BREAK))


def digit_joiners(code_points: npt.NDArray[np.uint32], kind: npt.NDArray[np.uint8]) -> Ints:
    """Places of points and commas between two digits: "9,500" is one number, and the same one as "9500"."""
    marks = np.flatnonzero((code_points[1:-1] == ord(",")) | (code_points[1:-1] == ord("."))) + 1
    return np.asarray(marks[(kind[marks - 1] == DIGIT) & (kind[marks + 1] == DIGIT)])


def word_bounds(in_word: Flags, kind: npt.NDArray[np.uint8]) -> tuple[Ints, Ints]:
    """(starts, ends) of the words: stretches of letters and digits, and each Chinese or Japanese character alone."""
    alone = kind == CJK
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


def word_hashes(
    folded: npt.NDArray[np.uint32], in_word: Flags, joiners: Ints, starts: Ints, ends: Ints
) -> tuple[Keys, Keys]:
    """(hash of the word, hash of its first letters): polynomials in the folded letters, then mixed."""
    if not len(starts):
        return np.zeros(0, np.uint64), np.zeros(0, np.uint64)
    counted = in_word.copy()
    counted[joiners] = False
    lengths = ends - starts - np.bincount(np.searchsorted(ends, joiners), minlength=len(starts))
    first = np.cumsum(lengths) - lengths
    position = np.arange(lengths.sum()) - np.repeat(first, lengths)
    letters = folded[counted].astype(np.uint64)
    with np.errstate(over="ignore"):
        letters *= _powers()[np.minimum(position, _MAX_LETTERS)]
        whole = np.add.reduceat(letters, first)
        letters[position >= STEM_LETTERS] = 0
        stem = np.add.reduceat(letters, first)
    return mix(whole), mix(stem)
