"""Blocks that stand in a text without belonging to it: sign-ups, pointers, adverts, credits, rights.

The wordings are data (``lexicons/boilerplate.txt``); this module decides line by line and says why. It takes nothing
out: ``strip_boilerplate`` does, and keeps what it took.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

import ahocorasick
import regex

from nightdesk.transforms.clean.metadata.credits import credited, final_credit, fold
from nightdesk.transforms.clean.text_lines import TextLine, split_lines
from nightdesk.transforms.clean.wordings import table, words
from nightdesk.transforms.records import RemovedBlock

MAX_LINE_CHARS = 420  # consent texts of sign-up boxes run to about 380 characters; longer lines are prose
_HEAD_WORDS = 9  # headings of sign-up boxes on the development pages have at most 8 words
_INNER = re.compile(r"\.\{\d+,\d+\}(?:\\b)?(?: ?\((?P<any>[\w |]+)\)|(?P<one>[\w ,]+))(?![?*{])")
_SENTENCE_END = re.compile(r"[.!?…][\"”’')]*$")


class _Patterns(NamedTuple):
    """Patterns of one reason; where there are needles, lines without any of them need not be tried."""

    reason: str
    needles: tuple[str, ...]
    pattern: re.Pattern[str]


@lru_cache(maxsize=4_096)
def _patterns(opening: str, held: frozenset[str]) -> tuple[_Patterns, ...]:
    """What a line can match that begins so and holds these needles."""
    return tuple(each for each in _opened(opening) if not each.needles or not held.isdisjoint(each.needles))


@lru_cache(maxsize=4_096)
def _opened(opening: str) -> tuple[_Patterns, ...]:
    """What a line can match that begins so, by reason, in the order in which the lexicon first names the reasons.

    Most lines are prose and begin like no wording: trying all 160 patterns on them cost a tenth of the extraction.
    """
    by_reason: dict[str, dict[tuple[str, ...], list[str]]] = {}
    for pattern, reason in table("boilerplate").items():
        if regex.compile(pattern).fullmatch(opening, partial=True):
            by_reason.setdefault(reason, {}).setdefault(_needles(pattern), []).append(f"(?:{pattern})")
    return tuple(
        _Patterns(reason, needles, re.compile("|".join(patterns)))
        for reason, by_needles in by_reason.items()
        for needles, patterns in by_needles.items()
    )


def _needles(pattern: str) -> tuple[str, ...]:
    """Words of which a line holds one if a pattern that may begin anywhere matches it; none for other patterns."""
    match = _INNER.match(pattern)
    return tuple((match["any"] or match["one"]).split("|")) if match else ()


@cache
def _all_needles() -> ahocorasick.Automaton:
    """Finds every needle of a line in one pass."""
    found = ahocorasick.Automaton()
    for needle in {needle for pattern in table("boilerplate") for needle in _needles(pattern)}:
        found.add_word(needle, needle)
    found.make_automaton()
    return found


def line_reason(line: str) -> str | None:
    """Why a line is boilerplate, judged by its own words; None for anything that may be the article's."""
    if not line or len(line) > MAX_LINE_CHARS:
        return None
    if credited(line) is not None:
        return "credit"
    folded = fold(line[1:-1] if line[0] + line[-1] == "()" else line)
    held = frozenset([needle for _, needle in _all_needles().iter(folded)])
    for wording in _patterns(folded[:2], held):
        if wording.pattern.fullmatch(folded):
            return wording.reason
    return None


def find_blocks(text: str) -> tuple[RemovedBlock, ...]:
    """Boilerplate in bare text, in reading order, each with its offsets (``text[start:end] == block.text``).

    A block is a whole line, or the desk credit in brackets that closes the last line. Blocks never overlap. A short
    heading directly above a newsletter line goes with it.
    """
    found = split_lines(text)
    reasons = [line_reason(line.text) for line in found]
    for i in range(len(found) - 2, -1, -1):
        if reasons[i] is None and reasons[i + 1] == "newsletter" and _is_box_head(found[i].text):
            reasons[i] = "newsletter"
    lines = zip(found, reasons, strict=True)
    blocks = [RemovedBlock(line.text, line.start, line.end, reason) for line, reason in lines if reason is not None]
    return tuple(sorted([*blocks, *_closing_credit(found, reasons)], key=lambda block: block.start or 0))


def _is_box_head(line: str) -> bool:
    if _SENTENCE_END.search(line) or len(line.split()) > _HEAD_WORDS:
        return False
    folded = fold(line)
    return any(folded == head or folded.startswith(head + " ") for head in words("sign_up_heads"))


def _closing_credit(found: list[TextLine], reasons: list[str | None]) -> tuple[RemovedBlock, ...]:
    """The desk credit at the end of the last line that is the article's own."""
    kept = [line for line, reason in zip(found, reasons, strict=True) if reason is None]
    if not kept:
        return ()
    credit = final_credit(kept[-1].text)
    if credit is None:
        return ()
    start = kept[-1].start + credit[0]
    return (RemovedBlock(kept[-1].text[credit[0] :], start, kept[-1].end, "credit"),)
