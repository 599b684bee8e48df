"""Reads sitemaps from bytes: news sitemaps, plain ones, indexes of others, and lists of addresses."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date

from lxml import etree

from nightdesk.transforms.records import Hints, Reason, Rejection
from nightdesk.transforms.web.decoding import decode, unpack
from nightdesk.transforms.web.feeds import absolute, sanitized

MAX_ENTRIES = 50_000  # the protocol's own limit (sitemaps.org)


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """One address of a sitemap."""

    url: str
    changed: str | None  # ISO 8601, as written in lastmod, else the news publication date
    hints: Hints


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The pages a sitemap names, or the sitemaps an index names; each address once, in order."""

    pages: tuple[SitemapEntry, ...] = ()
    sitemaps: tuple[SitemapEntry, ...] = ()


def parse_sitemap(content: bytes, url: str) -> Sitemap | Rejection:
    """The sitemap in some bytes, gzip or plain; ``bad_feed`` where there is none.

    A damaged one gives the entries before the damage; entries beyond the protocol's 50,000 are not read.
    """
    plain = unpack(content) if content.startswith(b"\x1f\x8b") else content
    if isinstance(plain, Rejection):
        return plain
    if not plain.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _text_sitemap(plain, url)
    return _xml_sitemap(plain, url)


def _xml_sitemap(content: bytes, url: str) -> Sitemap | Rejection:
    found: dict[str, dict[str, SitemapEntry]] = {"url": {}, "sitemap": {}}
    root: str | None = None
    # no DTD, no entities, no network: a sitemap needs none of them
    events = etree.iterparse(
        io.BytesIO(content), ("start", "end"), recover=True, resolve_entities=False, no_network=True, load_dtd=False
    )
    try:
        for event, element in events:
            root = root or _name(element)
            if event == "end" and _name(element) in found:
                _add(found[_name(element)], element, url)
                element.clear()
                if len(found["url"]) + len(found["sitemap"]) >= MAX_ENTRIES:
                    break
    except (etree.LxmlError, ValueError) as error:
        if not any(found.values()):
            return Rejection(Reason.BAD_FEED, f"not a sitemap: {error}")
    if root not in ("urlset", "sitemapindex"):
        return Rejection(Reason.BAD_FEED, f"not a sitemap: its root is {root}")
    return Sitemap(tuple(found["url"].values()), tuple(found["sitemap"].values()))


def _name(element: etree._Element) -> str:
    """The element's name without its namespace, which many sitemaps get wrong."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _add(entries: dict[str, SitemapEntry], element: etree._Element, base: str) -> None:
    values: dict[str, str] = {}
    for child in element.iter():
        if text := sanitized((child.text or "").strip()):
            values.setdefault(_name(child), text)
    address = absolute(values.get("loc"), base)
    if address is not None:
        published = values.get("publication_date")
        hints = Hints(title=values.get("title"), published=published, language=values.get("language"))
        entries.setdefault(address, SitemapEntry(address, values.get("lastmod") or published, hints))


def _text_sitemap(content: bytes, url: str) -> Sitemap | Rejection:
    decoded = decode(content)
    if isinstance(decoded, Rejection):
        return decoded
    lines = [line.strip() for line in decoded.text.splitlines() if line.strip()][:MAX_ENTRIES]
    addresses = dict.fromkeys(line for line in lines if line.lower().startswith(("http://", "https://")))
    if not addresses or len(addresses) * 2 < len(lines):
        return Rejection(Reason.BAD_FEED, "neither XML nor a list of addresses")
    return Sitemap(tuple(SitemapEntry(address, None, Hints()) for address in addresses))


def is_older(changed: str | None, day: date) -> bool:
    """Whether an entry says that it changed before a day; one that says nothing readable is not older."""
    try:
        return changed is not None and date.fromisoformat(changed[:10]) < day
    except ValueError:
        return False
