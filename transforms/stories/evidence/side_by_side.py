"""Two texts beside each other: aligned sentences in one row, with the words that differ marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from nightdesk.transforms.records import Document
from nightdesk.transforms.stories.compare import profile
from nightdesk.transforms.stories.evidence.align import AlignedPair, align
from nightdesk.transforms.stories.evidence.garble import SentenceWords

_TOKEN = re.compile(r"\w+|\W+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a sentence, and whether the other sentence says them too."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class AlignedRow:
    """A sentence of each text that tell the same; one side is empty where the other text has nothing of the kind."""

    a: tuple[Piece, ...]
    b: tuple[Piece, ...]
    closeness: float | None  # share of content words in common, 0..1; None: not aligned

    @property
    def is_aligned(self) -> bool:
        """Whether both sides tell something."""
        return self.closeness is not None


def side_by_side(a: Document, b: Document) -> list[AlignedRow]:
    """Every sentence of both texts once, in order; aligned ones share a row."""
    profiles = profile([a, b])
    left, right = (SentenceWords(profiles.words, side, profiles.texts[side]).sentences for side in (0, 1))
    pairs = align(profiles.words, 0, 1).pairs
    return list(_rows(left, right, pairs))


def _rows(left: list[str], right: list[str], pairs: tuple[AlignedPair, ...]) -> Iterator[AlignedRow]:
    at_a = at_b = 0
    for pair in pairs:
        yield from _alone(left[at_a : pair.sentence_a], right[at_b : pair.sentence_b])
        marked = mark(left[pair.sentence_a], right[pair.sentence_b])
        yield AlignedRow(*marked, pair.closeness)
        at_a, at_b = pair.sentence_a + 1, pair.sentence_b + 1
    yield from _alone(left[at_a:], right[at_b:])


def _alone(left: list[str], right: list[str]) -> Iterator[AlignedRow]:
    for sentence in left:
        yield AlignedRow((Piece(sentence, False),), (), None)
    for sentence in right:
        yield AlignedRow((), (Piece(sentence, False),), None)


def mark(a: str, b: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both sentences in pieces; words compare without regard to case, what stands between them does not count."""
    left, right = _TOKEN.findall(a), _TOKEN.findall(b)
    words_a, words_b = ([token.casefold() for token in side if token[0].isalnum()] for side in (left, right))
    matcher = SequenceMatcher(None, words_a, words_b, autojunk=False)
    same_a, same_b = set[int](), set[int]()
    for low_a, low_b, size in matcher.get_matching_blocks():
        same_a.update(range(low_a, low_a + size))
        same_b.update(range(low_b, low_b + size))
    return _pieces(left, same_a), _pieces(right, same_b)


def _pieces(tokens: list[str], same: set[int]) -> tuple[Piece, ...]:
    """Runs of tokens of one kind; the space between two differing words is marked with them."""
    found: list[Piece] = []
    number = 0
    for token in tokens:
        is_word = token[0].isalnum()
        differs = is_word and number not in same
        number += is_word
        if found and found[-1].differs and not differs and not is_word and token.isspace():
            found.append(Piece(token, False))
        elif len(found) > 1 and differs and found[-1].text.isspace() and found[-2].differs:
            space, before = found.pop(), found.pop()
            found.append(Piece(before.text + space.text + token, True))
        elif found and found[-1].differs == differs:
            found[-1] = Piece(found[-1].text + token, differs)
        else:
            found.append(Piece(token, differs))
    return tuple(found)
