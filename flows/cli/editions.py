"""nightdesk publish, editions, rollback, report: the published editions, their page and their copies."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nightdesk.flows.cli.options import JsonOption, ProjectOption

if TYPE_CHECKING:
    from nightdesk.warehouse.targets.source import OpenEdition


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
    if to is None and place is None:
        _publish(project, full, as_json)
    else:
        _copy(project, to, place, as_json)


def editions(project: ProjectOption = Path(), as_json: JsonOption = False) -> None:
    """List the published editions, newest first."""
    from nightdesk.flows.cli.output import show_rows
    from nightdesk.flows.project import load_project
    from nightdesk.warehouse.publishing.publish import list_editions

    found = list_editions(load_project(project).editions_folder)
    if as_json:
        rows = [{key: value for key, value in asdict(edition).items() if key != "checks"} for edition in found]
        print(json.dumps(rows, default=str))
        return
    columns = ("edition", "published (UTC)", "size", "")
    show_rows(
        columns,
        [
            (
                edition.edition_id,
                f"{edition.published_at:%Y-%m-%d %H:%M}",
                f"{edition.size_bytes / 1e6:.1f} MB",
                "current" if edition.is_current else "",
            )
            for edition in found
        ],
    )


def rollback(
    edition_id: Annotated[str, typer.Argument(help="As 'nightdesk editions' lists it.", metavar="ID")],
    project: ProjectOption = Path(),
) -> None:
    """Make an earlier edition the current one again; the next run publishes a new one."""
    from nightdesk.flows.errors import UsageError
    from nightdesk.flows.project import load_project
    from nightdesk.flows.run.lock import lock_project
    from nightdesk.warehouse.publishing import publish as editions_folder

    loaded = load_project(project)
    with lock_project(loaded.folder):
        try:
            edition = editions_folder.rollback(loaded.editions_folder, edition_id)
        except editions_folder.UnknownEdition as error:
            raise UsageError(str(error)) from None
    print(f"{edition.edition_id} is current again. Readers that keep a connection must reconnect.")


def report(
    project: ProjectOption = Path(),
    output: Annotated[Path | None, typer.Option("--output", "-o", help="File; default: editions/morning.html.")] = None,
    serve: Annotated[bool, typer.Option("--serve", help="Show it on 127.0.0.1 instead, always of the newest.")] = False,
    port: Annotated[int, typer.Option("--port", help="With --serve; 0 takes a free one.", min=0, max=65535)] = 8765,
) -> None:
    """Write the morning page of the current edition as one HTML file, or serve it to this machine."""
    if serve:
        _serve(project, port)
    else:
        _report(project, output)


def _copy(project: Path, to: str | None, place: str | None, as_json: bool) -> None:
    """Copies the current edition to a folder or a database."""
    from nightdesk.flows.errors import UsageError
    from nightdesk.flows.project import load_project
    from nightdesk.warehouse.targets.source import open_source

    if to is None or place is None:
        raise UsageError("say where to: publish --to parquet FOLDER, --to csv FOLDER or --to postgres DSN")
    loaded = load_project(project)
    if not loaded.current_edition.exists():
        raise UsageError(f"no edition in {loaded.editions_folder}; 'nightdesk run' or 'nightdesk publish' makes one")
    with open_source(loaded.current_edition, loaded.settings.publish_texts == "everywhere") as source:
        counts = _written(source, to, place)
        edition_id = source.edition_id
    if as_json:
        print(json.dumps({"edition_id": edition_id, "to": to, "rows": counts}))
    else:
        print(f"Edition {edition_id}: {len(counts)} tables, {sum(counts.values()):,} rows copied to {to}.")


def _written(source: OpenEdition, to: str, place: str) -> dict[str, int]:
    from nightdesk.flows.errors import NightdeskError
    from nightdesk.warehouse.targets.files import write_files
    from nightdesk.warehouse.targets.postgres import TargetRefused, publish_to_postgres

    try:
        if to == "postgres":
            return publish_to_postgres(source, place)
        return write_files(source, Path(place), "parquet" if to == "parquet" else "csv")
    except TargetRefused as error:
        raise NightdeskError(str(error)) from None
    except OSError as error:
        raise NightdeskError(f"{place} cannot be written: {error.strerror or error}") from None


def _publish(project: Path, whole: bool, as_json: bool) -> None:
    """Only the last stage."""
    from nightdesk.flows.cli.output import finish
    from nightdesk.flows.project import load_project
    from nightdesk.flows.run.lifecycle import start_run
    from nightdesk.flows.stages.night import publish_of

    with start_run(load_project(project), "publish") as opened:
        published = publish_of(whole)(opened)
    finish(opened.report(published), as_json)


def _report(project: Path, output: Path | None) -> None:
    """Writes the page and says where."""
    from nightdesk.flows.cli.output import write_page
    from nightdesk.flows.project import load_project
    from nightdesk.warehouse.publishing.publish import CURRENT_PAGE

    path = output or load_project(project).editions_folder / CURRENT_PAGE
    write_page(path, current_page(project))


def _serve(project: Path, port: int) -> None:
    """Shows the page on this machine until Ctrl-C; a new edition is seen at the next reload."""
    from nightdesk.flows.errors import UsageError
    from nightdesk.flows.reports.server import HOST, page_server

    current_page(project)  # what is wrong is said here, not in the browser
    try:
        server = page_server(lambda: current_page(project), port)
    except OSError as error:
        raise UsageError(
            f"port {port} of {HOST} cannot be used: {error.strerror}; choose another with --port"
        ) from None
    with server:
        print(f"http://{HOST}:{server.server_address[1]}/  (Ctrl-C ends)", flush=True)
        with suppress(KeyboardInterrupt):
            server.serve_forever()


def current_page(project: Path) -> str:
    """The page of the project's current edition."""
    from nightdesk.flows.cli.opening import edition
    from nightdesk.flows.reports.morning import render

    with edition(project) as connection:
        return render(connection)
