"""run, load, publish: commands that write."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from rich.console import Console

from nightdesk.flows.errors import NightDone, UsageError
from nightdesk.flows.project import load_project
from nightdesk.flows.run.lifecycle import start_run
from nightdesk.flows.run.lock import hold
from nightdesk.flows.run.report import RunReport
from nightdesk.flows.settings import ENV_PREFIX


def run(project: Path, engine: str | None, executor: str | None, scheduled: bool, as_json: bool) -> None:
    """A night over the configured sources."""
    loaded = load_project(project, engine=engine, executor=executor)
    if not loaded.sources:
        raise UsageError(f"{loaded.folder} declares no sources; 'nightdesk init' writes an example, or use 'load PATH'")
    finish(night(project, loaded.settings.engine, executor, scheduled=scheduled), as_json)


def set_for_this_process(notify: Sequence[str] | None, log_format: str | None) -> None:
    """Puts options into the environment that are this process's own or secret: Prefect keeps what a flow is given."""
    if notify:
        os.environ[f"{ENV_PREFIX}NOTIFY"] = json.dumps(list(notify))
    if log_format:
        os.environ[f"{ENV_PREFIX}LOG_FORMAT"] = log_format


def load(paths: Sequence[Path], project: Path, engine: str | None, executor: str | None, as_json: bool) -> None:
    """The same stages over files and folders; plain unless told otherwise, since Prefect takes 10 to 20 s to start."""
    finish(night(project, engine or "plain", executor, paths=list(paths)), as_json)


def publish(project: Path, whole: bool, as_json: bool) -> None:
    """Only the last stage."""
    from nightdesk.flows.stages.night import publish_of

    with start_run(load_project(project), "publish") as opened:
        published = publish_of(whole)(opened)
    finish(opened.report(published), as_json)


def night(
    project: Path,
    engine: str,
    executor: str | None,
    paths: list[Path] | None = None,
    now: datetime | None = None,
    scheduled: bool = False,
) -> RunReport:
    """One night under the engine asked for; both give the same rows.

    Raises:
        NightDone: ``scheduled``, and the night is finished already.
    """
    with hold(project.resolve()):
        pass  # whoever comes second learns it now, not after Prefect's start
    if engine == "prefect":
        _announce_prefect()
    from nightdesk.flows.nightly import nightly

    call: Any = nightly if engine == "prefect" else nightly.fn
    settings = {"executor": executor, "engine": engine}
    report: RunReport | None = call(
        project_folder=project, paths=paths, now=now, settings=settings, scheduled=scheduled
    )
    if report is None:  # Prefect keeps why in the flow run
        raise NightDone("this night is finished already; nothing was run")
    return report


@cache
def _announce_prefect() -> None:
    """Says once what the silence at the beginning is."""
    print("Starting Prefect's engine: 10 to 20 s without a server (--engine plain goes without).", file=sys.stderr)


def finish(report: RunReport, as_json: bool) -> None:
    """Prints what was done and exits with the report's code."""
    if as_json:
        print(json.dumps({**asdict(report), "exit_code": report.exit_code}, default=str))
    else:
        show(report)
    if report.exit_code:
        sys.exit(report.exit_code)


def show(report: RunReport) -> None:
    """The report for a person."""
    console = Console(highlight=False)
    console.print(f"Edition [bold]{report.edition_id}[/bold]: {report.edition_path}", soft_wrap=True)
    if report.missed_nights:
        console.print(f"Stands for {_nights(report.missed_nights)} as well, which did not run.")
    if report.rejected:
        console.print(f"{report.rejected} rejected: 'nightdesk status' says which and why.")
    for warning in report.warnings:
        console.print(f"Check warns: {warning}", markup=False)


def _nights(nights: Sequence[date]) -> str:
    """One night, or how many in which span."""
    if len(nights) == 1:
        return f"the night of {nights[0]}"
    return f"{len(nights)} nights from {nights[0]} to {nights[-1]}"
