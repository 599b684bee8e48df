"""The flow that makes up for nights gone by: articles from archives, day by day, the clock set to each day.

What is known already is recognised by its bytes and its day, so that an interrupted back-fill is simply called again;
an address that gave something later keeps it.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from nightdesk.flows.run.engine import prepare_prefect

prepare_prefect()

import duckdb
from prefect import flow  # its settings are read at import

from nightdesk.flows.collect import CollectContext, Item, Received, Skipped, Unchanged
from nightdesk.flows.errors import UsageError
from nightdesk.flows.notify.artifacts import leave_tables
from nightdesk.flows.project import Project, load_project
from nightdesk.flows.run.lifecycle import Run, start_run
from nightdesk.flows.run.progress import progress_for
from nightdesk.flows.run.report import RunReport, StageReport
from nightdesk.flows.run.stopwatch import Stopwatch
from nightdesk.flows.source import Source
from nightdesk.flows.sources.archives import ArchiveFile, Archives, Survey
from nightdesk.flows.stages.collecting import Job, batches
from nightdesk.flows.stages.night import clean, collect_of, extract, group, publish, reconcile
from nightdesk.transforms.identity import content_sha256
from nightdesk.warehouse.tables import raw
from nightdesk.warehouse.tables.ops import StageCount

LATER_RULE = "their address gave something later already; an older text is not put over it"


@flow(name="backfill", persist_result=False)
def backfill(
    project_folder: Path,
    paths: list[Path],
    since: date | None = None,
    until: date | None = None,
    now: datetime | None = None,
) -> RunReport:
    """Take articles from archives into the days they belong to, in order, and publish a new edition.

    Args:
        project_folder: holds settings.toml, sources.toml, the working file and the editions.
        paths: folders, WARC files (a project's captures too) and tables.
        since: first day taken; None means from the beginning of the archives.
        until: last day taken; None means today.
        now: the clock of the edition, which no day passes; None means the machine's.
    """
    if since and until and since > until:
        raise UsageError(f"--since {since} lies after --until {until}")
    project = load_project(project_folder)
    moment = now or datetime.now(UTC)
    archives, watch = Archives(project, paths), Stopwatch()
    holding = _survey(project, archives, since, min(until or date.max, project.calendar.day_of(moment)))
    seconds = watch.seconds()
    stages: list[StageReport] = []
    for number, (day, by_source) in enumerate(holding.days.items(), start=1):
        print(f"Day {number} of {len(holding.days)}: {day}, {holding.counts[day]} items", file=sys.stderr, flush=True)
        stages += _run_day(project, archives, day, by_source, moment)
    with start_run(project, "backfill", [], moment) as run:
        surveyed = run.account("survey", [_count(holding)], seconds)
        report = run.report(surveyed, *stages, publish(run))
    leave_tables(report)
    return report


def _survey(project: Project, archives: Archives, since: date | None, until: date) -> Survey:
    progress = progress_for()
    progress.start("survey", None)
    holding = archives.survey(CollectContext(project.settings.max_item_bytes), since, until, progress)
    taken = f"{holding.counts.total()} items on {len(holding.days)} days"
    outside = holding.span_outside()
    progress.finish(f"{taken}; left out: {outside}" if outside else taken)
    if not holding.days:
        raise UsageError(f"nothing in the archives is dated from {since or 'the beginning'} to {until}; {outside}")
    return holding


def _count(holding: Survey) -> StageCount:
    taken, outside = holding.counts.total(), holding.outside.total()
    note = f"outside the days asked for: {holding.span_outside()}" if outside else None
    return StageCount("*", taken + outside, stored=taken, skipped=outside, note=note)


def _run_day(
    project: Project, archives: Archives, day: date, by_source: dict[str, list[ArchiveFile]], now: datetime
) -> list[StageReport]:
    """One day through the stages of a night; its clock shows the last second of that day, or now if that is earlier."""
    clock = min(project.calendar.end_of(day), now.astimezone(UTC))
    sources = [archives.sources[source_id] for source_id in sorted(by_source)]
    with start_run(project, "backfill", sources, clock, night=day) as run:
        jobs = [_job(run, archives, source, day, by_source[source.id]) for source in sources]
        return [stage(run) for stage in (collect_of(jobs), clean, group, extract, reconcile)]


def _job(run: Run, archives: Archives, source: Source, day: date, places: list[ArchiveFile]) -> Job:
    """Reads one source's items of one day; as files, whatever kind it is declared as: nothing is fetched."""
    local = source.model_copy(update={"kind": "folder", "url": None, "path": places[0].path})

    def read(context: CollectContext, reader: duckdb.DuckDBPyConnection) -> Iterator[Item]:
        return _news(reader, run.now, source.id, archives.read(places, day, source.id, context))

    return Job(local, read)


def _news(reader: duckdb.DuckDBPyConnection, now: datetime, source_id: str, items: Iterator[Item]) -> Iterator[Item]:
    """The items, with those known on that day or before as unchanged, and those known to have changed since skipped."""
    seen: set[tuple[str, str]] = set()
    for batch in batches(items):
        urls = [item.url for item in batch if isinstance(item, Received)]
        around = raw.captures_around(reader, source_id, urls, now)
        for item in batch:
            yield _settled(item, seen, around.get(item.url)) if isinstance(item, Received) else item


def _settled(item: Received, seen: set[tuple[str, str]], known: raw.Around | None) -> Item:
    sha256 = content_sha256(item.content)
    if (item.url, sha256) in seen or (known and sha256 in known.known):
        return Unchanged(item.url)
    if known and known.is_later:
        return Skipped(item.url, LATER_RULE, 1)
    seen.add((item.url, sha256))
    return item
