"""nightdesk doctor, init: is everything in place, and how to begin."""

from __future__ import annotations

import importlib
import json
import platform
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from nightdesk.flows.cli.options import JsonOption, ProjectOption

if TYPE_CHECKING:
    from nightdesk.flows.project import Project
    from nightdesk.flows.settings import Settings
    from nightdesk.flows.source import Source
    from nightdesk.warehouse.lake import Lake


_PACKAGES = ("prefect", "duckdb", "trafilatura", "dedupe", "pyarrow", "fastwarc", "feedparser")


class Finding(NamedTuple):
    """One thing looked at."""

    ok: bool
    what: str
    detail: str


def doctor(
    project: ProjectOption = Path(),
    deep: Annotated[bool, typer.Option("--deep", help="Also prove every row, kept page and edition.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Check the installation, the settings (with where each comes from), the sources and the files."""
    from nightdesk.flows.project import load_project, origins
    from nightdesk.flows.settings import Settings

    loaded = load_project(project)
    settings = [
        {"setting": name, "value": getattr(loaded.settings, name), "from": origin, "about": _about(Settings, name)}
        for name, origin in origins(loaded.folder).items()
    ]
    findings = [*_installation(), *_files(loaded), *_sources(loaded), *(_warehouse(loaded) if deep else ())]
    if as_json:
        print(json.dumps({"settings": settings, "findings": [item._asdict() for item in findings]}, default=str))
    else:
        _show(settings, findings)
    sys.exit(0 if all(item.ok for item in findings) else 1)


def init(folder: Annotated[Path, typer.Argument(help="Folder to make or to complete.")] = Path()) -> None:
    """Write settings.toml and sources.toml, every key with its sentence; existing files are left alone."""
    from nightdesk.flows.errors import NightdeskError
    from nightdesk.flows.project import SETTINGS_FILE, SOURCES_FILE

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in ((SETTINGS_FILE, _settings_text()), (SOURCES_FILE, _sources_text())):
            _write_new(folder / name, text)
    except OSError as error:
        raise NightdeskError(f"{folder}: {error.strerror}") from None
    print(f"Next: edit {folder / SOURCES_FILE}, then 'nightdesk doctor --project {folder}' and 'nightdesk run'.")


def _about(model: type[Settings] | type[Source], name: str) -> str:
    return model.model_fields[name].description or ""


def _installation() -> Iterator[Finding]:
    from nightdesk.flows.settings import PROGRAM_VERSION

    yield Finding(sys.version_info >= (3, 11), "python", platform.python_version())
    yield Finding(True, "nightdesk", PROGRAM_VERSION)
    for name in _PACKAGES:
        try:
            importlib.import_module(name)
            yield Finding(True, name, version(name))
        except (ImportError, PackageNotFoundError) as error:
            yield Finding(False, name, f"{error}: install again with 'make setup' or pip install nightdesk")


def _files(project: Project) -> Iterator[Finding]:
    from nightdesk.flows.project import SETTINGS_FILE, SOURCES_FILE
    from nightdesk.warehouse.lake import Lake

    for name in (SETTINGS_FILE, SOURCES_FILE):
        present = (project.folder / name).is_file()
        yield Finding(True, name, "read" if present else "not there: defaults ('nightdesk init' writes one)")
    lake = project.warehouse
    yield _lake(lake) if isinstance(lake, Lake) else _database("working file", lake)
    yield _database("current edition", project.current_edition)


def _lake(lake: Lake) -> Finding:
    from nightdesk.warehouse.lake import LakeBusy, LakeMissing, sole_writer

    try:
        with sole_writer(lake):
            return Finding(True, "warehouse", f"{lake}: answers")
    except LakeBusy as error:
        return Finding(True, "warehouse", str(error))
    except LakeMissing as error:
        return Finding(False, "warehouse", str(error))


def _database(what: str, path: Path) -> Finding:
    import duckdb

    from nightdesk.warehouse.connection import held_elsewhere

    if not path.exists():
        return Finding(True, what, f"{path}: not there yet")
    try:
        duckdb.connect(str(path), read_only=True).close()
    except duckdb.Error as error:
        busy = held_elsewhere(error)
        return Finding(busy, what, f"{path}: a run holds it now" if busy else f"{path}: {error}")
    return Finding(True, what, f"{path}: {path.stat().st_size:,} bytes, opens")


def _sources(project: Project) -> Iterator[Finding]:
    from nightdesk.flows.project import SOURCES_FILE

    for source in project.sources:
        missing = [place for place in (source.path, source.mirror) if place is not None and not place.exists()]
        detail = f"{source.kind} {source.address}"
        if missing:
            yield Finding(False, f"source {source.id}", f"{detail}: {missing[0]} does not exist; mend {SOURCES_FILE}")
        else:
            yield Finding(True, f"source {source.id}", detail)


def _warehouse(project: Project) -> Iterator[Finding]:
    """Every promise checked for the tables, captures and editions."""
    from nightdesk.flows.maintenance.integrity import check_project  # the grouping rules take a second to import
    from nightdesk.flows.run.progress import progress_for

    faults = check_project(project, progress_for())
    for fault in faults:
        yield Finding(False, fault.check, f"{fault.detail}. Next: {fault.next_step}")
    if not faults:
        yield Finding(True, "warehouse", "every row, payload and edition is what it should be")


def _show(settings: list[dict[str, object]], findings: list[Finding]) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False)
    table = Table("setting", "value", "from", "about", show_edge=False, pad_edge=False)
    for row in settings:
        table.add_row(*(str(value) for value in row.values()))
    console.print(table)
    console.print()
    for item in findings:
        mark = "[green]ok  [/green]" if item.ok else "[red]fail[/red]"
        console.print(mark, end=" ")
        console.print(f"{item.what}: {item.detail}", soft_wrap=True, markup=False)


def _write_new(path: Path, text: str) -> None:
    if path.exists():
        print(f"{path} is there already and stays as it is.")
        return
    path.write_text(text, encoding="utf-8")
    print(f"wrote {path}")


def _settings_text() -> str:
    """Every setting with its sentence and default, commented out."""
    from nightdesk.flows.project import SETTINGS_FILE
    from nightdesk.flows.settings import Settings

    lines = [f"# {SETTINGS_FILE}: how this project's nights run. Lines show the defaults; remove the # to change one."]
    for name, field in Settings.model_fields.items():
        lines += ["", f"# {field.description}", f"# {name} = {json.dumps(field.default)}"]
    return "\n".join(lines) + "\n"


def _sources_text() -> str:
    """An example source and every key with its sentence."""
    from nightdesk.flows.project import SOURCES_FILE
    from nightdesk.flows.source import Source

    lines = [f"# {SOURCES_FILE}: where articles come from, one [[sources]] block each.", "#"]
    lines += [f"#   {name}: {field.description}" for name, field in Source.model_fields.items()]
    lines += ["", "[[sources]]", 'id = "inbox"', 'name = "Inbox"', 'kind = "folder"', 'path = "inbox"']
    return "\n".join(lines) + "\n"
