"""Sitemaps and indexes of sitemaps: what they date as recent is fetched, newest sitemaps first, within bounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial

from nightdesk.flows.collect.items import CollectContext, Item, Listing, Skipped
from nightdesk.flows.collect.listing import fetch_new, fetch_young, read_listing
from nightdesk.flows.collect.web import Refused, Unchanged
from nightdesk.flows.source import Source
from nightdesk.transforms.records import Hints
from nightdesk.transforms.web.sitemaps import Sitemap, SitemapEntry, is_older, parse_sitemap

MAX_SITEMAPS = 200  # read in one night: an index may name 50,000, each of 50,000 addresses
MAX_ADDRESSES = 100_000  # held at a time
MAX_DEPTH = 3  # indexes inside indexes; the protocol allows none


def collect_sitemap(source: Source, context: CollectContext) -> Iterator[Item]:
    """One item per recent address that is new or young; what is old, known or over a bound is counted as skipped."""
    assert source.url is not None
    named: dict[str, Hints] = {}
    listings: list[Listing] = []
    for read in _sitemaps(source, context):
        if isinstance(read, tuple):
            listing, pages = read
            listings.append(listing)
            for page in pages:
                named.setdefault(page.url, page.hints)
        else:
            yield read
        if len(named) > MAX_ADDRESSES:
            yield Skipped(source.url, f"the sitemaps after the first {MAX_ADDRESSES} addresses", 1)
            break
    is_complete = yield from fetch_new(named, source.url, context, source.most)
    yield from fetch_young(context, named)
    if is_complete:
        yield from listings


def _sitemaps(
    source: Source, context: CollectContext
) -> Iterator[tuple[Listing, Sequence[SitemapEntry]] | Refused | Unchanged | Skipped]:
    """Each sitemap with its recent pages, those an index names after it, newest first."""
    assert source.url is not None
    oldest = context.now.date() - timedelta(days=source.max_age_days) if context.now else date.min
    rule = f"dated before {oldest} by the sitemap (max_age_days = {source.max_age_days})"
    waiting, seen = [(source.url, 0)], {source.url}
    for _ in range(MAX_SITEMAPS):
        if not waiting:
            return
        url, depth = waiting.pop(0)
        read = read_listing(url, context, partial(parse_sitemap, url=url))
        if isinstance(read, Refused | Unchanged):
            yield read
            continue
        received, sitemap = read
        recent = Sitemap(*(_since(entries, oldest) for entries in (sitemap.pages, sitemap.sitemaps)))
        if old := len(sitemap.pages) + len(sitemap.sitemaps) - len(recent.pages) - len(recent.sitemaps):
            yield Skipped(url, rule, old)
        yield Listing.of(received), recent.pages
        below = [entry.url for entry in _newest_first(recent.sitemaps) if entry.url not in seen]
        waiting += [(each, depth + 1) for each in below if depth < MAX_DEPTH]
        seen.update(below)
    if waiting:
        yield Skipped(source.url, f"more than {MAX_SITEMAPS} sitemaps in one night", len(waiting))


def _since(entries: Sequence[SitemapEntry], day: date) -> tuple[SitemapEntry, ...]:
    return tuple(entry for entry in entries if not is_older(entry.changed, day))


def _newest_first(entries: Sequence[SitemapEntry]) -> list[SitemapEntry]:
    return sorted(entries, key=lambda entry: entry.changed or "", reverse=True)
