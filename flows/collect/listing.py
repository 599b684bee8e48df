"""What feeds, sitemaps and listing pages have in common: a document names addresses, the new ones are fetched."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping
from dataclasses import replace
from itertools import islice
from typing import TypeVar

from nightdesk.flows.collect.items import CollectContext, Item, Skipped, with_hints
from nightdesk.flows.collect.sandbox import parse_sandboxed
from nightdesk.flows.collect.web import Received, Refused, Unchanged
from nightdesk.transforms.records import Hints, Rejection

Parsed = TypeVar("Parsed")

KNOWN_RULE = "received before; read again only while young (revisit_days)"
NO_HINTS = Hints()


def read_listing(
    url: str, context: CollectContext, parse: Callable[[bytes], Parsed | Rejection]
) -> tuple[Received, Parsed] | Refused | Unchanged:
    """A document that names addresses, with what its parser made of it."""
    received = context.fetch(url)
    if isinstance(received, Refused | Unchanged):
        return replace(received, is_listing=True)
    parsed = parse_sandboxed(context, parse, received.content)
    if isinstance(parsed, Rejection):
        return Refused(url, parsed.reason, parsed.detail, content=received.content, is_listing=True)
    return received, parsed


def listed(
    url: str, context: CollectContext, parse: Callable[[bytes], Parsed | Rejection]
) -> Generator[Item, None, tuple[Received, Parsed] | None]:
    """`read_listing` for a source that is one document; None where it gives nothing to go on with, which is yielded.

    An unchanged document names what it named before: only the young articles are left to read, and are read here.
    """
    read = read_listing(url, context, parse)
    if isinstance(read, Refused):
        yield read
        return None
    if isinstance(read, Unchanged):
        yield read
        yield from fetch_young(context, ())
        return None
    return read


def fetch_new(
    named: Mapping[str, Hints], place: str, context: CollectContext, most: int
) -> Generator[Item, None, bool]:
    """Fetches the named addresses that gave nothing yet or are young, ``most`` of them; counts the others as skipped.

    Returns:
        Whether nothing was left for another night.
    """
    old = context.known(list(named)) - set(context.revisit)
    new = [url for url in named if url not in old]
    for url in islice(new, most):
        yield with_hints(context.fetch(url), named[url])
    if old:
        yield Skipped(place, KNOWN_RULE, len(old))
    if len(new) > most:
        yield Skipped(place, f"more than {most} new addresses in one night (most)", len(new) - most)
    return len(new) <= most


def fetch_young(context: CollectContext, named: Iterable[str]) -> Generator[Item, None, None]:
    """Reads the young articles again that were not named any more, to notice edits and withdrawals."""
    done = set(named)
    for url in context.revisit:
        if url not in done:
            yield context.fetch(url)
