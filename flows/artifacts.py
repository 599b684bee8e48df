"""What a night leaves in Prefect: progress while it works, tables when it is done; outside a flow, nothing."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any
from uuid import UUID

from nightdesk.flows.progress import Progress
from nightdesk.flows.run import RunReport
from nightdesk.warehouse.connection import open_edition
from nightdesk.warehouse.publish import page_path
from nightdesk.warehouse.statements import statement

# an artifact is a call to Prefect's server: often enough to watch, rare enough not to cost
_SECONDS_BETWEEN_UPDATES = 2.0
_TABLES = {
    "rejections": "What was rejected, and why",
    "source-health": "Sources: what was asked and what came",
    "contested-figures": "Figures on which origins disagree",
}


def inside_a_flow() -> bool:
    """Whether Prefect's engine is running us; never imports Prefect to find out."""
    context = sys.modules.get("prefect.context")
    return context is not None and context.FlowRunContext.get() is not None


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
        self._update(100.0, f"{self._stage}: {summary}")

    def note(self, event: str, **facts: object) -> None:
        """See `Progress.note`."""
        self._told.note(event, **facts)

    def _update(self, percent: float, description: str) -> None:
        from prefect.artifacts import update_progress_artifact

        if self._artifact is not None:
            update_progress_artifact(artifact_id=self._artifact, progress=percent, description=description)


def leave_tables(report: RunReport) -> None:
    """The run report, rejections, source health and contested figures as tables of the flow run; a link to the page."""
    if not inside_a_flow():
        return
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


def _edition_tables(report: RunReport) -> dict[str, list[dict[str, Any]]]:
    """{key: rows} of the tables that have any, from the edition the run published."""
    if report.edition_path is None:
        return {}
    connection = open_edition(Path(report.edition_path))
    try:
        found = {}
        for key in _TABLES:
            result = connection.execute(statement(f"editions/artifact_{key.replace('-', '_')}"))
            columns = [column[0] for column in result.description]
            rows = [
                {name: _plain(value) for name, value in zip(columns, row, strict=True)} for row in result.fetchall()
            ]
            if rows:
                found[key] = rows
        return found
    finally:
        connection.close()


def _plain(value: object) -> object:
    """What JSON can hold."""
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)
