"""sources: check, add, import, export; what stands in sources.toml stays, comments too."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError
from rich.console import Console
from rich.table import Table

from nightdesk.flows.collect import CollectContext
from nightdesk.flows.collect.client.webs import open_webs
from nightdesk.flows.collect.web import Refused
from nightdesk.flows.errors import NightdeskError, UsageError
from nightdesk.flows.project import SOURCES_FILE, Project, explain, load_project
from nightdesk.flows.run.terminal import printable
from nightdesk.flows.run.workers import executor_for
from nightdesk.flows.source import Source
from nightdesk.flows.sources.declaration import append_sources, free_id
from nightdesk.flows.sources.discovery import discover
from nightdesk.flows.sources.health import Health, check_source
from nightdesk.transforms.records import Rejection
from nightdesk.transforms.web.opml import Outline, parse_opml, render_opml
from nightdesk.transforms.web.urls import normalize_url


def check(folder: Path, as_json: bool) -> None:
    """Asks each source once, prints the table, exits 1 when one is not well."""
    project = load_project(folder)
    if not project.sources:
        raise UsageError(f"{project.folder} declares no sources; 'nightdesk sources add URL' writes a declaration")
    found = _check_all(project)
    if as_json:
        print(json.dumps([asdict(health) for health in found], ensure_ascii=False))
    else:
        _show(found)
    sys.exit(0 if all(health.is_ok for health in found) else 1)


def _check_all(project: Project) -> list[Health]:
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
    table = Table("", "source", "kind", "articles", "newest", "s", "detail", show_edge=False, pad_edge=False)
    for health in found:
        mark = "[green]ok[/green]" if health.is_ok else "[red]fail[/red]"
        row = (health.source, health.kind, str(health.named), health.newest or "", f"{health.seconds:.1f}")
        table.add_row(mark, *row, printable(health.detail).replace("[", r"\["))
    Console(highlight=False).print(table)


def add(folder: Path, url: str, source_id: str | None, name: str | None, mirror: Path | None) -> None:
    """Finds the feed of a site and declares it."""
    project = load_project(folder)
    address = url if "://" in url else f"https://{url}"
    asked = _declared(id="new", kind="feed", url=address, mirror=mirror)
    with open_webs(project, datetime.now(UTC)) as web_of:
        found = discover(address, web_of(asked))
    if isinstance(found, str):
        raise NightdeskError(found)
    if twin := _twin(project, found.url):
        raise UsageError(f"source {twin!r} reads {found.url} already")
    taken = [source.id for source in project.sources]
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
    path = append_sources(project.folder, [source])
    print(f"{path}: added {source.id}: {found.kind} {found.url} ({found.entries} entries)")


def _declared(**values: object) -> Source:
    try:
        return Source(**{name: value for name, value in values.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        raise UsageError(explain(error, Path(SOURCES_FILE), list(Source.model_fields))) from None


def _twin(project: Project, url: str) -> str | None:
    wanted = normalize_url(url)
    return next((source.id for source in project.sources if source.url and normalize_url(source.url) == wanted), None)


def import_opml(folder: Path, file: Path) -> None:
    """Declares every feed of an OPML file that is not declared yet; nothing is fetched."""
    project = load_project(folder)
    outlines = _read_opml(file, project.settings.max_item_bytes)
    taken = [source.id for source in project.sources]
    added: list[Source] = []
    for outline in outlines:
        if not _twin(project, outline.url):
            source_id = free_id(outline.home or outline.url, [*taken, *(source.id for source in added)])
            values = {"name": outline.title, "url": outline.url, "language": outline.language}
            added.append(_declared(id=source_id, kind="feed", **values))
    if added:
        append_sources(project.folder, added)
    print(f"{len(added)} feeds added, {len(outlines) - len(added)} declared already")


def _read_opml(file: Path, most: int) -> Sequence[Outline]:
    from nightdesk.flows.collect.folder import read_file

    read = read_file(file, most)
    outlines = Rejection(read.reason, read.detail) if isinstance(read, Refused) else parse_opml(read.content)
    if isinstance(outlines, Rejection):
        raise UsageError(f"{file}: {outlines.detail}")
    return outlines


def export_opml(folder: Path, output: str) -> None:
    """Writes the declared feeds as OPML."""
    project = load_project(folder)
    feeds = [source for source in project.sources if source.kind == "feed" and source.url]
    outlines = [Outline(source.url or "", source.label, language=source.language) for source in feeds]
    content = render_opml(outlines, "Nightdesk sources")
    if output == "-":
        sys.stdout.buffer.write(content)
        return
    try:
        Path(output).write_bytes(content)
    except OSError as error:
        raise UsageError(f"{output} cannot be written: {error.strerror}") from None
