"""Lists of addresses and paths, one a line: addresses are fetched, files are read by what they are."""

from __future__ import annotations

from collections.abc import Iterator

from nightdesk.flows.collect.folder import read_any, read_file
from nightdesk.flows.collect.items import CollectContext, Item
from nightdesk.flows.collect.web import Refused
from nightdesk.flows.source import Source
from nightdesk.transforms.records import Reason, Rejection
from nightdesk.transforms.web.decoding import decode


def collect_list(source: Source, context: CollectContext) -> Iterator[Item]:
    """The items of each line; paths are relative to the list, blank lines and # comments are no items."""
    assert source.path is not None
    listing = read_file(source.path, context.max_item_bytes)
    if isinstance(listing, Refused):
        yield listing
        return
    decoded = decode(listing.content)
    if isinstance(decoded, Rejection):
        yield Refused(listing.url, decoded.reason, decoded.detail)
        return
    lines = [line.strip() for line in decoded.text.splitlines()]
    wanted = dict.fromkeys(line for line in lines if line and not line.startswith("#"))
    if not wanted:
        yield Refused(listing.url, Reason.EMPTY, "the list names nothing")
    for line in wanted:
        if line.lower().startswith(("http://", "https://")):
            yield context.fetch(line)
        else:
            yield from read_any(source.path.parent / line, source, context)
