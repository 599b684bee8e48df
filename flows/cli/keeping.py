"""nightdesk backup, restore, forget, compact, diff-facts: declares what looks after a project; see `commands/`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from nightdesk.flows.cli.options import JsonOption, ProjectOption

DayOption = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="By the day articles were first seen.")]


def backup(
    folder: Annotated[Path, typer.Argument(help="Where backups lie, one folder each; made if missing.")],
    project: ProjectOption = Path(),
    as_json: JsonOption = False,
) -> None:
    """Copy a project whole, with a checksum a file; what has not changed since the last backup takes no space."""
    from nightdesk.flows.cli.commands import keeping

    keeping.backup(folder, project, as_json)


def restore(
    folder: Annotated[Path, typer.Argument(help="A backup, or a folder of backups: its newest.")],
    project: ProjectOption = Path(),
    force: Annotated[bool, typer.Option("--force", help="Also where something is; it is moved aside.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Only verify the backup; write nothing.")] = False,
) -> None:
    """Verify every checksum of a backup, put it in place, and prove the restored warehouse."""
    from nightdesk.flows.cli.commands import keeping

    keeping.restore(folder, project, force, check)


def forget(
    url: Annotated[str | None, typer.Option("--url", help="An address: its article, whatever else it goes by.")] = None,
    domain: Annotated[
        str | None, typer.Option("--domain", help="All addresses of a host and of hosts below it.")
    ] = None,
    person: Annotated[str | None, typer.Option("--person", help="A name: its facts go, the articles stay.")] = None,
    project: ProjectOption = Path(),
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would go.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Remove an address, a domain or a person from rows, captures and editions, and see to it that it stays so."""
    from nightdesk.flows.cli.commands import keeping

    keeping.forget({"url": url, "domain": domain, "person": person}, project, dry_run, yes, as_json)


def compact(project: ProjectOption = Path(), as_json: JsonOption = False) -> None:
    """Drop what is past its time (keep_captures_days) and write the working file anew without the room it left."""
    from nightdesk.flows.cli.commands import keeping

    keeping.compact(project, as_json)


def diff_facts(
    old: Annotated[Path | None, typer.Argument(help="An edition's file, or a project: its current edition.")] = None,
    new: Annotated[Path | None, typer.Argument(help="The one to compare it with.")] = None,
    project: ProjectOption = Path(),
    rules: Annotated[Path | None, typer.Option("--rules", help="A folder of rules in place of the project's.")] = None,
    most: Annotated[int, typer.Option("--most", help="How many articles, the latest first.", min=1)] = 500,
    since: DayOption = None,
    until: DayOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what this program, or other rules, would change in the stored facts; or how two editions differ."""
    from nightdesk.flows.cli.commands import comparing

    comparing.diff_facts((old, new), project, rules, (most, since and since.date(), until and until.date()), as_json)
