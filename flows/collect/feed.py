"""RSS and Atom feeds: the feed names addresses, each is fetched; young articles it no longer names are read again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from nightdesk.flows.collect.items import CollectContext, Item, Received, Refused
from nightdesk.flows.collect.mirror import Mirror
from nightdesk.flows.errors import UsageError
from nightdesk.flows.settings import Source
from nightdesk.transforms.feeds import parse_feed
from nightdesk.transforms.records import Hints, Rejection


def collect_feed(source: Source, context: CollectContext) -> Iterator[Item]:
    """One item per entry of the feed, in feed order, then one per young article the feed no longer names."""
    if source.mirror is None:
        raise UsageError(f"source {source.id!r}: feeds are read from a mirror folder; set mirror")
    assert source.url is not None
    web = Mirror(source.mirror, context.max_item_bytes)
    feed = web.fetch(source.url)
    if isinstance(feed, Refused):
        yield feed
        return
    entries = parse_feed(feed.content, source.url)
    if isinstance(entries, Rejection):
        yield Refused(source.url, entries.reason, entries.detail)
        return
    hints = {entry.url: entry.hints for entry in entries}
    for url in [*hints, *(url for url in context.revisit if url not in hints)]:
        yield _with_hints(web.fetch(url), hints.get(url, Hints()))


def _with_hints(item: Item, hints: Hints) -> Item:
    return replace(item, hints=hints) if isinstance(item, Received) else item
