"""Zones of a page that are neither headline nor body and are kept beside it: the standfirst and the captions.

Subheads stay in the body, each on a line of its own; bylines, credits and rights are read by ``strip_boilerplate``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml.etree import XPath
from lxml.html import HtmlElement

from nightdesk.transforms.clean.hygiene import clean_line
from nightdesk.transforms.clean.metadata.credits import fold

MAX_CAPTIONS = 100  # galleries of the development pages have up to 60
_MAX_CAPTION_CHARS = 1_000
_STANDFIRST_CHARS = (25, 600)
_MAX_PLACES = 5  # where a description may be shown: a page that repeats it oftener is no article
_MAX_PIECES = 50  # of text between tags
_PREFIX_CHARS = 24  # of a declared description, by which its place in the page is found at C speed
_DESCRIPTIONS = ("og:description", "description", "twitter:description", "dc.description")
_MARKABLE = frozenset({"p", "h2", "h3", "div", "span"})
_BLOCKS = frozenset({"p", "h2", "h3", "h4", "div", "section", "header", "strong", "em"})
_SHOWN = XPath("//body//text()[starts-with(normalize-space(.), $prefix)]/..")
_AFTER_HEADLINE = XPath("(//h1)[1]/following::*[position() <= 60][@class]")
_MARK = re.compile(
    r"standfirst|(?:^|[^a-zA-Z])dek(?![a-z])|[a-z]Dek(?![a-z])|sub-?head(?:line|ing)|chapo|vorspann"
    r"|article[a-z]*[-_]+(?:summary|subtitle)",
    re.IGNORECASE,
)
_ELSEWHERE = frozenset({"aside", "nav", "footer", "template"})
_NO_STANDFIRST = _ELSEWHERE | {"script", "style", "noscript", "figure", "li", "a"}


def captions(tree: HtmlElement) -> tuple[str, ...]:
    """Captions of the page's figures in order, each once; not those of teasers beside or below the article."""
    elements = islice(tree.iter("figcaption"), MAX_CAPTIONS)
    found = (_text(caption, " ") for caption in elements if not _is_elsewhere(caption, _ELSEWHERE))
    return tuple(dict.fromkeys(text for text in found if 0 < len(text) <= _MAX_CAPTION_CHARS))


def standfirst(tree: HtmlElement, metas: dict[str, str]) -> str | None:
    """The sentences between headline and body: a declared description that the page shows, or what is marked as such.

    The body may open with the same words where the extractor took them for its first paragraph: taking them out there
    costs .003 of F1 (487 development pages, November 2026; two gold standards of four count them as body).
    """
    return next(_declared(tree, metas), None) or next(_marked(tree), None)


def _declared(tree: HtmlElement, metas: dict[str, str]) -> Iterator[str]:
    for description in dict.fromkeys(metas[name] for name in _DESCRIPTIONS if name in metas):
        for element in islice(_SHOWN(tree, prefix=description[:_PREFIX_CHARS]), _MAX_PLACES):
            text = _text(_block(element))
            if _fits(text) and fold(text) == fold(description) and not _is_elsewhere(element, _NO_STANDFIRST):
                yield text


def _block(element: HtmlElement) -> HtmlElement:
    """The block that holds an inline element."""
    while element.tag not in _BLOCKS and element.getparent() is not None:
        element = element.getparent()
    return element


def _marked(tree: HtmlElement) -> Iterator[str]:
    for element in _AFTER_HEADLINE(tree):
        is_marked = element.tag in _MARKABLE and _MARK.search(element.get("class"))
        if is_marked and not _is_elsewhere(element, _NO_STANDFIRST) and _fits(text := _text(element)):
            yield text


def _text(element: HtmlElement, joint: str = "") -> str:
    """The text of a small element; of a large one only as much as shows that it is none."""
    return clean_line(joint.join(islice(element.itertext(), _MAX_PIECES))[: 2 * _MAX_CAPTION_CHARS])


def _fits(text: str) -> bool:
    return _STANDFIRST_CHARS[0] <= len(text) <= _STANDFIRST_CHARS[1]


def _is_elsewhere(element: HtmlElement, places: frozenset[str]) -> bool:
    return element.tag in places or any(ancestor.tag in places for ancestor in element.iterancestors())
