"""Reads RSS, Atom and JSON Feed from bytes: which addresses a feed names and what it says about each.

A feed that is no feed is a rejection, an entry that names nothing is kept as such: what to do with it is decided
elsewhere. Time limits are the worker pool's (``flows``).
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

import feedparser

from nightdesk.transforms.records import Hints, Reason, Rejection
from nightdesk.transforms.web.decoding import decode
from nightdesk.transforms.web.json_feed import is_json, read_json_feed

MAX_ATTRIBUTES = 5_000  # of one tag: feedparser needs 0.3 s for so many and 75 s for 100 000

_MARKUP = re.compile(r"<[^>]+>")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_LONG_TAG = re.compile(rb"<[a-zA-Z][^<>]{10000,}")  # shorter ones cannot hold so many


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry of a feed."""

    url: str | None  # None: it names no address
    hints: Hints
    content: str | None = None  # HTML of the longest text the entry carries itself


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed with its entries in feed order, each address once."""

    entries: tuple[FeedEntry, ...]
    title: str | None = None
    language: str | None = None  # ISO 639-1, or as declared
    home: str | None = None  # address of the site


def parse_feed(content: bytes, url: str) -> Feed | Rejection:
    """The feed in some bytes; ``bad_feed`` where there is none.

    Args:
        content: the feed as received; never a string, which feedparser may open as a file or an address.
        url: the feed's own address, against which relative links are read.
    """
    if is_json(content):
        return _json_feed(content, url)
    if any(len(tag.group().split()) > MAX_ATTRIBUTES for tag in _LONG_TAG.finditer(content)):
        return Rejection(Reason.PARSER_LIMIT, f"a tag with more than {MAX_ATTRIBUTES} attributes")
    try:
        parsed = _parse_xml(content)
    except Exception as error:  # fuzzed files raise many kinds, UnicodeDecodeError first of all
        return Rejection(Reason.BAD_FEED, f"{type(error).__name__}: {error}")
    # a log-in page parses without complaint and has neither
    if not parsed.get("version") and not parsed.entries:
        return Rejection(Reason.BAD_FEED, "neither RSS, Atom nor JSON Feed")
    return _xml_feed(parsed, url)


def _parse_xml(content: bytes) -> Any:
    try:
        return feedparser.parse(io.BytesIO(content))
    except UnicodeDecodeError:
        decoded = decode(content)
        if isinstance(decoded, Rejection):
            raise
        plain = _XML_DECLARATION.sub("", decoded.text)
        return feedparser.parse(io.BytesIO(plain.encode("utf-8", "replace")))


def _xml_feed(parsed: Any, url: str) -> Feed:
    about = parsed.feed
    language = _plain(about.get("language"))
    return Feed(
        entries=_once(_entry(raw, url, language) for raw in parsed.entries),
        title=_plain(about.get("title")),
        language=language,
        home=absolute(about.get("link"), url),
    )


def _once(entries: Iterable[FeedEntry]) -> tuple[FeedEntry, ...]:
    """Each address once, the first entry that names it; entries without one all stay."""
    seen: dict[object, FeedEntry] = {}
    for number, entry in enumerate(entries):
        seen.setdefault(entry.url or number, entry)
    return tuple(seen.values())


def _entry(raw: Mapping[str, Any], feed_url: str, language: str | None) -> FeedEntry:
    hints = Hints(
        guid=_plain(raw.get("id")),
        title=_plain(raw.get("title")),
        # the date as written: feedparser's own reading turns an epoch number into the year 1704
        published=_plain(raw.get("published")) or _plain(raw.get("updated")),
        authors=tuple(name for author in raw.get("authors", ()) if (name := _plain(author.get("name")))),
        language=_plain(raw.get("language")) or language,
        section=next((term for tag in raw.get("tags", ()) if (term := _plain(tag.get("term")))), None),
    )
    return FeedEntry(absolute(raw.get("link"), feed_url), hints, _content(raw))


def _content(raw: Mapping[str, Any]) -> str | None:
    texts = [part.get("value") for part in raw.get("content", ())] + [raw.get("summary")]
    return max((text for text in texts if isinstance(text, str) and text.strip()), key=len, default=None)


def absolute(link: object, base: str) -> str | None:
    """A link as an absolute http(s) address; None where it is none."""
    if not isinstance(link, str) or not link.strip():
        return None
    try:
        address = urljoin(base, sanitized(link.strip()))
    except ValueError:
        return None
    return address if address.lower().startswith(("http://", "https://")) else None


def _plain(value: object) -> str | None:
    """Text without markup and entities; None where nothing is left."""
    if not isinstance(value, str):
        return None
    return sanitized(" ".join(html.unescape(_MARKUP.sub(" ", value)).split())) or None


def sanitized(text: str) -> str:
    """Without lone surrogates, which no file and no database takes."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _json_feed(content: bytes, url: str) -> Feed | Rejection:
    feed = read_json_feed(content)
    if isinstance(feed, Rejection):
        return feed
    language = _plain(feed.language)
    return Feed(
        entries=_once(
            FeedEntry(
                absolute(item.url, url),
                Hints(
                    guid=_plain(item.id),
                    title=_plain(item.title),
                    published=_plain(item.published),
                    authors=tuple(name for author in item.authors if (name := _plain(author))),
                    language=_plain(item.language) or language,
                    section=next((tag for each in item.tags if (tag := _plain(each))), None),
                ),
                item.content,
            )
            for item in feed.items
        ),
        title=_plain(feed.title),
        language=language,
        home=absolute(feed.home, url),
    )
