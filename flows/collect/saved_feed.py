"""A feed saved as a file: its entries as far as the feed carries their text; nothing is fetched."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from nightdesk.flows.collect.files import DAMAGE, damage, open_unpacked, printable
from nightdesk.flows.collect.items import CollectContext, Item
from nightdesk.flows.collect.sandbox import parse_sandboxed
from nightdesk.flows.collect.web import Received, Refused
from nightdesk.transforms.records import Reason, Rejection
from nightdesk.transforms.web.feeds import FeedEntry, parse_feed


def read_saved_feed(path: Path, context: CollectContext) -> Iterator[Item]:
    """One item per entry: the text it carries, or a refusal where it only names an address."""
    name = printable(path.absolute())
    try:
        with open_unpacked(path) as file:
            content = file.read(context.max_item_bytes + 1)
    except DAMAGE as error:
        yield damage(name, error)
        return
    if len(content) > context.max_item_bytes:
        yield Refused(name, Reason.TOO_LARGE, f"over {context.max_item_bytes} bytes (max_item_bytes)")
        return
    feed = parse_sandboxed(context, partial(parse_feed, url=""), content)
    if isinstance(feed, Rejection):
        yield Refused(name, feed.reason, feed.detail)
    elif not feed.entries:
        yield Refused(name, Reason.EMPTY, "a feed without entries")
    else:
        for number, entry in enumerate(feed.entries, start=1):
            yield entry_item(entry, f"{name}#{entry.hints.guid or number}")


def entry_item(entry: FeedEntry, place: str) -> Item:
    """What an entry carries itself; ``place`` names it where it has no address."""
    url = entry.url or place
    if entry.content is None:
        return Refused(url, Reason.EMPTY, "the feed carries no text of this entry")
    return Received(url, entry.content.encode("utf-8", "replace"), "text/html", "utf-8", hints=entry.hints)
