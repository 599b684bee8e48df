"""What cleaning did to one capture, line by line: kept, removed with a reason, or left out by the extractor.

For ``nightdesk clean --explain``, which shows it in the terminal or as a page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from resiliparse.extract.html2text import extract_plain_text

from nightdesk.transforms.clean.article import clean
from nightdesk.transforms.clean.boilerplate import split_lines
from nightdesk.transforms.clean.hygiene import clean_line
from nightdesk.transforms.clean.metadata.credits import fold
from nightdesk.transforms.clean.metadata.fields import read_metadata
from nightdesk.transforms.clean.metadata.meta_tags import Candidate
from nightdesk.transforms.clean.page import is_html, parse_page
from nightdesk.transforms.records import Article, Capture, Rejection
from nightdesk.transforms.web.decoding import decode

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
    candidates: dict[str, tuple[Candidate, ...]]


def explain(capture: Capture) -> Explanation:
    """What cleaning did to a capture; no lines when it holds no text."""
    result = clean(capture)
    visible, candidates = _visible(capture)
    return Explanation(result, tuple(_explained(visible, result)), candidates)


def _visible(capture: Capture) -> tuple[str, dict[str, tuple[Candidate, ...]]]:
    """All text a reader of the input sees, and the metadata candidates of a page."""
    decoded = decode(capture.content, capture.charset)
    if isinstance(decoded, Rejection):
        return "", {}
    if not is_html(decoded.text, capture.media_type):
        return decoded.text, {}
    page = parse_page(decoded.text)
    if isinstance(page, Rejection):
        return "", {}
    metadata = read_metadata(page.tree, capture.final_url or capture.url, capture.fetched_at, capture.hints)
    return extract_plain_text(page.html, list_bullets=False, alt_texts=False), metadata.candidates


def _explained(visible: str, result: Article | Rejection) -> Iterator[ExplainedLine]:
    """Lines are matched by their words, so each is judged once however often a page repeats it."""
    kept = {fold(line): line for line in result.text.splitlines()} if isinstance(result, Article) else {}
    removed = {fold(block.text): block.reason for block in result.removed} if isinstance(result, Article) else {}
    zones = _zones(result) if isinstance(result, Article) else {}
    shown: set[str] = set()
    for line in split_lines(visible):
        text = clean_line(line.text)
        words = fold(text)
        if words in removed:
            yield ExplainedLine(text, "removed", None, removed[words])
        elif (paragraph := _paragraph(words, kept)) is not None:
            shown.add(paragraph)
            yield ExplainedLine(text, "kept", kept[paragraph] if paragraph in words else text, None)
        elif words in zones:
            shown.add(words)
            yield ExplainedLine(text, "kept", text, zones[words])
        elif text:
            yield ExplainedLine(text, "left out", None, None)
    beside = {fold(text): text for text in result.captions} if isinstance(result, Article) else {}
    for words, text in {**beside, **kept}.items():
        if words and words not in shown:
            yield ExplainedLine("", "kept", text, zones.get(words))


def _zones(article: Article) -> dict[str, str]:
    zones = {fold(caption): "caption" for caption in article.captions}
    return {**zones, fold(article.standfirst): "standfirst"} if article.standfirst else zones


def _paragraph(words: str, kept: Mapping[str, str]) -> str | None:
    """The kept paragraph that a line is, is part of, or holds (its closing credit was cut off)."""
    if words in kept or len(words) < _MIN_PARAGRAPH_CHARS:
        return words if words in kept else None
    return next((p for p in kept if words in p or (len(p) >= _MIN_PARAGRAPH_CHARS and p in words)), None)
