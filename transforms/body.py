"""The body of a page as lines of text: trafilatura's reading, corrected where others see more clearly."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass

import trafilatura
from trafilatura.settings import Document

from nightdesk.transforms.jsonld import Linked
from nightdesk.transforms.page import Page


@dataclass(frozen=True, slots=True)
class Body:
    """Lines of the body in reading order and the extractor that gave them."""

    lines: tuple[str, ...]
    method: str
    flags: tuple[str, ...] = ()


def extract_body(page: Page, url: str, linked: Linked) -> Body:
    """The body of a page; no lines when no extractor finds any text."""
    if page.is_slow:
        return baseline_body(page)
    text = _trafilatura(page, url)
    return Body(tuple(text.splitlines()), "trafilatura")


def baseline_body(page: Page) -> Body:
    """What trafilatura's linear baseline reads: every paragraph, or all text; for pages too slow to read well."""
    _, text, _ = trafilatura.baseline(deepcopy(page.tree))
    return Body(tuple(text.splitlines()), "baseline", ("baseline_only",))


def _trafilatura(page: Page, url: str) -> str:
    document = trafilatura.bare_extraction(page.tree, url=url, include_comments=False, favor_precision=True)
    return (document.text or "") if isinstance(document, Document) else ""
