"""Finds what to read at an address: the feed it is, the feed its page names, a feed or sitemap at a usual place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from urllib.parse import urljoin

from nightdesk.flows.collect.web import Received, Refused, Web
from nightdesk.flows.source import SourceKind
from nightdesk.transforms.records import Reason
from nightdesk.transforms.web.feeds import Feed, parse_feed
from nightdesk.transforms.web.links import common_feed_addresses, feed_links, page_title
from nightdesk.transforms.web.sitemaps import Sitemap, parse_sitemap

MAX_FEEDS_TRIED = 8  # that a page names: some name one for each section
_SITEMAPS = ("/news-sitemap.xml", "/sitemap-news.xml", "/sitemap_news.xml", "/sitemap.xml")


@dataclass(frozen=True, slots=True)
class DiscoveredSource:
    """A place to read, as a source would declare it."""

    kind: SourceKind
    url: str
    title: str | None
    language: str | None
    entries: int


def discover(url: str, web: Web) -> DiscoveredSource | str:
    """What to read at an address, or why nothing was found."""
    first = web.fetch(url)
    if isinstance(first, Refused) and first.reason is not Reason.MISSING:
        return f"{url}: {first.reason}: {first.detail}"
    page = first if isinstance(first, Received) else Received(url, b"")  # a site may have a feed and no front page
    if found := _feed(page, url):
        return found
    here, title = page.final_url or url, page_title(page.content)
    named = feed_links(page.content, here)[:MAX_FEEDS_TRIED]
    for candidate in chain(named, common_feed_addresses(here)):
        if found := _try(candidate, web):
            return found
    for candidate in _sitemap_addresses(here, web):
        read = web.fetch(candidate)
        sitemap = parse_sitemap(read.content, candidate) if isinstance(read, Received) else None
        if isinstance(sitemap, Sitemap):
            return DiscoveredSource("sitemap", candidate, title, None, len(sitemap.pages) + len(sitemap.sitemaps))
    return f"{url}: no feed and no sitemap; a source of kind pages can read the links of a page"


def _try(url: str, web: Web) -> DiscoveredSource | None:
    read = web.fetch(url)
    return _feed(read, url) if isinstance(read, Received) else None


def _feed(received: Received, url: str) -> DiscoveredSource | None:
    feed = parse_feed(received.content, url)
    if not isinstance(feed, Feed):
        return None
    return DiscoveredSource("feed", url, feed.title, feed.language, len(feed.entries))


def _sitemap_addresses(url: str, web: Web) -> Iterator[str]:
    """Those robots.txt names, news first, then the usual ones."""
    robots = web.fetch(urljoin(url, "/robots.txt"))
    text = robots.content[:500_000].decode("utf-8", "replace") if isinstance(robots, Received) else ""
    fields = (line.partition(":") for line in text.splitlines())
    named = [value.strip() for name, _, value in fields if name.strip().lower() == "sitemap"]
    yield from dict.fromkeys([*sorted(named, key=lambda each: "news" not in each.lower())[:4]])
    yield from (urljoin(url, path) for path in _SITEMAPS)
