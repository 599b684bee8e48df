"""The top flow: a night, as one sentence.

Annotations are not postponed here: a served flow reaches its process pickled, where their names could not be looked up.
"""

from datetime import datetime
from pathlib import Path
from typing import Any

from nightdesk.flows.run.engine import prepare_prefect

prepare_prefect()

from prefect import State, flow  # noqa: E402  (its settings are read at import)

from nightdesk.flows.errors import NightDone  # noqa: E402
from nightdesk.flows.notify.artifacts import inside_a_flow  # noqa: E402
from nightdesk.flows.project import load_project  # noqa: E402
from nightdesk.flows.run.lifecycle import RunReport  # noqa: E402
from nightdesk.flows.run.schedule import skipped  # noqa: E402
from nightdesk.flows.run.start_night import start_night  # noqa: E402
from nightdesk.flows.stages.night import clean, collect, extract, group, publish, reconcile  # noqa: E402


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
        with start_night(project, paths, now, scheduled) as run:
            collected = collect(run)
            cleaned = clean(run)
            grouped = group(run)  # copies, rewrites, origins, stories
            extracted = extract(run)
            reconciled = reconcile(run)  # slots and verdicts
            published = publish(run)
            return run.report(collected, cleaned, grouped, extracted, reconciled, published)
    except NightDone as done:
        if not inside_a_flow():
            raise
        return skipped(str(done))
