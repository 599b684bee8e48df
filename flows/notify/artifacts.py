"""What a night leaves in Prefect: progress while it works, tables when it is done; outside a flow, nothing."""

from __future__ import annotations

import logging
import sys
import time
from pathlib import Path
from typing import Any
from uuid import UUID

from nightdesk.flows.run.lifecycle import Run, RunReport
from nightdesk.flows.run.progress import Progress
from nightdesk.warehouse.connection import open_edition
from nightdesk.warehouse.publishing.publish import page_path
from nightdesk.warehouse.results import Result, fetch
from nightdesk.warehouse.sql import statement

# an artifact is a call to Prefect's server: often enough to watch, rare enough not to cost
_SECONDS_BETWEEN_UPDATES = 2.0
_MOST_CONTESTED = 200  # an artifact is read by eye
_TABLES = {
    "rejections": "What was rejected, and why",
    "source-health": "Sources: what was asked and what came",
    "contested-figures": "Figures on which origins disagree",
}


def inside_a_flow() -> bool:
    """Whether Prefect's engine is running us; never imports Prefect to find out."""
    context = sys.modules.get("prefect.context")
    return context is not None and context.FlowRunContext.get() is not None


def name_flow_run(run: Run) -> None:
    """Names the flow run by its night and edition; Prefect's own names tell nothing."""
    if not inside_a_flow():
        return
    from prefect.client.orchestration import get_client
    from prefect.context import FlowRunContext

    context = FlowRunContext.get()
    if context is None or context.flow_run is None:
        return
    kind = "night" if run.kind == "nightly" else run.kind
    what = f"{kind} of {run.night}" if run.night else kind
    with get_client(sync_client=True) as client:
        client.update_flow_run(context.flow_run.id, name=f"{what}, run {run.run_id}")


class PrefectProgress:
    """Tells another progress everything, and Prefect how far the stage is."""

    def __init__(self, told: Progress) -> None:
        self._told = told
        self._artifact: UUID | None = None
        self._total: int | None = None
        self._done, self._spoke_at = 0, 0.0

    def start(self, stage: str, total: int | None) -> None:
        """See `Progress.start`."""
        from prefect.artifacts import create_progress_artifact

        self._told.start(stage, total)
        self._total, self._done, self._spoke_at = total, 0, time.monotonic()
        made: Any = create_progress_artifact(progress=0.0, description=f"{stage}: begun")
        self._artifact = made
        self._stage = stage

    def advance(self, count: int = 1, part: str | None = None) -> None:
        """See `Progress.advance`."""
        self._told.advance(count, part)
        self._done += count
        if self._total and time.monotonic() - self._spoke_at >= _SECONDS_BETWEEN_UPDATES:
            self._update(100.0 * min(1.0, self._done / self._total), f"{self._stage}: {self._done} of {self._total}")
            self._spoke_at = time.monotonic()

    def finish(self, summary: str) -> None:
        """See `Progress.finish`."""
        self._told.finish(summary)
        _log(logging.INFO, f"{self._stage}: {summary}")
        self._update(100.0, f"{self._stage}: {summary}")

    def note(self, event: str, **facts: object) -> None:
        """See `Progress.note`."""
        self._told.note(event, **facts)

    def _update(self, percent: float, description: str) -> None:
        from prefect.artifacts import update_progress_artifact

        if self._artifact is not None:
            update_progress_artifact(artifact_id=self._artifact, progress=percent, description=description)


def _log(level: int, line: str) -> None:
    """A line among the flow run's logs on Prefect's pages; the terminal has its own lines."""
    from prefect.logging import get_run_logger

    logger: Any = get_run_logger()
    record = logger.logger.makeRecord(logger.logger.name, level, __file__, 0, line, (), None, None, logger.extra)
    for handler in logging.getLogger("prefect.flow_runs").handlers:
        handler.handle(record)


def leave_tables(report: RunReport) -> None:
    """The run report, rejections, source health, contested figures as tables; a link to the page; the end as logs."""
    if not inside_a_flow():
        return
    _log_end(report)
    from prefect.artifacts import create_link_artifact, create_table_artifact

    rows = [
        {
            "stage": stage.stage,
            "source": count.source_id,
            "seen": count.seen,
            "stored": count.stored,
            "unchanged": count.unchanged,
            "rejected": count.rejected,
            "skipped": count.skipped,
        }
        for stage in report.stages
        for count in stage.counts
    ]
    create_table_artifact(table=rows, key="run-report", description=f"Run {report.run_id}: every item accounted for")
    for key, table in _edition_tables(report).items():
        create_table_artifact(table=table, key=key, description=_TABLES[key])
    page = page_path(Path(report.edition_path)) if report.edition_path else None
    if page is not None and page.exists():
        create_link_artifact(
            page.resolve().as_uri(), link_text="Morning page", key="morning-page", description="What the night found"
        )


def _log_end(report: RunReport) -> None:
    if report.missed_nights:
        _log(
            logging.WARNING,
            f"Stands for {len(report.missed_nights)} missed nights as well, {report.missed_nights[0]} on",
        )
    for name, reason in failing_sources(report):
        _log(logging.WARNING, f"Source {name} could not be read: {reason}")
    for warning in report.warnings:
        _log(logging.WARNING, f"Check {warning}")
    _log(logging.INFO, f"Edition {report.edition_id}; {report.rejected} items rejected")


def failing_sources(report: RunReport) -> list[tuple[str, str]]:
    """(name, reason) of the sources that did not answer in this run; those left alone were told of before."""
    if report.edition_path is None:
        return []
    with open_edition(Path(report.edition_path)) as edition:
        return edition.execute(statement("editions/failing_sources")).fetchall()


def _edition_tables(report: RunReport) -> dict[str, list[dict[str, Any]]]:
    """{key: rows} of the tables that have any, from the edition the run published."""
    if report.edition_path is None:
        return {}
    with open_edition(Path(report.edition_path)) as edition:
        contested = fetch(edition.execute(statement("editions/contested_figures"), {"most": _MOST_CONTESTED}))
        results = {
            "rejections": fetch(edition.execute(statement("editions/artifact_rejections"))),
            "source-health": fetch(edition.execute(statement("editions/artifact_source_health"))),
            "contested-figures": contested.only("slot", "verdict", "surface", "source", "against", "sentence"),
        }
    return {key: _as_artifact(result) for key, result in results.items() if result.rows}


def _as_artifact(result: Result) -> list[dict[str, Any]]:
    return [{name: _plain(value) for name, value in row.items()} for row in result.as_dicts()]


def _plain(value: object) -> object:
    """What JSON can hold."""
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)
