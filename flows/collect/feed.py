"""Feeds (RSS, Atom, JSON Feed): the feed names addresses, each is fetched; an entry without one gives its own text."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from nightdesk.flows.collect.items import CollectContext, Item, Listing, with_hints
from nightdesk.flows.collect.listing import fetch_young, listed
from nightdesk.flows.collect.saved_feed import entry_item
from nightdesk.flows.source import Source
from nightdesk.transforms.web.feeds import parse_feed


def collect_feed(source: Source, context: CollectContext) -> Iterator[Item]:
    """One item per entry of the feed, in feed order, then one per young article the feed no longer names."""
    assert source.url is not None
    read = yield from listed(source.url, context, partial(parse_feed, url=source.url))
    if read is None:
        return
    received, feed = read
    for number, entry in enumerate(feed.entries, start=1):
        if entry.url is None:
            yield entry_item(entry, f"{source.url}#{entry.hints.guid or number}")
        else:
            yield with_hints(context.fetch(entry.url), entry.hints)
    yield from fetch_young(context, (entry.url for entry in feed.entries if entry.url))
    yield Listing.of(received)
