"""What a page says about its article in JSON-LD (schema.org): headline, authors, dates, section, body."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

from nightdesk.transforms.clean.hygiene import clean_line

MAX_NODES = 2_000  # largest graph of 487 development pages: 1 300 nodes
_TRUE_TYPES = frozenset({
    "article", "newsarticle", "reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle", "blogposting",
    "backgroundnewsarticle", "reviewnewsarticle", "askpublicnewsarticle", "liveblogposting", "report", "techarticle",
    "socialmediaposting", "advertisercontentarticle", "satiricalarticle", "scholarlyarticle",
})  # fmt: skip
_WEAK_TYPES = frozenset({"webpage", "itempage", "medicalwebpage", "videoobject", "review", "recipe", "howto"})
_ARTICLE_TYPES = _TRUE_TYPES | _WEAK_TYPES
_WRAPPER = re.compile(r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[|/\*.*?\*/)+|(?:-->|//\]\]>|\]\]>|;)+\s*$", re.DOTALL)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_TAG = re.compile(r"<[^<>]{1,300}>")


@dataclass(frozen=True, slots=True)
class Person:
    """An author as declared; ``is_person`` is False for organisations."""

    name: str
    is_person: bool


@dataclass(frozen=True, slots=True)
class Linked:
    """The article node of a page; all fields as declared, None or empty where it says nothing."""

    types: frozenset[str] = frozenset()
    headline: str | None = None
    authors: tuple[Person, ...] = ()
    published: str | None = None
    modified: str | None = None
    section: str | None = None
    language: str | None = None
    url: str | None = None
    body: str | None = None
    publisher: str | None = None
    is_free: bool | None = None

    @property
    def is_article(self) -> bool:
        """Whether the node is an article of its own, not the page, video or recipe around one."""
        return bool(self.types & _TRUE_TYPES)


def read_jsonld(tree: HtmlElement) -> Linked:
    """The article a page declares; an empty record when it declares none or its JSON cannot be read."""
    nodes = [node for script in _scripts(tree) for node in _nodes(script)]
    articles = [node for node in nodes if _types(node) & _ARTICLE_TYPES]
    if not articles:
        return Linked()
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 2}
    return _linked(max(articles, key=_weight), by_id)


def _weight(node: dict[str, Any]) -> tuple[bool, int]:
    """A true article type before a page type, then the node that says more; the first of equals wins."""
    known = sum(1 for key in ("headline", "author", "datePublished", "articleBody", "dateModified") if node.get(key))
    return bool(_types(node) & _TRUE_TYPES), known


def _scripts(tree: HtmlElement) -> Iterator[Any]:
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            parsed = _parse(script.text)
            if parsed is not None:
                yield parsed


def _parse(text: str) -> Any:
    """JSON as sites write it: comments around it, control characters in it, commas too many."""
    stripped = _WRAPPER.sub("", text).strip()
    for attempt in (stripped, _TRAILING_COMMA.sub(r"\1", stripped), html.unescape(stripped)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(parsed: Any) -> Iterator[dict[str, Any]]:
    """Objects of a graph in document order, without those that hang below an article (comments, related items)."""
    queue, seen = [parsed], 0
    while queue and seen < MAX_NODES:
        item = queue.pop(0)
        seen += 1
        if isinstance(item, list):
            queue[:0] = item
        elif isinstance(item, dict):
            yield item
            children = (item.get(key) for key in ("@graph", "mainEntity", "mainEntityOfPage"))
            queue[:0] = [child for child in children if isinstance(child, list | dict)]


def _types(node: dict[str, Any]) -> frozenset[str]:
    declared = node.get("@type")
    values = declared if isinstance(declared, list) else [declared]
    return frozenset(value.rsplit("/", 1)[-1].lower() for value in values if isinstance(value, str))


def _linked(node: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> Linked:
    return Linked(
        types=_types(node),
        headline=_text(node.get("headline")) or _text(node.get("name")),
        authors=tuple(_people(node.get("author") or node.get("creator"), by_id)),
        published=_text(node.get("datePublished")) or _text(node.get("dateCreated")) or _text(node.get("uploadDate")),
        modified=_text(node.get("dateModified")),
        section=_text(node.get("articleSection")),
        language=_text(node.get("inLanguage")),
        url=_url(node),
        body=_body(node.get("articleBody")),
        publisher=next((person.name for person in _people(node.get("publisher"), by_id)), None),
        is_free=_flag(node.get("isAccessibleForFree")),
    )


def _text(value: Any) -> str | None:
    """The first string of a value, entities and tags resolved; None when there is none."""
    if isinstance(value, list):
        return next((text for item in value if (text := _text(item))), None)
    if isinstance(value, dict):
        return _text(value.get("@value") or value.get("name"))
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return clean_line(_TAG.sub("", html.unescape(value))) or None if isinstance(value, str) else None


def _people(value: Any, by_id: dict[str, dict[str, Any]]) -> Iterator[Person]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            person = item if "name" in item else by_id.get(str(item.get("@id")), item)
            names = person.get("name")
            for name in names if isinstance(names, list) else [names]:
                if text := _text(name):
                    yield Person(text, not _types(person) & {"organization", "newsmediaorganization", "corporation"})
        elif isinstance(item, str) and (text := _text(item)):
            named = by_id.get(item)
            yield from _people(named, {}) if named else [Person(text, True)]


def _url(node: dict[str, Any]) -> str | None:
    page = node.get("mainEntityOfPage")
    declared = page.get("@id") or page.get("url") if isinstance(page, dict) else page
    found = node.get("url") or declared
    return found if isinstance(found, str) and found.startswith("http") else None


def _body(value: Any) -> str | None:
    """``articleBody`` with its markup and entities resolved, paragraphs kept as lines."""
    if not isinstance(value, str):
        return None
    text = html.unescape(html.unescape(value))
    text = re.sub(r"(?i)<(?:br|/p|/h\d|/li|/div)[^<>]{0,100}>", "\n", text)
    lines = (clean_line(line) for line in _TAG.sub("", text).splitlines())
    return "\n".join(line for line in lines if line) or None


def _flag(value: Any) -> bool | None:
    return {"true": True, "false": False}.get(str(value).strip().lower()) if value is not None else None
