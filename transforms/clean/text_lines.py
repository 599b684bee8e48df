"""Lines of a text, each with its place in it."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextLine:
    """A non-empty line without its outer white space, with its place in the text."""

    text: str
    start: int
    end: int


def split_lines(text: str) -> list[TextLine]:
    """Non-empty lines in order; offsets are code points into ``text``."""
    found = []
    for match in re.finditer(r"[^\n\r\u2028\u2029]+", text):
        stripped = match.group().strip()
        if stripped:
            start = match.start() + match.group().index(stripped)
            found.append(TextLine(stripped, start, start + len(stripped)))
    return found
