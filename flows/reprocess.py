"""The flow that rebuilds a span of articles from the captures that were kept; nothing is fetched."""

from datetime import date, datetime
from pathlib import Path
from typing import Literal

from nightdesk.flows.run.engine import prepare_prefect

prepare_prefect()

from prefect import flow  # its settings are read at import

from nightdesk.flows.errors import UsageError
from nightdesk.flows.notify.artifacts import leave_tables
from nightdesk.flows.project import load_project
from nightdesk.flows.run.lifecycle import start_run
from nightdesk.flows.run.report import RunReport
from nightdesk.flows.stages.night import clean, extract, group, publish, reconcile
from nightdesk.warehouse.upkeep.reset import make_pending

StageName = Literal["clean", "group", "extract", "reconcile"]
_STAGES = {"clean": clean, "group": group, "extract": extract, "reconcile": reconcile}


@flow(name="reprocess", persist_result=False)
def reprocess(
    project_folder: Path,
    stage: StageName,
    since: date | None = None,
    until: date | None = None,
    now: datetime | None = None,
) -> RunReport:
    """Take back what one stage made, make it again with all that follows from it, and publish a new edition.

    Args:
        project_folder: holds settings.toml, sources.toml, the working file and the editions.
        stage: the first stage that is done again.
        since: first day on which the articles were first seen; None means from the beginning.
        until: last such day; None means to the end.
        now: the run's clock; None means the machine's.
    """
    if since and until and since > until:
        raise UsageError(f"--since {since} lies after --until {until}")
    project = load_project(project_folder)
    if not project.has_warehouse:
        raise UsageError(f"{project.folder} holds no working file; nothing to reprocess")
    with start_run(project, "reprocess", now=now) as run:
        with run.transaction():
            make_pending(run.connection, stage, since, until)
        names = list(_STAGES)
        done = [_STAGES[name](run) for name in names[names.index(stage) :]]
        report = run.report(*done, publish(run))
    leave_tables(report)
    return report
