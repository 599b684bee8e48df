"""RSS and Atom feeds: the feed names addresses, each is fetched; young articles it no longer names are read again."""

from __future__ import annotations

from collections.abc import Iterator

from nightdesk.flows.collect.items import CollectContext, Item, Listing, with_hints
from nightdesk.flows.collect.web import Received, Refused
from nightdesk.flows.settings import Source
from nightdesk.transforms.feeds import parse_feed
from nightdesk.transforms.records import Hints, Rejection


def collect_feed(source: Source, context: CollectContext) -> Iterator[Item]:
    """One item per entry of the feed, in feed order, then one per young article the feed no longer names."""
    assert source.url is not None
    feed = context.fetch(source.url)
    hints: dict[str, Hints] = {}
    if isinstance(feed, Received):
        entries = parse_feed(feed.content, source.url)
        if isinstance(entries, Rejection):
            yield Refused(source.url, entries.reason, entries.detail, content=feed.content)
            return
        hints = {entry.url: entry.hints for entry in entries}
    else:
        yield feed
    if isinstance(feed, Refused):
        return
    for url in [*hints, *(url for url in context.revisit if url not in hints)]:
        yield with_hints(context.fetch(url), hints.get(url, Hints()))
    if isinstance(feed, Received):
        yield Listing.of(feed)
