"""What stands around the stages of a night: whether it starts, its lock and its clock, and what is told at its end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from nightdesk.flows.errors import NightDone, UsageError
from nightdesk.flows.maintenance.retention import drop_expired
from nightdesk.flows.notify.alarms import alarms
from nightdesk.flows.notify.artifacts import inside_a_flow, leave_tables
from nightdesk.flows.project import Project
from nightdesk.flows.run.lifecycle import Run, start_run
from nightdesk.flows.run.schedule import start_of, why_stale
from nightdesk.flows.settings import Source
from nightdesk.flows.sources.ad_hoc import sources_of_paths


@contextmanager
def start_night(
    project: Project, paths: Sequence[Path] | None, now: datetime | None, is_scheduled: bool
) -> Iterator[Run]:
    """The run of a night, with its alarms; of a load, which has none, where paths are given.

    Raises:
        NightDone: Prefect started it too late, or a schedule started a night that is finished.
        UsageError: the project declares no sources.
    """
    if why := why_stale(project.settings.stale_after_h):
        raise NightDone(why)
    if paths is not None:
        with _run(project, "load", sources_of_paths(paths), now) as run:
            yield run
        return
    start = start_of(now or datetime.now(UTC), is_scheduled)
    night = project.calendar.night_of(start.due_at)
    with alarms(project, f"the night of {night}") as tell:
        if not project.sources:
            raise UsageError(f"{project.folder} declares no sources; nothing was run")
        with _run(project, "nightly", project.sources, now, night, start.is_scheduled) as run:
            yield run
        if run.reported:
            tell(run.reported)


@contextmanager
def _run(
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
