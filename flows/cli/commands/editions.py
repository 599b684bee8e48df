"""editions, rollback, publish --to: the published editions and their copies for other tools."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from nightdesk.flows.cli.commands.reading import show_rows
from nightdesk.flows.errors import NightdeskError, UsageError
from nightdesk.flows.holding import hold
from nightdesk.flows.project import load_project
from nightdesk.warehouse.publishing.publish import UnknownEdition, list_editions, rollback
from nightdesk.warehouse.targets.files import write_files
from nightdesk.warehouse.targets.postgres import TargetRefused, publish_to_postgres
from nightdesk.warehouse.targets.source import OpenEdition, open_source


def show(project: Path, as_json: bool) -> None:
    """The editions, newest first."""
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


def roll_back(project: Path, edition_id: str) -> None:
    """Makes an edition current again, unless a run is about to publish one."""
    loaded = load_project(project)
    with hold(loaded.folder):
        try:
            edition = rollback(loaded.editions_folder, edition_id)
        except UnknownEdition as error:
            raise UsageError(str(error)) from None
    print(f"{edition.edition_id} is current again. Readers that keep a connection must reconnect.")


def copy(project: Path, to: str | None, place: str | None, as_json: bool) -> None:
    """Copies the current edition to a folder or a database."""
    if to is None or place is None:
        raise UsageError("say where to: publish --to parquet FOLDER, --to csv FOLDER or --to postgres DSN")
    loaded = load_project(project)
    if not loaded.current_edition.exists():
        raise UsageError(f"no edition in {loaded.editions_folder}; 'nightdesk run' or 'nightdesk publish' makes one")
    with open_source(loaded.current_edition, loaded.settings.publish_texts == "everywhere") as source:
        counts = _copy(source, to, place)
        edition_id = source.edition_id
    if as_json:
        print(json.dumps({"edition_id": edition_id, "to": to, "rows": counts}))
    else:
        print(f"Edition {edition_id}: {len(counts)} tables, {sum(counts.values()):,} rows copied to {to}.")


def _copy(source: OpenEdition, to: str, place: str) -> dict[str, int]:
    try:
        if to == "postgres":
            return publish_to_postgres(source, place)
        return write_files(source, Path(place), "parquet" if to == "parquet" else "csv")
    except TargetRefused as error:
        raise NightdeskError(str(error)) from None
    except OSError as error:
        raise NightdeskError(f"{place} cannot be written: {error.strerror or error}") from None
