"""What collectors yielded, in the shortest form that a test can be read in."""

from __future__ import annotations

from nightdesk.flows.collect import Item, Listing, Received, Refused, Skipped


def shown(items: list[Item]) -> list[object]:
    """The last part of the address of what was received, reasons, numbers skipped, and the end of listings."""
    found: list[object] = []
    for item in items:
        if isinstance(item, Received):
            found.append(item.url.rpartition("/")[2])
        elif isinstance(item, Refused):
            found.append(item.reason)
        elif isinstance(item, Skipped):
            found.append(item.count)
        elif isinstance(item, Listing):
            found.append("read")
    return found
