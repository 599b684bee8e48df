"""serve, backfill, reprocess, audit: nights when they are due, made up for, made anew, and all of it proved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from nightdesk.flows.cli.commands.nights import finish
from nightdesk.flows.errors import UsageError
from nightdesk.flows.project import load_project
from nightdesk.flows.serve import serve_nights


def serve(project: Path) -> None:
    """Keeps starting nights until it is stopped."""
    loaded = load_project(project)
    if not loaded.sources:
        raise UsageError(f"{loaded.folder} declares no sources; 'nightdesk init' writes an example")
    settings = loaded.settings
    print(f"Nights at {settings.schedule!r}, {settings.time_zone}; stop with Ctrl-C.", flush=True)
    serve_nights(loaded)


def reprocess(project: Path, stage: str, since: date | None, until: date | None, as_json: bool) -> None:
    """Makes a span of articles anew, plainly: a person waits for it."""
    from nightdesk.flows.reprocess import reprocess as flow

    finish(flow.fn(project, stage, since, until), as_json)  # type: ignore[arg-type]


def backfill(paths: Sequence[Path], project: Path, since: date | None, until: date | None, as_json: bool) -> None:
    """Takes archives into the days they belong to, plainly: a person waits for it."""
    from nightdesk.flows.backfill import backfill as flow

    finish(flow.fn(project, list(paths), since, until), as_json)


def audit(project: Path) -> None:
    """Proves everything stored; says so, or fails with what is wrong."""
    from nightdesk.flows.audit import audit as flow

    flow.fn(project)
    print("Everything is as promised: tables, texts, captures and editions.")
