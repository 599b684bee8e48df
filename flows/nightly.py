"""The top flow: a night, as one sentence.

Annotations are not postponed here: a served flow reaches its process pickled, where their names could not be looked up.
"""

from datetime import datetime
from pathlib import Path
from typing import Any

from nightdesk.flows.engine import prepare_prefect

prepare_prefect()

from prefect import State, flow  # noqa: E402  (its settings are read at import)

from nightdesk.flows.artifacts import leave_tables  # noqa: E402
from nightdesk.flows.errors import UsageError  # noqa: E402
from nightdesk.flows.project import load_project  # noqa: E402
from nightdesk.flows.run import RunReport, start_run  # noqa: E402
from nightdesk.flows.scheduling import skip_if_stale  # noqa: E402
from nightdesk.flows.sources import sources_of_paths  # noqa: E402
from nightdesk.flows.stages import clean, collect, extract, group, publish, reconcile  # noqa: E402


@flow(name="nightly", persist_result=False)
def nightly(
    project_folder: Path = Path(),
    paths: list[Path] | None = None,
    now: datetime | None = None,
    settings: dict[str, Any] | None = None,
) -> RunReport | State[None]:
    """Collect what the sources published and publish a new edition; a scheduled night that comes too late is skipped.

    Args:
        project_folder: holds settings.toml, sources.toml, the working file and the editions.
        paths: load these files and folders instead of collecting from the project's sources.
        now: the night's clock; None means the machine's.
        settings: overrides of single settings.
    """
    project = load_project(project_folder, **(settings or {}))
    if skipped := skip_if_stale(project.settings.stale_after_h):
        return skipped
    if paths is None and not project.sources:
        raise UsageError(f"{project.folder} declares no sources; nothing was run")
    sources = None if paths is None else sources_of_paths(paths)
    with start_run(project, "nightly" if paths is None else "load", sources, now) as run:
        collected = collect(run)
        cleaned = clean(run)
        grouped = group(run)  # copies, rewrites, origins, stories
        extracted = extract(run)
        reconciled = reconcile(run)  # slots and verdicts
        published = publish(run)
    report = run.report(collected, cleaned, grouped, extracted, reconciled, published)
    leave_tables(report)
    return report
