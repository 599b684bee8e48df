"""nightdesk serve, backfill, reprocess, audit: nights when they are due, made up for, done again, and checked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from nightdesk.flows.cli.options import JsonOption, ProjectOption


class StageAgain(StrEnum):
    """The stage at which rebuilding begins."""

    clean = "clean"
    group = "group"
    extract = "extract"
    reconcile = "reconcile"


DayOption = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="By the day articles were first seen.")]


def serve(project: ProjectOption = Path()) -> None:
    """Start a night whenever the schedule says so, as flow runs of a Prefect server."""
    from nightdesk.flows.errors import UsageError
    from nightdesk.flows.project import load_project
    from nightdesk.flows.serve import serve_nights

    loaded = load_project(project)
    if not loaded.sources:
        raise UsageError(f"{loaded.folder} declares no sources; 'nightdesk init' writes an example")
    settings = loaded.settings
    print(f"Nights at {settings.schedule!r}, {settings.time_zone}; stop with Ctrl-C.", flush=True)
    serve_nights(loaded)


def reprocess(
    stage: Annotated[StageAgain, typer.Option("--stage", help="The first stage done again; the later ones follow.")],
    project: ProjectOption = Path(),
    since: DayOption = None,
    until: DayOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make a span of articles anew from the captures that were kept, without network, and publish a new edition."""
    _reprocess(project, stage, since and since.date(), until and until.date(), as_json)


def backfill(
    paths: Annotated[list[Path], typer.Argument(help="Archives: folders, WARC files (captures too), tables.")],
    project: ProjectOption = Path(),
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="First day taken.")] = None,
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Last day taken.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Make up for nights gone by: take articles from archives, day by day, each with the clock of its day."""
    _backfill(paths, project, since and since.date(), until and until.date(), as_json)


def audit(project: ProjectOption = Path()) -> None:
    """Prove everything that is stored: every row, text, kept page and edition; exit 1 with what is not as promised."""
    from nightdesk.flows.audit import audit as flow

    flow.fn(project)
    print("Everything is as promised: tables, texts, captures and editions.")


def _reprocess(project: Path, stage: str, since: date | None, until: date | None, as_json: bool) -> None:
    """Rebuilds a span of articles, plainly: a person waits for it."""
    from nightdesk.flows.cli.output import finish
    from nightdesk.flows.reprocess import reprocess as flow

    finish(flow.fn(project, stage, since, until), as_json)  # type: ignore[arg-type]


def _backfill(paths: Sequence[Path], project: Path, since: date | None, until: date | None, as_json: bool) -> None:
    """Takes archives into the days they belong to, plainly: a person waits for it."""
    from nightdesk.flows.backfill import backfill as flow
    from nightdesk.flows.cli.output import finish

    finish(flow.fn(project, list(paths), since, until), as_json)
