"""What cleaning did to one capture, line by line: kept, removed with a reason, or left out by the extractor.

For ``nightdesk clean --explain``, which shows it in the terminal or as a page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from resiliparse.extract.html2text import extract_plain_text

from nightdesk.transforms.clean.article import read_capture
from nightdesk.transforms.clean.hygiene import clean_line
from nightdesk.transforms.clean.metadata.credits import fold
from nightdesk.transforms.clean.metadata.meta_tags import MetadataCandidate
from nightdesk.transforms.clean.text_lines import split_lines
from nightdesk.transforms.records import Article, Capture, Rejection

_MIN_PARAGRAPH_CHARS = 20

Fate = Literal["kept", "removed", "left out"]


@dataclass(frozen=True, slots=True)
class ExplainedLine:
    """A visible line of the input and what became of it.

    ``kept`` is what the article has of it (less where a credit was cut off its end), ``reason`` why it was removed, or
    the zone that keeps it beside the body. What the visible
    lines lack (captions, a declared body) has an empty ``text``.
    """

    text: str
    fate: Fate
    kept: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Result, lines in reading order, and every candidate of title, authors and date with its basis."""

    result: Article | Rejection
    lines: tuple[ExplainedLine, ...]
    candidates: dict[str, tuple[MetadataCandidate, ...]]


def explain(capture: Capture) -> Explanation:
    """What cleaning did to a capture; no lines when it holds no text."""
    cleaned = read_capture(capture)
    visible = cleaned.text
    if cleaned.page is not None:
        visible = extract_plain_text(cleaned.page.html, list_bullets=False, alt_texts=False)
    return Explanation(cleaned.result, tuple(_explained(visible, cleaned.result)), cleaned.candidates)


class _Fates:
    """What became of a line, found by its words: each is judged once however often a page repeats it."""

    def __init__(self, article: Article) -> None:
        self._kept = {fold(line): line for line in article.text.splitlines()}
        self._removed = {fold(block.text): block.reason for block in article.removed}
        self._beside = {fold(caption): caption for caption in article.captions}
        self._zones = dict.fromkeys(self._beside, "caption")
        if article.standfirst:
            self._zones[fold(article.standfirst)] = "standfirst"
        self._shown: set[str] = set()

    def of(self, text: str) -> ExplainedLine:
        """The fate of a visible line."""
        words = fold(text)
        if words in self._removed:
            return ExplainedLine(text, "removed", None, self._removed[words])
        paragraph = self._paragraph(words)
        if paragraph is not None:
            self._shown.add(paragraph)
            return ExplainedLine(text, "kept", self._kept[paragraph] if paragraph in words else text, None)
        if words in self._zones:
            self._shown.add(words)
            return ExplainedLine(text, "kept", text, self._zones[words])
        return ExplainedLine(text, "left out", None, None)

    def unseen(self) -> Iterator[ExplainedLine]:
        """What the article has and no visible line shows."""
        for words, text in {**self._beside, **self._kept}.items():
            if words and words not in self._shown:
                yield ExplainedLine("", "kept", text, self._zones.get(words))

    def _paragraph(self, words: str) -> str | None:
        """The kept paragraph that a line is, is part of, or holds (its closing credit was cut off)."""
        if words in self._kept or len(words) < _MIN_PARAGRAPH_CHARS:
            return words if words in self._kept else None
        return next((p for p in self._kept if words in p or (len(p) >= _MIN_PARAGRAPH_CHARS and p in words)), None)


def _explained(visible: str, result: Article | Rejection) -> Iterator[ExplainedLine]:
    lines = [text for line in split_lines(visible) if (text := clean_line(line.text))]
    if isinstance(result, Rejection):
        yield from (ExplainedLine(text, "left out", None, None) for text in lines)
        return
    fates = _Fates(result)
    yield from map(fates.of, lines)
    yield from fates.unseen()
