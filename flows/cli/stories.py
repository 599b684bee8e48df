"""nightdesk why, label: declares the commands about pairs of articles; the work is in `commands/`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nightdesk.flows.cli.options import ProjectOption


def why(
    a: Annotated[str, typer.Argument(help="Key of an article, its beginning, or the end of its address.")],
    b: Annotated[str, typer.Argument(help="The other article, named in the same way.")],
    project: ProjectOption = Path(),
    html: Annotated[Path | None, typer.Option("--html", help="Write a page side by side instead; file.")] = None,
) -> None:
    """Show what two articles are to each other, and by which evidence."""
    from nightdesk.flows.cli.commands import why as command

    command.why(project, a, b, html)


def label(
    project: ProjectOption = Path(),
    most: Annotated[int, typer.Option("--most", help="Most pairs to ask about.", min=1, max=1000)] = 20,
    by: Annotated[str | None, typer.Option("--by", help="Who judges; your login name where it is missing.")] = None,
    retrain: Annotated[bool, typer.Option("--retrain", help="Then train the project's own matcher.")] = False,
) -> None:
    """Judge the pairs of articles the matcher is least sure of; a judgement wins over any score."""
    from nightdesk.flows.cli.commands import label as command

    command.label(project, most, by, retrain)
