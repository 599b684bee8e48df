"""Reads RSS and Atom from bytes: which addresses a feed names and what it says about each."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

import feedparser

from nightdesk.transforms.records import Hints, Reason, Rejection

_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One item of a feed with an address."""

    url: str
    hints: Hints


def parse_feed(content: bytes, url: str) -> tuple[FeedEntry, ...] | Rejection:
    """The entries with an address, in feed order, each address once; a document that is no feed is a rejection.

    Args:
        content: the feed as received; never a string, which feedparser may open as a file or an address.
        url: the feed's own address, against which relative links are read.
    """
    try:
        parsed = feedparser.parse(io.BytesIO(content))
    except Exception as error:  # 60 of 891 fuzzed files raise, UnicodeDecodeError among others
        return Rejection(Reason.BAD_FEED, f"{type(error).__name__}: {error}")
    # a log-in page parses without complaint and has no version
    if not parsed.get("version"):
        return Rejection(Reason.BAD_FEED, "neither RSS nor Atom")
    entries: dict[str, FeedEntry] = {}
    for raw in parsed.entries:
        entry = _entry(raw, url)
        if entry is not None:
            entries.setdefault(entry.url, entry)
    return tuple(entries.values())


def _entry(raw: Mapping[str, Any], feed_url: str) -> FeedEntry | None:
    link = raw.get("link")
    if not isinstance(link, str) or not link.strip():
        return None
    try:
        address = urljoin(feed_url, link.strip())
    except ValueError:
        return None
    return FeedEntry(address, _hints(raw))


def _hints(raw: Mapping[str, Any]) -> Hints:
    authors = tuple(name for author in raw.get("authors", ()) if (name := _plain(author.get("name"))))
    return Hints(
        guid=_plain(raw.get("id")),
        title=_plain(raw.get("title")),
        # the date as written: feedparser's own reading turns an epoch number into the year 1704
        published=_plain(raw.get("published")) or _plain(raw.get("updated")),
        authors=authors,
        language=_plain(raw.get("language")),
        section=next((term for tag in raw.get("tags", ()) if (term := _plain(tag.get("term")))), None),
    )


def _plain(value: object) -> str | None:
    """Text without markup and entities; None where nothing is left."""
    if not isinstance(value, str):
        return None
    text = " ".join(html.unescape(_TAG.sub(" ", value)).split())
    return text.encode("utf-8", "replace").decode("utf-8") or None
