"""nightdesk sources, rejections: declares their commands; the work is in `commands/`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nightdesk.flows.cli.options import JsonOption, OutputOption, ProjectOption

sources_app = typer.Typer(no_args_is_help=True, help="Look after the sources: check them, add one, exchange lists.")


@sources_app.command("check", epilog="Example: nightdesk sources check --project ./desk")
def sources_check(project: ProjectOption = Path(), as_json: JsonOption = False) -> None:
    """Ask each source once and show how it does: articles named, date of the newest, what is wrong."""
    from nightdesk.flows.cli.commands import sources

    sources.check(project, as_json)


@sources_app.command("add", epilog="Example: nightdesk sources add harbour-gazette.example --project ./desk")
def sources_add(
    url: Annotated[str, typer.Argument(help="Address of a site, a feed or a sitemap.", metavar="URL")],
    project: ProjectOption = Path(),
    source_id: Annotated[str | None, typer.Option("--id", help="Key of the source; made from the host.")] = None,
    name: Annotated[str | None, typer.Option("--name", help="Name for readers; taken from the feed.")] = None,
    mirror: Annotated[Path | None, typer.Option("--mirror", help="Folder that answers for the web.")] = None,
) -> None:
    """Find the feed of a site (or its sitemap) and declare it in sources.toml."""
    from nightdesk.flows.cli.commands import sources

    sources.add(project, url, source_id, name, mirror)


@sources_app.command("import", epilog="Example: nightdesk sources import feeds.opml")
def sources_import(
    file: Annotated[Path, typer.Argument(help="OPML file of a feed reader.", metavar="FILE")],
    project: ProjectOption = Path(),
) -> None:
    """Declare every feed of an OPML file that is not declared yet."""
    from nightdesk.flows.cli.commands import sources

    sources.import_opml(project, file)


@sources_app.command("export", epilog="Example: nightdesk sources export --output feeds.opml")
def sources_export(project: ProjectOption = Path(), output: OutputOption = "-") -> None:
    """Write the declared feeds as OPML."""
    from nightdesk.flows.cli.commands import sources

    sources.export_opml(project, output)


rejections_app = typer.Typer(invoke_without_command=True, help="Show what became no article, and why; try it again.")


@rejections_app.callback(epilog="Example: nightdesk rejections --reason too_short")
def rejections(
    context: typer.Context,
    project: ProjectOption = Path(),
    reason: Annotated[str | None, typer.Option("--reason", help="Only those of this reason.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Show what became no article, and why; try it again."""
    from nightdesk.flows.cli.commands import rejections as command

    if context.invoked_subcommand is None:
        command.show(project, reason, as_json)


@rejections_app.command("explain", epilog="Example: nightdesk rejections explain mfwsa3dpnzqxe2lt")
def rejections_explain(
    rejection_id: Annotated[str, typer.Argument(help="As 'nightdesk rejections' shows it.", metavar="ID")],
    project: ProjectOption = Path(),
    as_json: JsonOption = False,
    save: Annotated[Path | None, typer.Option("--save", help="File for the bytes that were received.")] = None,
) -> None:
    """Show everything known about one rejection and what can be done."""
    from nightdesk.flows.cli.commands import rejections as command

    command.explain(project, rejection_id, as_json, save)


@rejections_app.command("replay", epilog="Example: nightdesk rejections replay --project ./desk")
def rejections_replay(
    ids: Annotated[list[str] | None, typer.Argument(help="Rejections; all where none is given.", metavar="ID")] = None,
    project: ProjectOption = Path(),
    as_json: JsonOption = False,
) -> None:
    """Try rejected items again: from the bytes that were kept, or by asking for them again."""
    from nightdesk.flows.cli.commands import rejections as command

    command.replay(project, ids or [], as_json)
