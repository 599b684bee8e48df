"""nightdesk sources: check, add, import, export; what is written in sources.toml stays, comments too."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nightdesk.flows.cli.options import JsonOption, OutputOption, ProjectOption

if TYPE_CHECKING:
    from nightdesk.flows.project import Project
    from nightdesk.flows.source import Source
    from nightdesk.flows.sources.health import Health
    from nightdesk.transforms.web.opml import Outline


sources_app = typer.Typer(no_args_is_help=True, help="Look after the sources: check them, add one, exchange lists.")


@sources_app.command("check", epilog="Example: nightdesk sources check --project ./desk")
def sources_check(project: ProjectOption = Path(), as_json: JsonOption = False) -> None:
    """Ask each source once and show how it does: articles named, date of the newest, what is wrong."""
    from nightdesk.flows.errors import UsageError
    from nightdesk.flows.project import load_project

    loaded = load_project(project)
    if not loaded.sources:
        raise UsageError(f"{loaded.folder} declares no sources; 'nightdesk sources add URL' writes a declaration")
    found = _check_all(loaded)
    if as_json:
        print(json.dumps([asdict(health) for health in found], ensure_ascii=False))
    else:
        _show(found)
    sys.exit(0 if all(health.is_ok for health in found) else 1)


@sources_app.command("add", epilog="Example: nightdesk sources add harbour-gazette.example --project ./desk")
def sources_add(
    url: Annotated[str, typer.Argument(help="Address of a site, a feed or a sitemap.", metavar="URL")],
    project: ProjectOption = Path(),
    source_id: Annotated[str | None, typer.Option("--id", help="Key of the source; made from the host.")] = None,
    name: Annotated[str | None, typer.Option("--name", help="Name for readers; taken from the feed.")] = None,
    mirror: Annotated[Path | None, typer.Option("--mirror", help="Folder that answers for the web.")] = None,
) -> None:
    """Find the feed of a site (or its sitemap) and declare it in sources.toml."""
    from nightdesk.flows.collect.client.webs import open_webs
    from nightdesk.flows.errors import NightdeskError, UsageError
    from nightdesk.flows.project import load_project
    from nightdesk.flows.sources.declaration import append_sources, free_id
    from nightdesk.flows.sources.discovery import discover

    loaded = load_project(project)
    address = url if "://" in url else f"https://{url}"
    asked = _declared(id="new", kind="feed", url=address, mirror=mirror)
    with open_webs(loaded, datetime.now(UTC)) as web_of:
        found = discover(address, web_of(asked))
    if isinstance(found, str):
        raise NightdeskError(found)
    if twin := _twin(loaded, found.url):
        raise UsageError(f"source {twin!r} reads {found.url} already")
    taken = [source.id for source in loaded.sources]
    source = _declared(
        id=source_id or free_id(found.url, taken),
        name=name or found.title,
        kind=found.kind,
        url=found.url,
        mirror=mirror.absolute() if mirror else None,
        language=(found.language or "").partition("-")[0].lower() or None,
    )
    if source.id in taken:
        raise UsageError(f"source id {source.id!r} is taken; choose another with --id")
    path = append_sources(loaded.folder, [source])
    print(f"{path}: added {source.id}: {found.kind} {found.url} ({found.entries} entries)")


@sources_app.command("import", epilog="Example: nightdesk sources import feeds.opml")
def sources_import(
    file: Annotated[Path, typer.Argument(help="OPML file of a feed reader.", metavar="FILE")],
    project: ProjectOption = Path(),
) -> None:
    """Declare every feed of an OPML file that is not declared yet."""
    from nightdesk.flows.project import load_project
    from nightdesk.flows.sources.declaration import append_sources, free_id

    loaded = load_project(project)
    outlines = _read_opml(file, loaded.settings.max_item_bytes)
    taken = [source.id for source in loaded.sources]
    added: list[Source] = []
    for outline in outlines:
        if not _twin(loaded, outline.url):
            source_id = free_id(outline.home or outline.url, [*taken, *(source.id for source in added)])
            values = {"name": outline.title, "url": outline.url, "language": outline.language}
            added.append(_declared(id=source_id, kind="feed", **values))
    if added:
        append_sources(loaded.folder, added)
    print(f"{len(added)} feeds added, {len(outlines) - len(added)} declared already")


@sources_app.command("export", epilog="Example: nightdesk sources export --output feeds.opml")
def sources_export(project: ProjectOption = Path(), output: OutputOption = "-") -> None:
    """Write the declared feeds as OPML."""
    from nightdesk.flows.errors import UsageError
    from nightdesk.flows.project import load_project
    from nightdesk.transforms.web.opml import Outline, render_opml

    loaded = load_project(project)
    feeds = [source for source in loaded.sources if source.kind == "feed" and source.url]
    outlines = [Outline(source.url or "", source.label, language=source.language) for source in feeds]
    content = render_opml(outlines, "Nightdesk sources")
    if output == "-":
        sys.stdout.buffer.write(content)
        return
    try:
        Path(output).write_bytes(content)
    except OSError as error:
        raise UsageError(f"{output} cannot be written: {error.strerror}") from None


def _check_all(project: Project) -> list[Health]:
    from nightdesk.flows.collect import CollectContext
    from nightdesk.flows.collect.client.webs import open_webs
    from nightdesk.flows.run.workers import executor_for
    from nightdesk.flows.sources.health import check_source

    executor = executor_for(project.settings.executor)
    most, now = project.settings.max_item_bytes, datetime.now(UTC)
    try:
        with open_webs(project, now) as web_of:
            return [
                check_source(source, CollectContext(most, web=web_of(source), now=now, executor=executor))
                for source in project.sources
            ]
    finally:
        executor.close()


def _show(found: Sequence[Health]) -> None:
    from rich.console import Console
    from rich.table import Table

    from nightdesk.flows.run.terminal import printable

    table = Table("", "source", "kind", "articles", "newest", "s", "detail", show_edge=False, pad_edge=False)
    for health in found:
        mark = "[green]ok[/green]" if health.is_ok else "[red]fail[/red]"
        row = (health.source, health.kind, str(health.named), health.newest or "", f"{health.seconds:.1f}")
        table.add_row(mark, *row, printable(health.detail).replace("[", r"\["))
    Console(highlight=False).print(table)


def _declared(**values: object) -> Source:
    from pydantic import ValidationError

    from nightdesk.flows.errors import UsageError
    from nightdesk.flows.project import SOURCES_FILE, explain
    from nightdesk.flows.source import Source

    try:
        return Source(**{name: value for name, value in values.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        raise UsageError(explain(error, Path(SOURCES_FILE), list(Source.model_fields))) from None


def _twin(project: Project, url: str) -> str | None:
    from nightdesk.transforms.web.urls import normalize_url

    wanted = normalize_url(url)
    return next((source.id for source in project.sources if source.url and normalize_url(source.url) == wanted), None)


def _read_opml(file: Path, most: int) -> Sequence[Outline]:
    from nightdesk.flows.collect.folder import read_file
    from nightdesk.flows.collect.web import Refused
    from nightdesk.flows.errors import UsageError
    from nightdesk.transforms.records import Rejection
    from nightdesk.transforms.web.opml import parse_opml

    read = read_file(file, most)
    outlines = Rejection(read.reason, read.detail) if isinstance(read, Refused) else parse_opml(read.content)
    if isinstance(outlines, Rejection):
        raise UsageError(f"{file}: {outlines.detail}")
    return outlines
