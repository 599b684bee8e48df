"""The body of a page as text: trafilatura's reading, corrected where two others see that it lost the article.

Constants were calibrated together on 487 development pages of the extraction bench (November 2026, mean F1 of four
sets): trafilatura alone .950, with ``favor_precision`` .954, with both nets below and boilerplate stripped .967. Do not
tune one alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import trafilatura
from resiliparse.extract.html2text import extract_plain_text
from trafilatura.settings import Document

from nightdesk.transforms.clean.metadata.jsonld import Linked
from nightdesk.transforms.clean.page import ParsedPage

MIN_DECLARED_CHARS = 400  # a shorter articleBody is a teaser
DECLARED_LOST_SHARE = 0.5  # of the declared body found again; below, trafilatura read something else
DECLARED_FOUND_SHARE = 0.8  # at which another reading is taken for the declared body with its lists and tables
LIKE_LENGTH = (0.65, 2.0)  # of resiliparse's length: inside (91 % of pages) fast and full mode gave the same scores
SHORT_RATIO = 0.5  # of resiliparse's length; 3 % of pages are below (0.45 and 0.55 lose .001 to .002)
CONFIRMED_SHARE = 0.9  # of resiliparse's text that the baseline, which looks at paragraphs alone, also has
_SHINGLE = 3
_MIN_WORDS = 20


@dataclass(frozen=True, slots=True)
class Body:
    """Text of the body, one paragraph a line, and the extractor that gave it."""

    text: str
    method: str
    flags: tuple[str, ...] = ()


def extract_body(page: ParsedPage, url: str, linked: Linked) -> Body:
    """The body of a page; empty when no extractor finds any text.

    trafilatura's reading stands unless the page's own ``articleBody`` is mostly missing from it, or resiliparse and the
    baseline agree on a text at least twice as long. Its fast mode is enough where resiliparse finds about as much.
    """
    if page.is_slow:
        return baseline_body(page)
    other = _resiliparse(page)
    text = _trafilatura(page, url, precise=True, fast=True)
    if not LIKE_LENGTH[0] * len(other) <= len(text) <= LIKE_LENGTH[1] * len(other):
        text = _trafilatura(page, url, precise=True)
    if _is_lost(linked.body, text):
        return _declared_body(page, url, linked.body or "", other)
    if len(text) < SHORT_RATIO * len(other) and found_share(other, _baseline(page)) >= CONFIRMED_SHARE:
        return Body(other, "resiliparse")
    return Body(text, "trafilatura") if text else Body(_trafilatura(page, url, precise=False), "trafilatura_balanced")


def baseline_body(page: ParsedPage) -> Body:
    """What trafilatura's linear baseline reads: every paragraph, or all text; for pages too slow to read well."""
    return Body(_baseline(page), "baseline", ("baseline_only",))


def found_share(wanted: str, text: str) -> float:
    """Share of the word triples (letter triples without spaces) of one text that stand in another, 0..1."""
    shingles = _shingles(wanted)
    return len(shingles & _shingles(text)) / len(shingles) if shingles else 0.0


def _is_lost(declared: str | None, text: str) -> bool:
    return (
        declared is not None
        and len(declared) >= MIN_DECLARED_CHARS
        and found_share(declared, text) < DECLARED_LOST_SHARE
    )


def _declared_body(page: ParsedPage, url: str, declared: str, other: str) -> Body:
    """The reading that holds the declared body, which has no lists and tables of its own; else the declaration."""
    balanced = _trafilatura(page, url, precise=False)
    if found_share(declared, balanced) >= DECLARED_FOUND_SHARE:
        return Body(balanced, "trafilatura_balanced")
    if found_share(declared, other) >= DECLARED_FOUND_SHARE:
        return Body(other, "resiliparse")
    return Body(declared, "json_ld")


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    if len(words) < _MIN_WORDS < len(text):
        words = [character for word in words for character in word]
    return set(zip(*(words[i:] for i in range(_SHINGLE)), strict=False))


def _trafilatura(page: ParsedPage, url: str, *, precise: bool, fast: bool = False) -> str:
    """``fast`` leaves out trafilatura's own comparison with readability and justext, half of its time."""
    document = trafilatura.bare_extraction(
        page.tree, url=url, include_comments=False, favor_precision=precise, fast=fast, deduplicate=False
    )
    return (document.text or "") if isinstance(document, Document) else ""


def _resiliparse(page: ParsedPage) -> str:
    return extract_plain_text(
        page.html, main_content=True, comments=False, preserve_formatting=True, list_bullets=False, alt_texts=False
    )


def _baseline(page: ParsedPage) -> str:
    _, text, _ = trafilatura.baseline(page.tree)
    return text
