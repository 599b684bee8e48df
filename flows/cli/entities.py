"""nightdesk entities: declares its commands; the work is in `commands/entities.py`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from nightdesk.flows.cli.options import JsonOption, ProjectOption

entities_app = typer.Typer(invoke_without_command=True, help="Decide who is meant by a name; decisions can be undone.")


class EntityKind(StrEnum):
    """What a name can be the name of."""

    person = "person"
    organisation = "organisation"
    place = "place"
    other = "other"


KindOption = Annotated[EntityKind | None, typer.Option("--kind", help="Where a name is one of several kinds.")]


@entities_app.callback(epilog="Example: nightdesk entities --project ./desk")
def entities(context: typer.Context, project: ProjectOption = Path(), as_json: JsonOption = False) -> None:
    """List what was decided about names; merge and split decide, undo takes back."""
    from nightdesk.flows.cli.commands import entities as command

    if context.invoked_subcommand is None:
        command.show(project, as_json)


@entities_app.command("merge", epilog="Example: nightdesk entities merge 'Ada Quill' 'A. Quill'")
def entities_merge(
    name: Annotated[str, typer.Argument(help="A name as an edition shows it.", metavar="NAME")],
    other: Annotated[str, typer.Argument(help="Another name of the same entity.", metavar="OTHER")],
    project: ProjectOption = Path(),
    kind: KindOption = None,
    as_json: JsonOption = False,
) -> None:
    """Two names are one entity; publishes an edition that says so."""
    from nightdesk.flows.cli.commands import entities as command

    command.judge(project, "merge", name, other, kind, as_json)


@entities_app.command("split", epilog="Example: nightdesk entities split 'A. Quill'")
def entities_split(
    name: Annotated[str, typer.Argument(help="A name that is nobody else's.", metavar="NAME")],
    project: ProjectOption = Path(),
    kind: KindOption = None,
    as_json: JsonOption = False,
) -> None:
    """A name stands for nobody but itself; publishes an edition that says so."""
    from nightdesk.flows.cli.commands import entities as command

    command.judge(project, "split", name, None, kind, as_json)


@entities_app.command("undo", epilog="Example: nightdesk entities undo 1")
def entities_undo(
    number: Annotated[int, typer.Argument(help="As 'nightdesk entities' shows it.", metavar="NUMBER")],
    project: ProjectOption = Path(),
    as_json: JsonOption = False,
) -> None:
    """Take a decision back; publishes an edition without it."""
    from nightdesk.flows.cli.commands import entities as command

    command.undo(project, number, as_json)
