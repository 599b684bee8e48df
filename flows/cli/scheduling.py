"""nightdesk serve, backfill, reprocess, audit: declares the commands; the work is in `commands/scheduling.py`."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from nightdesk.flows.cli.options import JsonOption, ProjectOption


class StageAgain(StrEnum):
    """Where making anew begins."""

    clean = "clean"
    group = "group"
    extract = "extract"
    reconcile = "reconcile"


DayOption = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="By the day articles were first seen.")]


def serve(project: ProjectOption = Path()) -> None:
    """Start a night whenever the schedule says so, as flow runs of a Prefect server."""
    from nightdesk.flows.cli.commands import scheduling

    scheduling.serve(project)


def reprocess(
    stage: Annotated[StageAgain, typer.Option("--stage", help="The first stage done again; the later ones follow.")],
    project: ProjectOption = Path(),
    since: DayOption = None,
    until: DayOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make a span of articles anew from the captures that were kept, without network, and publish a new edition."""
    from nightdesk.flows.cli.commands import scheduling

    scheduling.reprocess(project, stage, since and since.date(), until and until.date(), as_json)


def backfill(
    paths: Annotated[list[Path], typer.Argument(help="Archives: folders, WARC files (captures too), tables.")],
    project: ProjectOption = Path(),
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="First day taken.")] = None,
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Last day taken.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Make up for nights gone by: take articles from archives, day by day, each with the clock of its day."""
    from nightdesk.flows.cli.commands import scheduling

    scheduling.backfill(paths, project, since and since.date(), until and until.date(), as_json)


def audit(project: ProjectOption = Path()) -> None:
    """Prove everything that is stored: every row, text, kept page and edition; exit 1 with what is not as promised."""
    from nightdesk.flows.cli.commands import scheduling

    scheduling.audit(project)
