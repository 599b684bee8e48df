"""Notices of a publisher about its own article: retraction, correction, clarification."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from nightdesk.transforms.clean.wordings import table

RETRACTION = "retraction"
# notices stand above or below an article; a report about somebody else's retraction says so in its middle
_LINES_ABOVE, _LINES_BELOW = 2, 4
_LEAD_IN = regex.compile(r"^\W*(?:editor(?:’|')?s?(?:’|')? note\s*[:.–—-]\s*|note\s*[:.–—-]\s*)?", regex.IGNORECASE)


def notices(title: str | None, text: str) -> tuple[str, ...]:
    """The flags of the notices in a headline or in the first and last lines of a text; sorted, each once."""
    return tuple(sorted({flag for line in _places(title, text) for flag in _flags(line)}))


def _places(title: str | None, text: str) -> Iterator[str]:
    lines = [line for line in text.split("\n") if line.strip()]
    yield title or ""
    yield from lines[:_LINES_ABOVE]
    yield from lines[_LINES_ABOVE:][-_LINES_BELOW:]


def _flags(line: str) -> Iterator[str]:
    words = _LEAD_IN.sub("", line, count=1)
    return (flag for pattern, flag in _patterns() if pattern.match(words))


@cache
def _patterns() -> tuple[tuple[regex.Pattern[str], str], ...]:
    return tuple((regex.compile(source, regex.IGNORECASE), flag) for source, flag in table("notices").items())
