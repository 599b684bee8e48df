"""The top flow: a night, as one sentence.

Annotations are not postponed here: a served flow reaches its process pickled, where their names could not be looked up.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nightdesk.flows.engine import prepare_prefect

prepare_prefect()

from prefect import State, flow  # noqa: E402  (its settings are read at import)

from nightdesk.flows.alarms import alarms  # noqa: E402
from nightdesk.flows.artifacts import inside_a_flow, leave_tables  # noqa: E402
from nightdesk.flows.errors import NightDone, UsageError  # noqa: E402
from nightdesk.flows.project import load_project  # noqa: E402
from nightdesk.flows.retention import drop_expired  # noqa: E402
from nightdesk.flows.run import Run, RunReport, start_run  # noqa: E402
from nightdesk.flows.scheduling import skip_if_stale, skipped, start_of  # noqa: E402
from nightdesk.flows.sources import sources_of_paths  # noqa: E402
from nightdesk.flows.stages import clean, collect, extract, group, publish, reconcile  # noqa: E402


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
    if stale := skip_if_stale(project.settings.stale_after_h):
        return stale
    if paths is not None:
        with start_run(project, "load", sources_of_paths(paths), now, engine=_engine()) as run:
            return stages_of(run)
    start = start_of(now or datetime.now(UTC), scheduled)
    night = project.calendar.night_of(start.due_at)
    try:
        with alarms(project, f"the night of {night}") as tell:
            if not project.sources:
                raise UsageError(f"{project.folder} declares no sources; nothing was run")
            with start_run(project, now=now, engine=_engine(), night=night, once=start.is_scheduled) as run:
                report = stages_of(run)
            tell(report)
            return report
    except NightDone as done:
        if inside_a_flow():
            return skipped(str(done))
        raise


def _engine() -> str:
    return "prefect" if inside_a_flow() else "plain"


def stages_of(run: Run) -> RunReport:
    """The stages in their order."""
    collected = collect(run)
    cleaned = clean(run)
    grouped = group(run)  # copies, rewrites, origins, stories
    extracted = extract(run)
    reconciled = reconcile(run)  # slots and verdicts
    published = publish(run)
    drop_expired(run.connection, run.project.captures_folder, run.settings.keep_captures_days, run.now)
    report = run.report(collected, cleaned, grouped, extracted, reconciled, published)
    leave_tables(report)
    return report
