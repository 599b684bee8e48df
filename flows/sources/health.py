"""How each source does when asked once: what it names, how fresh that is, or what is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from itertools import islice

from nightdesk.flows.collect import COLLECTORS, CollectContext, Received, Refused, Skipped, Unchanged
from nightdesk.flows.collect.listing import read_listing
from nightdesk.flows.run.stopwatch import Stopwatch
from nightdesk.flows.source import Source
from nightdesk.transforms.clean.metadata.stated_dates import normalise_date, to_utc
from nightdesk.transforms.records import Rejection
from nightdesk.transforms.web.feeds import parse_feed
from nightdesk.transforms.web.links import article_links
from nightdesk.transforms.web.sitemaps import parse_sitemap

MAX_ITEMS_LOOKED_AT = 200  # of a folder, table or archive


@dataclass(frozen=True, slots=True)
class Health:
    """One line of the health table."""

    source: str
    kind: str
    is_ok: bool
    named: int  # articles the source names or holds, see `MAX_ITEMS_LOOKED_AT`
    newest: str | None  # ISO 8601, UTC
    seconds: float
    detail: str


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a source showed."""

    dates: tuple[str | None, ...]  # one per article, as written
    detail: str = ""
    is_ok: bool = True


def check_source(source: Source, context: CollectContext) -> Health:
    """Asks a source once; of the web, only for the document that names its articles."""
    watch = Stopwatch()
    seen = _listed(source, context) if source.url is not None else _held(source, context)
    moments = [moment for date in seen.dates if date and (moment := to_utc(normalise_date(date) or date))]
    newest = max(moments).strftime("%Y-%m-%dT%H:%MZ") if moments else None
    detail, is_ok = seen.detail, seen.is_ok
    if is_ok and not seen.dates:
        detail, is_ok = "names no article", False
    return Health(source.id, source.kind, is_ok, len(seen.dates), newest, round(watch.seconds(), 2), detail)


def _listed(source: Source, context: CollectContext) -> _Seen:
    """What a feed, sitemap or page names."""
    assert source.url is not None
    read = read_listing(source.url, context, partial(_dates, source=source))
    if isinstance(read, Refused):
        return _Seen((), f"{read.reason}: {read.detail}", is_ok=False)
    return _Seen(()) if isinstance(read, Unchanged) else _Seen(read[1])


def _dates(content: bytes, source: Source) -> tuple[str | None, ...] | Rejection:
    """The date of each article that a listing document names."""
    url = source.url or ""
    if source.kind == "feed":
        feed = parse_feed(content, url)
        return feed if isinstance(feed, Rejection) else tuple(entry.hints.published for entry in feed.entries)
    if source.kind == "sitemap":
        sitemap = parse_sitemap(content, url)
        if isinstance(sitemap, Rejection):
            return sitemap
        return tuple(entry.changed for entry in (*sitemap.pages, *sitemap.sitemaps))
    links = article_links(content, url, source.links)
    return links if isinstance(links, Rejection) else (None,) * len(links)


def _held(source: Source, context: CollectContext) -> _Seen:
    """What a folder, table, archive or list holds."""
    items = list(islice(COLLECTORS[source.kind](source, context), MAX_ITEMS_LOOKED_AT))
    received = [item for item in items if isinstance(item, Received | Unchanged)]
    dates = tuple(item.hints.published if isinstance(item, Received) else None for item in received)
    return _Seen(dates, _refusals(items), is_ok=bool(received))


def _refusals(items: Iterable[object]) -> str:
    refused = [item for item in items if isinstance(item, Refused)]
    skipped = sum(item.count for item in items if isinstance(item, Skipped))
    parts = [f"{len(refused)} refused, first {refused[0].reason}: {refused[0].detail}"] if refused else []
    return "; ".join([*parts, *([f"{skipped} skipped"] if skipped else [])])
