"""What cleaning did to one capture, line by line: kept, removed with a reason, or left out by the extractor.

For ``nightdesk clean --explain``: rows for a terminal, or one self-contained HTML page.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from resiliparse.extract.html2text import extract_plain_text

from nightdesk.transforms.boilerplate import split_lines
from nightdesk.transforms.clean import clean
from nightdesk.transforms.credits import fold
from nightdesk.transforms.decode import decode
from nightdesk.transforms.hygiene import clean_line
from nightdesk.transforms.metadata import read_metadata
from nightdesk.transforms.metas import Candidate
from nightdesk.transforms.page import is_html, parse_page
from nightdesk.transforms.records import Article, Capture, Rejection

_MIN_PARAGRAPH_CHARS = 20

Fate = Literal["kept", "removed", "left out"]


@dataclass(frozen=True, slots=True)
class ExplainedLine:
    """A visible line of the input and what became of it; ``reason`` only where it was removed."""

    text: str
    fate: Fate
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
    kept = {fold(line) for line in result.text.splitlines()} if isinstance(result, Article) else set()
    removed = {fold(block.text): block.reason for block in result.removed} if isinstance(result, Article) else {}
    for line in split_lines(visible):
        text = clean_line(line.text)
        words = fold(text)
        if words in removed:
            yield ExplainedLine(text, "removed", removed[words])
        elif words in kept or any(_overlap(words, paragraph) for paragraph in kept):
            yield ExplainedLine(text, "kept", None)
        elif text:
            yield ExplainedLine(text, "left out", None)


def _overlap(words: str, paragraph: str) -> bool:
    """A line that is part of a kept paragraph, or holds one (its closing credit was cut off)."""
    return words in paragraph or (len(paragraph) > _MIN_PARAGRAPH_CHARS and paragraph in words)


def explanation_page(explanation: Explanation, name: str) -> str:
    """One HTML page without scripts: outcome, metadata candidates, and the lines coloured by their fate."""
    result = explanation.result
    if isinstance(result, Rejection):
        outcome = f"rejected: {result.reason} ({result.detail})"
    else:
        outcome = f"method {result.method}"
    rows = "\n".join(
        f'<tr class="{line.fate.replace(" ", "-")}"><td>{line.fate}</td><td>{html.escape(line.reason or "")}</td>'
        f"<td>{html.escape(line.text)}</td></tr>"
        for line in explanation.lines
    )
    listed = "\n".join(
        f"<tr><td>{field}</td><td>{html.escape(item.basis)}</td><td>{html.escape(item.value)}</td></tr>"
        for field, items in explanation.candidates.items()
        for item in items
    )
    return _PAGE.format(name=html.escape(name), outcome=html.escape(outcome), rows=rows, candidates=listed)


_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{name}</title><style>
body {{ font: 15px/1.5 system-ui, sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem; color: #222; }}
table {{ border-collapse: collapse; width: 100%; margin: 1rem 0; }}
td {{ padding: .2rem .6rem; vertical-align: top; border-bottom: 1px solid #ddd; }}
td:first-child, td:nth-child(2) {{ white-space: nowrap; width: 6rem; }}
.removed {{ background: #fde8e4; }} .left-out {{ color: #6b6b6b; }} .kept {{ background: #eef7ee; }}
</style></head><body>
<h1>{name}</h1><p>{outcome}</p>
<h2>Lines</h2><table>{rows}</table>
<h2>Candidates</h2><table>{candidates}</table>
</body></html>
"""
