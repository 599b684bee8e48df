"""Bytes as received into an article, or a rejection that says why there is none.

A pure function of the bytes and the facts of the request: neither the clock, nor earlier calls, nor their order matter.
Time limits are imposed outside, by the worker pool; ``clean_baseline`` is what it calls after a time-out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from nightdesk.transforms.clean.article_filter import judge_page, judge_text
from nightdesk.transforms.clean.body import Body, baseline_body, extract_body
from nightdesk.transforms.clean.hygiene import repair_mojibake
from nightdesk.transforms.clean.markdown import markdown_text
from nightdesk.transforms.clean.metadata.fields import Metadata, hinted_metadata, read_metadata
from nightdesk.transforms.clean.metadata.jsonld import Linked
from nightdesk.transforms.clean.metadata.meta_tags import MetadataCandidate
from nightdesk.transforms.clean.notices import notices
from nightdesk.transforms.clean.page import ParsedPage, is_html, parse_page
from nightdesk.transforms.clean.strip_boilerplate import Stripped, strip_boilerplate
from nightdesk.transforms.language.detect import detect_language
from nightdesk.transforms.records import Article, Capture, Rejection
from nightdesk.transforms.web.decoding import Decoded, decode

VERSION = "clean-2"
"""Stored with every article; a change of any rule of cleaning raises it."""

_BodyReader = Callable[[ParsedPage, str, Linked], Body]


@dataclass(frozen=True, slots=True)
class CleanedCapture:
    """What became of a capture, and what was read on the way; without a page or text nothing could be read."""

    result: Article | Rejection
    page: ParsedPage | None = None
    text: str = ""  # bare text as decoded; empty for a page
    candidates: dict[str, tuple[MetadataCandidate, ...]] = field(
        default_factory=dict
    )  # of a page's title, authors and dates


def clean(capture: Capture, known_lines: frozenset[str] = frozenset()) -> Article | Rejection:
    """The article in a capture (HTML page or bare text), or why there is none.

    The text has one paragraph a line, no headline and no boilerplate; ``removed`` holds what was taken out, for bare
    text with offsets into the decoded input. ``known_lines`` are lines that the source repeats on its other pages.
    """
    return read_capture(capture, known_lines).result


def clean_knowing(item: tuple[Capture, frozenset[str]]) -> Article | Rejection:
    """`clean` for a map over pairs."""
    return clean(*item)


def clean_baseline(capture: Capture) -> Article | Rejection:
    """The same with the linear baseline extractor, flagged ``baseline_only``: for pages that took too long."""
    return read_capture(capture, read_body=lambda page, url, linked: baseline_body(page)).result


def read_capture(
    capture: Capture, known_lines: frozenset[str] = frozenset(), read_body: _BodyReader = extract_body
) -> CleanedCapture:
    """`clean` with what its result rests on."""
    decoded = decode(capture.content, capture.charset)
    if isinstance(decoded, Rejection):
        return CleanedCapture(decoded)
    if capture.media_type == "text/markdown":
        return _clean_text(replace(decoded, text=markdown_text(decoded.text)), capture, known_lines)
    if not is_html(decoded.text, capture.media_type):
        return _clean_text(decoded, capture, known_lines)
    page = parse_page(decoded.text)
    if isinstance(page, Rejection):
        return CleanedCapture(page)
    return _clean_page(page, decoded, capture, read_body, known_lines)


def _clean_page(
    page: ParsedPage, decoded: Decoded, capture: Capture, read_body: _BodyReader, known_lines: frozenset[str]
) -> CleanedCapture:
    url = capture.final_url or capture.url
    metadata = read_metadata(page.tree, url, capture.fetched_at, capture.hints)
    body = read_body(page, url, metadata.linked)
    text, mojibake = repair_mojibake(body.text)
    stripped = strip_boilerplate(text, metadata.titles(), metadata.authors, known_lines, is_page=True)
    paywalled = "paywalled" if metadata.is_free is False else None
    flags = (*decoded.flags, mojibake, *body.flags, paywalled)
    article = _article(stripped, metadata, body.method, flags)
    result = judge_page(article, metadata.linked, capture.hints, page.html)
    return CleanedCapture(result, page, candidates=metadata.candidates)


def _clean_text(decoded: Decoded, capture: Capture, known_lines: frozenset[str]) -> CleanedCapture:
    """Bare text: offsets of removed blocks refer to the text as decoded, so mojibake is flagged, not repaired."""
    metadata = hinted_metadata(capture.hints, capture.url)
    stripped = strip_boilerplate(decoded.text, metadata.titles(), metadata.authors, known_lines, is_page=False)
    repaired, mojibake = repair_mojibake(stripped.text)
    article = _article(replace(stripped, text=repaired), metadata, "text", (*decoded.flags, mojibake))
    return CleanedCapture(judge_text(article, capture.hints), text=decoded.text)


def _article(stripped: Stripped, metadata: Metadata, method: str, flags: tuple[str | None, ...]) -> Article:
    language, corrected = detect_language(stripped.text, metadata.language)
    published = _published(metadata.published, stripped.published)
    title = metadata.title or stripped.title
    flagged = (*flags, corrected, *notices(title, stripped.text))
    return Article(
        title=title,
        text=stripped.text,
        authors=metadata.authors or stripped.authors,
        published=published.value if published else None,
        published_basis=published.basis if published else None,
        modified=metadata.modified,
        language=language,
        section=metadata.section,
        canonical_url=metadata.canonical_url,
        agency=stripped.agency or metadata.agency,
        dateline=stripped.dateline,
        contributors=stripped.contributors,
        standfirst=metadata.standfirst,
        captions=metadata.captions,
        method=method,
        flags=tuple(dict.fromkeys(flag for flag in flagged if flag)),
        removed=stripped.removed,
    )


def _published(declared: MetadataCandidate | None, stated: str | None) -> MetadataCandidate | None:
    """What the page declares; a date line in the text beats what only the feed or the table row says."""
    is_hint = declared is not None and declared.basis in ("feed", "row")
    if stated and (declared is None or (is_hint and declared.value[:10] != stated[:10])):
        return MetadataCandidate(stated, "text")
    return declared
