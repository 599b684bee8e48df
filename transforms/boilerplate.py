"""Blocks that stand in a text without belonging to it: sign-ups, pointers, adverts, credits, rights.

The wordings are data (``lexicons/boilerplate.txt``); this module decides line by line and says why. It takes nothing
out: ``transforms.clean`` does, and keeps what it took.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from nightdesk.transforms.credits import credited, final_credit, fold
from nightdesk.transforms.lexicons import table, words
from nightdesk.transforms.records import RemovedBlock

MAX_LINE_CHARS = 420  # consent texts of sign-up boxes run to about 380 characters; longer lines are prose
_HEAD_WORDS = 9  # headings of sign-up boxes on the development pages have at most 8 words
_SENTENCE_END = re.compile(r"[.!?…][\"”’')]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A non-empty line without its outer white space, with its place in the text."""

    text: str
    start: int
    end: int


def split_lines(text: str) -> list[Line]:
    """Non-empty lines in order; offsets are code points into ``text``."""
    found = []
    for match in re.finditer(r"[^\n\r\u2028\u2029]+", text):
        stripped = match.group().strip()
        if stripped:
            start = match.start() + match.group().index(stripped)
            found.append(Line(stripped, start, start + len(stripped)))
    return found


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """One compiled alternation per reason, in the order in which the lexicon first names the reasons."""
    by_reason: dict[str, list[str]] = {}
    for pattern, reason in table("boilerplate").items():
        by_reason.setdefault(reason, []).append(f"(?:{pattern})")
    return tuple((reason, re.compile("|".join(patterns))) for reason, patterns in by_reason.items())


def line_reason(line: str) -> str | None:
    """Why a line is boilerplate, judged by its own words; None for anything that may be the article's."""
    if not line or len(line) > MAX_LINE_CHARS:
        return None
    if credited(line) is not None:
        return "credit"
    folded = fold(line[1:-1] if line[0] + line[-1] == "()" else line)
    return next((reason for reason, pattern in _patterns() if pattern.fullmatch(folded)), None)


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


def _closing_credit(found: list[Line], reasons: list[str | None]) -> tuple[RemovedBlock, ...]:
    """The desk credit at the end of the last line that is the article's own."""
    kept = [line for line, reason in zip(found, reasons, strict=True) if reason is None]
    if not kept:
        return ()
    credit = final_credit(kept[-1].text)
    if credit is None:
        return ()
    start = kept[-1].start + credit[0]
    return (RemovedBlock(kept[-1].text[credit[0] :], start, kept[-1].end, "credit"),)
