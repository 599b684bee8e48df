"""Sentences of a text: where the marks of a language end one, with exact offsets.

Which zone of the article a sentence stands in is decided by ``facts.frame``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from nightdesk.transforms.language.pack import Pack, per_pack
from nightdesk.transforms.language.packs import ENGLISH
from nightdesk.transforms.records import Span
from nightdesk.transforms.text import OPENING_QUOTES

# A run of sentence-ending marks with the closing marks that belong to it. A line break always ends a sentence.
_BREAK = re.compile(
    r"""
    (?P<line>\s*\n\s*)
  | (?P<stop>[.!?…]+(?:['"”’»)\]]+(?=\s|\w|$|["“‘]))?)   # the end itself
    (?P<gap>[^\S\n]*(?=\S)|(?=\n|$))
    """,
    re.VERBOSE,
)
_LAST_WORD = re.compile(r"(?:.*[\s(\[\"“‘'])?(?P<word>[^\s(\[\"“‘']+)", re.DOTALL)
_NEXT_WORD = re.compile(r"[\s\"“”‘’'(\[«–—-]*(?P<word>\w[\w’'.]*)?")

MOST_SENTENCE = 2_000
"""Characters after which a sentence is cut. The longest of 33,000 sentences of news had 657; a "sentence" of a page
that lists 50,000 dates without a stop had 550,000, took minutes to read and went into memory once for every figure."""
_MOST_WORD = 200  # characters that are waited for the end of a word to cut at
_NEXT = re.compile(r"\S")
_SPACE = re.compile(r"\s")


class _Words(NamedTuple):
    """What a full stop may belong to, and what opens a sentence."""

    abbreviations: frozenset[str]
    may_end: frozenset[str]
    openers: frozenset[str]


@per_pack
def _words(pack: Pack) -> _Words:
    return _Words(pack.words("abbreviations"), pack.words("abbreviations_may_end"), pack.words("sentence_openers"))


def sentences(text: str, pack: Pack = ENGLISH) -> tuple[Span, ...]:
    """Sentence spans in order, without surrounding white space; every non-space character is in exactly one.

    What goes on for `MOST_SENTENCE` characters is cut between two words.
    """
    words = _words(pack)
    spans: list[Span] = []
    start = 0
    for match in _BREAK.finditer(text):
        if match["line"] is not None:
            _append(spans, text, start, match.start())
            start = match.end()
        elif _ends_sentence(text, start, match, words):
            _append(spans, text, start, match.end("stop"))
            start = match.end("stop")
    _append(spans, text, start, len(text))
    return tuple(spans)


def _append(spans: list[Span], text: str, start: int, end: int) -> None:
    """Add the stretch without its white space, if anything is left."""
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        first = start + len(piece) - len(piece.lstrip())
        spans.extend(_cut(text, first, first + len(stripped)))


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    """The stretch itself, or its pieces of at least `MOST_SENTENCE` characters and the rest."""
    while end - start > MOST_SENTENCE:
        most = min(end, start + MOST_SENTENCE + _MOST_WORD)
        space = _SPACE.search(text, start + MOST_SENTENCE, most)
        stop = space.start() if space else most
        yield start, start + len(text[start:stop].rstrip())
        following = _NEXT.search(text, stop, end)
        if following is None:
            return
        start = following.start()
    yield start, end


def _ends_sentence(text: str, start: int, match: re.Match[str], words: _Words) -> bool:
    """Whether the marks at ``match`` close the sentence that began at ``start``."""
    stop, gap = match["stop"], match["gap"]
    after = match.end()
    if after == len(text) or text[after] == "\n":
        return True
    if not gap:
        return _is_glued_end(text, stop, after)
    following = _NEXT_WORD.match(text, after)
    word = following["word"] if following else None
    if not word:
        return False
    if word[0].islower():
        return False  # “Stop!” he said: the sentence goes on
    if stop != ".":
        return True
    return not _is_abbreviation(text, start, match.start("stop"), word, words)


def _is_glued_end(text: str, stop: str, after: int) -> bool:
    """A stop without a space: an end only after a closing mark (`.”Next`) or between a word and a capital sentence."""
    if len(stop) > 1 and stop[-1] in "”»":
        return text[after].isupper() or text[after] in OPENING_QUOTES
    return False


def _is_abbreviation(text: str, start: int, stop: int, following: str, words: _Words) -> bool:
    """Whether the full stop at ``stop`` belongs to an abbreviation or initial rather than to the sentence."""
    before = _LAST_WORD.fullmatch(text, max(start, stop - 24), stop)
    if before is None:
        return False
    word = before["word"]
    key = word.lower().replace("’", "'")
    if key in words.may_end or (len(key) > 2 and key[1] == "."):
        return following.lower().rstrip(".") not in words.openers
    if key in words.abbreviations:
        return key != "no" or following[0].isdigit()
    return len(word) == 1 and word.isupper() and word != "I" and following.lower() not in words.openers
