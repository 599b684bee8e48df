"""The top flow: a night, as one sentence.

Annotations are not postponed here: a served flow reaches its process pickled, where their names could not be looked up.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from nightdesk.flows.run.engine import prepare_prefect

prepare_prefect()

from prefect import State, flow  # its settings are read at import

from nightdesk.flows.errors import NightDone, UsageError
from nightdesk.flows.maintenance.retention import drop_expired
from nightdesk.flows.notify.alarms import alarms
from nightdesk.flows.notify.artifacts import leave_tables
from nightdesk.flows.project import Project, load_project
from nightdesk.flows.run.flow_run import inside_a_flow
from nightdesk.flows.run.lifecycle import Run, start_run
from nightdesk.flows.run.report import RunReport
from nightdesk.flows.run.schedule import skipped, start_of, why_stale
from nightdesk.flows.source import Source
from nightdesk.flows.sources.ad_hoc import sources_of_paths
from nightdesk.flows.stages.night import clean, collect, extract, group, publish, reconcile


@flow(name="nightly", persist_result=False)
def nightly(
    project_folder: Path = Path(),
    paths: list[Path] | None = None,
    now: datetime | None = None,
    settings: dict[str, Any] | None = None,
    scheduled: bool = False,
) -> RunReport | State[None]:
    """Collect what the sources published and publish a new edition.

    A scheduled night is skipped if it comes too late, or if its day has a finished night already.

    Args:
        project_folder: holds settings.toml, sources.toml, the working file and the editions.
        paths: load these files and folders instead of collecting from the project's sources.
        now: the night's clock; None means the machine's.
        settings: overrides of single settings.
        scheduled: a schedule started it, not a person; what Prefect's own schedule starts is known as such.
    """
    project = load_project(project_folder, **(settings or {}))
    try:
        with _start_night(project, paths, now, scheduled) as run:
            collected = collect(run)
            cleaned = clean(run)
            grouped = group(run)  # copies, rewrites, origins, stories
            extracted = extract(run)
            reconciled = reconcile(run)  # same question? which verdict?
            published = publish(run)
            return run.report(collected, cleaned, grouped, extracted, reconciled, published)
    except NightDone as done:
        if not inside_a_flow():
            raise
        return skipped(str(done))


@contextmanager
def _start_night(
    project: Project, paths: Sequence[Path] | None, now: datetime | None, is_scheduled: bool
) -> Iterator[Run]:
    """The run of a night, with its notifications; of a load, which has none, where paths are given.

    Raises:
        NightDone: Prefect started it too late, or a schedule started a night that is finished.
        UsageError: the project declares no sources.
    """
    if why := why_stale(project.settings.stale_after_h):
        raise NightDone(why)
    if paths is not None:
        with _start_run(project, "load", sources_of_paths(paths), now) as run:
            yield run
        return
    start = start_of(now or datetime.now(UTC), is_scheduled)
    night = project.calendar.night_of(start.due_at)
    with alarms(project, f"the night of {night}") as notify:
        if not project.sources:
            raise UsageError(f"{project.folder} declares no sources; nothing was run")
        with _start_run(project, "nightly", project.sources, now, night, start.is_scheduled) as run:
            yield run
        if run.reported:
            notify(run.reported)


@contextmanager
def _start_run(
    project: Project,
    kind: str,
    sources: Sequence[Source],
    now: datetime | None,
    night: date | None = None,
    once: bool = False,
) -> Iterator[Run]:
    """A run that ends with what every night ends with: old captures go, Prefect gets its tables."""
    engine = "prefect" if inside_a_flow() else "plain"
    with start_run(project, kind, sources, now, engine=engine, night=night, once=once) as run:
        yield run
        drop_expired(run.connection, project.captures_folder, run.settings.keep_captures_days, run.now)
        if run.reported:
            leave_tables(run.reported)
