"""What a night leaves in Prefect: progress while it works, tables when it is done; outside a flow, nothing."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from nightdesk.flows.run.flow_run import inside_a_flow, log_to_flow_run
from nightdesk.flows.run.report import RunReport
from nightdesk.warehouse.connection import open_edition
from nightdesk.warehouse.publishing.publish import page_path
from nightdesk.warehouse.results import Result, fetch
from nightdesk.warehouse.sql import statement

_MOST_CONTESTED = 200  # an artifact is read by eye
_TABLES = {
    "rejections": "What was rejected, and why",
    "source-health": "Sources: what was asked and what came",
    "contested-figures": "Figures on which origins disagree",
}


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
        log_to_flow_run(
            logging.WARNING,
            f"Stands for {len(report.missed_nights)} missed nights as well, {report.missed_nights[0]} on",
        )
    for name, reason in failing_sources(report):
        log_to_flow_run(logging.WARNING, f"Source {name} could not be read: {reason}")
    for warning in report.warnings:
        log_to_flow_run(logging.WARNING, f"Check {warning}")
    log_to_flow_run(logging.INFO, f"Edition {report.edition_id}; {report.rejected} items rejected")


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
