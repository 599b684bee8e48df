"""Listing pages: a front or section page links to articles, the new ones are fetched."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from nightdesk.flows.collect.items import CollectContext, Item, Listing
from nightdesk.flows.collect.listing import NO_HINTS, fetch_new, fetch_young, listed
from nightdesk.flows.collect.web import Refused
from nightdesk.flows.source import Source
from nightdesk.transforms.records import Reason
from nightdesk.transforms.web.links import article_links


def collect_pages(source: Source, context: CollectContext) -> Iterator[Item]:
    """One item per article the page links to that is new or young, in page order; known ones are counted as skipped."""
    assert source.url is not None
    read = yield from listed(source.url, context, partial(article_links, url=source.url, selector=source.links))
    if read is None:
        return
    received, links = read
    if not links:
        wanted = f"matches {source.links!r} (links)" if source.links else "looks like an article (set links)"
        yield Refused(source.url, Reason.BAD_FEED, f"no link on the page {wanted}", content=received.content)
        return
    is_complete = yield from fetch_new(dict.fromkeys(links, NO_HINTS), source.url, context, source.most)
    yield from fetch_young(context, links)
    if is_complete:
        yield Listing.of(received)
