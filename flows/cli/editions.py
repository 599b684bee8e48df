"""nightdesk publish, editions, rollback, report: declares the commands about editions; the work is in `commands/`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from nightdesk.flows.cli.options import JsonOption, ProjectOption


class Target(StrEnum):
    """Where an edition can be copied to."""

    parquet = "parquet"
    csv = "csv"
    postgres = "postgres"


def publish(
    place: Annotated[
        str | None, typer.Argument(help="With --to: a folder, or a connection string of PostgreSQL.")
    ] = None,
    to: Annotated[Target | None, typer.Option("--to", help="Copy the current edition instead.")] = None,
    full: Annotated[bool, typer.Option("--full", help="Make every row anew, not only what changed.")] = False,
    project: ProjectOption = Path(),
    as_json: JsonOption = False,
) -> None:
    """Build and publish a new edition from what is stored, or copy the current one to files or PostgreSQL."""
    from nightdesk.flows.cli.commands import editions as command
    from nightdesk.flows.cli.commands import nights

    if to is None and place is None:
        nights.publish(project, full, as_json)
    else:
        command.copy(project, to, place, as_json)


def editions(project: ProjectOption = Path(), as_json: JsonOption = False) -> None:
    """List the published editions, newest first."""
    from nightdesk.flows.cli.commands import editions as command

    command.show(project, as_json)


def rollback(
    edition_id: Annotated[str, typer.Argument(help="As 'nightdesk editions' lists it.", metavar="ID")],
    project: ProjectOption = Path(),
) -> None:
    """Make an earlier edition the current one again; the next run publishes a new one."""
    from nightdesk.flows.cli.commands import editions as command

    command.roll_back(project, edition_id)


def report(
    project: ProjectOption = Path(),
    output: Annotated[Path | None, typer.Option("--output", "-o", help="File; default: editions/morning.html.")] = None,
    serve: Annotated[bool, typer.Option("--serve", help="Show it on 127.0.0.1 instead, always of the newest.")] = False,
    port: Annotated[int, typer.Option("--port", help="With --serve; 0 takes a free one.", min=0, max=65535)] = 8765,
) -> None:
    """Write the morning page of the current edition as one HTML file, or serve it to this machine."""
    from nightdesk.flows.cli.commands import morning

    if serve:
        morning.serve(project, port)
    else:
        morning.report(project, output)
