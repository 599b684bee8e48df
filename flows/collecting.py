"""Stage collect: what the sources show becomes captures, sightings and rejections, batch by batch."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import timedelta

from nightdesk.flows.collect import COLLECTORS, CollectContext, Item, Listing, Received, Refused, Skipped, Unchanged
from nightdesk.flows.collect.mirror import Mirror
from nightdesk.flows.collect.web import NoWeb, Web
from nightdesk.flows.run import Run
from nightdesk.flows.settings import Source
from nightdesk.transforms.identity import content_sha256, stable_id
from nightdesk.transforms.records import Capture, Reason
from nightdesk.transforms.urls import normalize_url
from nightdesk.warehouse import raw, staging
from nightdesk.warehouse.ops import Rejected, StageCount

# a batch is one transaction and one flush to disk; its bytes are held in memory
_BATCH_ITEMS = 200
_BATCH_BYTES = 16_000_000


def declare_sources(run: Run) -> None:
    """Writes down the sources of this run, so that every reader knows them by name."""
    rows: list[dict[str, object]] = [
        {"source_id": source.id, "name": source.label, "kind": source.kind, "url": source.address}
        | {"run_seq": run.run_seq}
        for source in run.sources
    ]
    with run.transaction():
        raw.store_sources(run.connection, rows)


def collect_source(run: Run, source: Source) -> StageCount:
    """Stores what is new at one source and accounts for every item it showed."""
    return collect_items(run, source, COLLECTORS[source.kind](source, context_of(run, source)))


def collect_items(run: Run, source: Source, items: Iterable[Item]) -> StageCount:
    """Stores what is new among some items of a source and accounts for every one of them."""
    counts: Counter[str] = Counter()
    rules: dict[str, None] = {}
    for batch in _batches(items):
        counts += _store_batch(run, source, batch)
        rules |= dict.fromkeys(item.rule for item in batch if isinstance(item, Skipped))
        run.progress.advance(len(batch))
    outcomes = {name: counts[name] for name in ("stored", "unchanged", "rejected", "skipped")}
    return StageCount(source.id, counts.total(), **outcomes, note="; ".join(rules) or None)


def context_of(run: Run, source: Source) -> CollectContext:
    """What the collector of a source may know of the run."""
    since = run.now - timedelta(days=run.settings.revisit_days)
    return CollectContext(
        run.settings.max_item_bytes,
        revisit=tuple(raw.recent_addresses(run.connection, source.id, since)),
        web=_web(run, source),
        now=run.now,
        known=lambda urls: frozenset(raw.last_captures(run.connection, source.id, urls)),
        executor=run.executor,
    )


def _web(run: Run, source: Source) -> Web:
    return Mirror(source.mirror, run.settings.max_item_bytes) if source.mirror else NoWeb()


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    batch: list[Item] = []
    size = 0
    for item in items:
        batch.append(item)
        size += len(item.content) if isinstance(item, Received) else 0
        if len(batch) >= _BATCH_ITEMS or size >= _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _store_batch(run: Run, source: Source, batch: list[Item]) -> Counter[str]:
    """One transaction: captures, sightings, rejections and withdrawals of a batch."""
    last = raw.last_captures(run.connection, source.id, [item.url for item in batch])
    captures: list[Capture] = []
    sightings: list[raw.Sighting] = []
    refused: list[Refused] = []
    for item in batch:
        if isinstance(item, Listing | Skipped):
            continue
        if isinstance(item, Unchanged):
            sightings.append(raw.Sighting(source.id, item.url, None, None))
            continue
        if isinstance(item, Refused):
            refused.append(item)
            sightings.append(raw.Sighting(source.id, item.url, item.hints.guid, None))
            continue
        capture = _capture(run, source, item, last)
        captures += [capture] if capture else []
        sightings.append(raw.Sighting(source.id, item.url, item.hints.guid, last[item.url][0]))
    rows = _capture_rows(run, captures)  # bytes are on disk before any row speaks of them
    with run.transaction():
        raw.store_captures(run.connection, rows)
        raw.store_sightings(run.connection, run.run_seq, sightings, run.now)
        _store_refused(run, source, refused)
    unchanged = sum(not isinstance(item, Listing | Skipped) for item in batch) - len(captures) - len(refused)
    skipped = sum(item.count for item in batch if isinstance(item, Skipped))
    return Counter(stored=len(captures), unchanged=unchanged, rejected=len(refused), skipped=skipped)


def _capture(run: Run, source: Source, item: Received, last: dict[str, tuple[str, str]]) -> Capture | None:
    """A capture when the address gives other bytes than last time, else None; ``last`` is kept up to date.

    The id chains to the capture before it: an address that returns to an older text gives a new capture.
    """
    sha256 = content_sha256(item.content)
    before, before_sha256 = last.get(item.url, (None, None))
    if before_sha256 == sha256:
        return None
    capture_id = stable_id("capture", source.id, item.url, sha256, before)
    last[item.url] = (capture_id, sha256)
    return Capture(
        capture_id=capture_id,
        source_id=source.id,
        url=item.url,
        final_url=item.final_url,
        fetched_at=run.now,
        media_type=item.media_type,
        charset=item.charset,
        content=item.content,
        hints=item.hints,
    )


def _capture_rows(run: Run, captures: list[Capture]) -> list[raw.CaptureRow]:
    places = run.captures.append(captures) if captures else []
    return [
        raw.CaptureRow(
            capture_id=capture.capture_id,
            run_seq=run.run_seq,
            source_id=capture.source_id,
            url=capture.url,
            final_url=capture.final_url,
            fetched_at=capture.fetched_at,
            media_type=capture.media_type,
            charset=capture.charset,
            content_sha256=content_sha256(capture.content),
            size_bytes=len(capture.content),
            hints=json.dumps(asdict(capture.hints), ensure_ascii=False),
            warc_file=place.warc_file,
            warc_offset=place.warc_offset,
            warc_length=place.warc_length,
        )
        for capture, place in zip(captures, places, strict=True)
    ]


def _store_refused(run: Run, source: Source, refused: list[Refused]) -> None:
    run.reject([Rejected("collect", source.id, item.url, None, item.reason, item.detail) for item in refused])
    gone = [item for item in refused if item.reason is Reason.GONE]
    if gone:
        addresses = [address for item in gone for address in (item.url, normalize_url(item.url))]
        staging.withdraw(run.connection, addresses, run.now, gone[0].detail)
