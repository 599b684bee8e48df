"""JSON Feed 1.0 and 1.1 (jsonfeed.org) as written; a value of the wrong type counts as absent."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from nightdesk.transforms.records import Reason, Rejection

_VERSION_PREFIXES = ("https://jsonfeed.org/version/", "http://jsonfeed.org/version/")


@dataclass(frozen=True, slots=True)
class JsonItem:
    """One item with the fields we read."""

    id: str | None
    url: str | None
    title: str | None
    published: str | None
    language: str | None
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    content: str | None  # HTML


@dataclass(frozen=True, slots=True)
class JsonFeed:
    """The feed with its items in order."""

    title: str | None
    language: str | None
    home: str | None
    items: tuple[JsonItem, ...]


def is_json(content: bytes) -> bool:
    """Whether bytes begin as a JSON object does; neither RSS nor Atom ever do."""
    return content[:200].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")


def read_json_feed(content: bytes) -> JsonFeed | Rejection:
    """The feed, or ``bad_feed`` where the bytes are no JSON or declare no version of JSON Feed."""
    try:
        raw = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return Rejection(Reason.BAD_FEED, f"not JSON: {error}")
    version = _text(raw, "version") if isinstance(raw, dict) else None
    if version is None or not version.startswith(_VERSION_PREFIXES):
        return Rejection(Reason.BAD_FEED, "JSON, but no JSON Feed: its version is missing")
    feed_authors = tuple(_authors(raw))
    items = raw.get("items")
    return JsonFeed(
        title=_text(raw, "title"),
        language=_text(raw, "language"),
        home=_text(raw, "home_page_url"),
        items=tuple(_item(item, feed_authors) for item in items if isinstance(item, dict))
        if isinstance(items, list)
        else (),
    )


def _item(raw: Mapping[str, Any], feed_authors: tuple[str, ...]) -> JsonItem:
    identifier = raw.get("id")
    tags = raw.get("tags")
    return JsonItem(
        # 1.1: "if an id is presented as a number, a JSON Feed reader should coerce it to a string"
        id=str(identifier) if isinstance(identifier, str | int | float) else None,
        url=_text(raw, "url") or _text(raw, "external_url"),
        title=_text(raw, "title"),
        published=_text(raw, "date_published") or _text(raw, "date_modified"),
        language=_text(raw, "language"),
        authors=tuple(_authors(raw)) or feed_authors,
        tags=tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else (),
        content=_text(raw, "content_html") or _as_html(_text(raw, "content_text")) or _text(raw, "summary"),
    )


def _authors(raw: Mapping[str, Any]) -> Iterator[str]:
    """1.1 has a list of authors, 1.0 one author."""
    listed = raw.get("authors")
    for author in [*(listed if isinstance(listed, list) else []), raw.get("author")]:
        if isinstance(author, dict) and (name := _text(author, "name")):
            yield name


def _as_html(text: str | None) -> str | None:
    if text is None:
        return None
    return "".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines() if line.strip())


def _text(raw: Mapping[str, Any], key: str) -> str | None:
    value = raw.get(key)
    return value if isinstance(value, str) and value.strip() else None
