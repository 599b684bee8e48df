"""nightdesk run, load, demo: nights now."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nightdesk.flows.cli.options import (
    EngineOption,
    ExecutorOption,
    JsonOption,
    LogFormatOption,
    NotifyOption,
    ProjectOption,
    ScheduledOption,
)

if TYPE_CHECKING:
    from nightdesk.flows.run.report import RunReport


def run(
    project: ProjectOption = Path(),
    engine: EngineOption = None,
    executor: ExecutorOption = None,
    scheduled: ScheduledOption = False,
    notify: NotifyOption = None,
    log_format: LogFormatOption = None,
    as_json: JsonOption = False,
) -> None:
    """Run the night: collect from the configured sources and publish a new edition."""
    from nightdesk.flows.cli.output import finish
    from nightdesk.flows.errors import UsageError
    from nightdesk.flows.project import load_project

    _set_for_this_process(notify, log_format)
    loaded = load_project(project, engine=engine, executor=executor)
    if not loaded.sources:
        raise UsageError(f"{loaded.folder} declares no sources; 'nightdesk init' writes an example, or use 'load PATH'")
    finish(night(project, loaded.settings.engine, executor, scheduled=scheduled), as_json)


def load(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders: HTML, text, Markdown, tables, WARC.")],
    project: ProjectOption = Path(),
    engine: EngineOption = None,
    executor: ExecutorOption = None,
    as_json: JsonOption = False,
) -> None:
    """Load files and folders through the same stages and publish a new edition."""
    from nightdesk.flows.cli.output import finish

    finish(night(project, engine or "plain", executor, paths=list(paths)), as_json)


def demo(
    project: Annotated[Path, typer.Option("--project", "-p", help="Folder to make.")] = Path("nightdesk-demo"),
    engine: EngineOption = None,
    executor: ExecutorOption = None,
) -> None:
    """Run three nights over the bundled sample: invented outlets, invented events, real disagreements."""
    from rich.console import Console

    from nightdesk.flows.cli.opening import edition
    from nightdesk.flows.cli.output import show_rows
    from nightdesk.flows.project import load_project
    from nightdesk.flows.sample.layout import NIGHTS, lay_out_night, prepare, sample
    from nightdesk.warehouse.results import fetch
    from nightdesk.warehouse.sql import statement

    console = Console(highlight=False)
    with sample() as source:
        prepare(project, source)
        for number, now in NIGHTS.items():
            print(f"Night {number} of {len(NIGHTS)}: {now:%A %d %B %Y}", file=sys.stderr)
            lay_out_night(source, project, number)
            report = night(project, engine or load_project(project).settings.engine, executor, now=now)
    console.print(f"\nThree nights stored in [bold]{project}[/bold], edition {report.edition_id}.", soft_wrap=True)
    with edition(project) as connection:
        contested = fetch(connection.execute(statement("editions/contested_figures"), {"most": 12}))
        for title, found in (
            ("Stories", fetch(connection.execute(statement("editions/demo_stories")))),
            ("Who copied whom", fetch(connection.execute(statement("editions/demo_copies")))),
            ("Figures", contested.only("slot", "verdict", "surface", "source", "sentence")),
        ):
            console.print(f"\n[bold]{title}[/bold]")
            show_rows(*found)
    console.print(
        f'\nAsk more: nightdesk sql "from contested_figures" --project {project}', soft_wrap=True, markup=False
    )
    console.print(f"Read it:  nightdesk report --project {project}", soft_wrap=True, markup=False)


def _set_for_this_process(notify: Sequence[str] | None, log_format: str | None) -> None:
    """Puts options into the environment that are this process's own or secret: Prefect keeps what a flow is given."""
    from nightdesk.flows.settings import ENV_PREFIX

    if notify:
        os.environ[f"{ENV_PREFIX}NOTIFY"] = json.dumps(list(notify))
    if log_format:
        os.environ[f"{ENV_PREFIX}LOG_FORMAT"] = log_format


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
    from nightdesk.flows.errors import NightDone
    from nightdesk.flows.run.lock import lock_project

    with lock_project(project.resolve()):
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
