"""Stage replay: rejected items get another try, from the bytes that were kept, or from their source again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from nightdesk.flows.collect import COLLECTORS, CollectContext, Item
from nightdesk.flows.run.lifecycle import Run
from nightdesk.flows.source import Source
from nightdesk.flows.stages.collecting import Job, read_jobs
from nightdesk.transforms.records import Reason
from nightdesk.warehouse.tables import ops, staging
from nightdesk.warehouse.tables.ops import Replayable, StageCount


def replay_rejections(run: Run, ids: Sequence[str]) -> list[StageCount]:
    """Makes rejected captures pending again, asks again for what was never received; all rejections without ids.

    A withdrawn address (410) is not asked again unless it is named.
    """
    found = [item for item in ops.replayable_rejections(run.connection, ids) if ids or item.reason != Reason.GONE]
    with run.transaction():
        kept = [item.capture_id for item in found if item.capture_id]
        staging.forget_rejected_cleanings(run.connection, kept)
    counts = []
    for source_id, group in groupby(found, key=lambda item: item.source_id):
        items = list(group)
        counts.append(_again(run, source_id, items))
    return counts


def _again(run: Run, source_id: str, items: Sequence[Replayable]) -> StageCount:
    """Counts the kept captures of a source as stored, and collects its other items again."""
    kept = sum(item.capture_id is not None for item in items)
    missing = frozenset(item.url for item in items if item.capture_id is None)
    source = _source(run, items[0]) if missing else None
    if source is None:
        note = "its source is no longer declared" if missing else None
        return StageCount(source_id, kept + len(missing), stored=kept, skipped=len(missing), note=note)
    (done,) = read_jobs(run, [Job(source, lambda context, _: _asked_again(source, context, missing))])
    total = Counter(stored=done.stored + kept, unchanged=done.unchanged, rejected=done.rejected)
    return StageCount(source_id, total.total(), total["stored"], total["unchanged"], total["rejected"])


def _source(run: Run, item: Replayable) -> Source | None:
    """The source as declared now; one that was loaded by hand as its path says."""
    for source in run.project.sources:
        if source.id == item.source_id:
            return source
    path = Path(item.source_address) if item.source_address else None
    if path is None or not path.exists() or item.source_kind in ("feed", "sitemap", "pages"):
        return None
    return Source(id=item.source_id, kind=item.source_kind, path=path)  # type: ignore[arg-type]


def _asked_again(source: Source, context: CollectContext, urls: frozenset[str]) -> Iterator[Item]:
    """Addresses are fetched each by itself; of files, those items of the source that were rejected."""
    if source.url is not None:
        yield from (context.fetch(url) for url in sorted(urls - {source.url}))
    if source.url is None or source.url in urls:
        for item in COLLECTORS[source.kind](source, context):
            if source.url is not None or item.url in urls:
                yield item
