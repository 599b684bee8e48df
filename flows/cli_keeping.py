"""nightdesk backup, restore, forget, compact: declares the commands for what is kept; the work is in `commands/`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nightdesk.flows.cli_options import JsonOption, ProjectOption


def backup(
    folder: Annotated[Path, typer.Argument(help="Where backups lie, one folder each; made if missing.")],
    project: ProjectOption = Path(),
    as_json: JsonOption = False,
) -> None:
    """Copy a project whole, with a checksum a file; what has not changed since the last backup takes no space."""
    from nightdesk.flows.commands import keeping

    keeping.backup(folder, project, as_json)


def restore(
    folder: Annotated[Path, typer.Argument(help="A backup, or a folder of backups: its newest.")],
    project: ProjectOption = Path(),
    force: Annotated[bool, typer.Option("--force", help="Also where something is; it is moved aside.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Only verify the backup; write nothing.")] = False,
) -> None:
    """Verify every checksum of a backup, put it in place, and prove the restored warehouse."""
    from nightdesk.flows.commands import keeping

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
    from nightdesk.flows.commands import keeping

    keeping.forget({"url": url, "domain": domain, "person": person}, project, dry_run, yes, as_json)


def compact(project: ProjectOption = Path(), as_json: JsonOption = False) -> None:
    """Drop what is past its time (keep_captures_days) and write the working file anew without the room it left."""
    from nightdesk.flows.commands import keeping

    keeping.compact(project, as_json)
