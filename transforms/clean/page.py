"""A page as a tree, or the reason why parsing it would lose part of it without saying so.

The guards are linear in the size of the page and come before the parser, whose slow cases are quadratic. Time limits
are the worker pool's (``flows``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from nightdesk.transforms.records import Reason, Rejection
from nightdesk.transforms.web.decoding import MAX_PAGE_BYTES

# Each of these rejects 0 of 922 real news pages (FACTS-OF-LIFE: measured November 2026).
MAX_TAGS = 200_000
SLOW_TAGS = 50_000  # above: only the linear baseline extractor reads the page, flagged ``baseline_only``
MAX_ATTRIBUTES = 1_000
MAX_DOCTYPE_CHARS = 4_096
MAX_META_CHARS = 10_000

_DOCTYPE = re.compile(r"\s*<!doctype[^>]*>?", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{2000,}")  # shorter ones cannot hold so many attributes ("<p a b …")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_HTML_MARK = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|article|div|section|main|p|h1|table|script|a|span|br|!--)\b",
    re.IGNORECASE,
)
_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml", "application/xml", "text/xml"})
_TEXT_TYPES = frozenset({"text/plain", "text/markdown"})
_HTML_WINDOW_CHARS = 4_000


@dataclass(frozen=True, slots=True)
class ParsedPage:
    """A parsed page with its source text; the tree is shared, extractors work on copies."""

    html: str
    tree: HtmlElement
    is_slow: bool  # too many tags for anything but the baseline extractor


def is_html(text: str, media_type: str | None) -> bool:
    """Whether to read a text as HTML: by its content, the declared type deciding only what content leaves open."""
    head = text.lstrip("\ufeff \t\r\n")[:_HTML_WINDOW_CHARS]
    if media_type in _TEXT_TYPES:
        return re.match(r"(?:<!doctype html|<html)\b", head, re.IGNORECASE) is not None
    if media_type in _HTML_TYPES:
        return "<" in text
    return head.startswith("<") and _HTML_MARK.search(head) is not None


def parse_page(html: str) -> ParsedPage | Rejection:
    """The page's tree; ``too_large`` or ``parser_limit`` when a parser would hang on it or lose part of it."""
    tags = html.count("<")
    excess = _excess(html, tags)
    if excess is not None:
        return excess
    source = _without_prolog(html)
    parser = HTMLParser(
        collect_ids=False, default_doctype=False, encoding="utf-8", remove_comments=True, remove_pis=True
    )
    try:
        tree = document_fromstring(source.encode("utf-8", "replace"), parser=parser, ensure_head_body=False)
    except etree.LxmlError as error:
        limit = _limit_error(parser)
        return limit or Rejection(Reason.EMPTY, f"no element in the page: {error}")
    return _limit_error(parser) or ParsedPage(source, _trimmed(tree), tags > SLOW_TAGS)


def _excess(html: str, tags: int) -> Rejection | None:
    if len(html) > MAX_PAGE_BYTES:
        return Rejection(Reason.TOO_LARGE, f"{len(html)} characters, more than {MAX_PAGE_BYTES}")
    if tags > MAX_TAGS:
        return Rejection(Reason.PARSER_LIMIT, f"{tags} tags, more than {MAX_TAGS}")
    for tag in _LONG_TAG.finditer(html):
        if len(_QUOTED.sub("", tag.group()).split()) > MAX_ATTRIBUTES and not _is_in_script(html, tag.start()):
            return Rejection(Reason.PARSER_LIMIT, f"a tag with more than {MAX_ATTRIBUTES} attributes")
    return None


def _is_in_script(html: str, position: int) -> bool:
    before = html[:position].lower()
    return any(before.rfind(f"<{raw}") > before.rfind(f"</{raw}") for raw in ("script", "style"))


def _without_prolog(html: str) -> str:
    """Without XML declaration and doctype: lxml refuses the one in Unicode, htmldate backtracks in a long other."""
    html = _XML_DECLARATION.sub("", html.lstrip("\ufeff"), count=1).replace("\x00", "")
    match = _DOCTYPE.match(html)
    return html[match.end() :] if match else html


def _limit_error(parser: HTMLParser) -> Rejection | None:
    """What libxml2 gave up on: more than 254 nested levels, a text of more than 10 MB. It only logs the loss."""
    for entry in parser.error_log:
        if entry.type_name == "ERR_RESOURCE_LIMIT" or entry.level == etree.ErrorLevels.FATAL:
            return Rejection(Reason.PARSER_LIMIT, f"line {entry.line}: {entry.message.strip()}")
    return None


def _trimmed(tree: HtmlElement) -> HtmlElement:
    """The tree with absurdly long meta contents emptied: their readers backtrack on them."""
    for meta in tree.iter("meta"):
        if len(meta.get("content") or "") > MAX_META_CHARS:
            meta.set("content", "")
    return tree
