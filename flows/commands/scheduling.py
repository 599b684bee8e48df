"""serve, reprocess: nights when they are due, and nights made anew."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from nightdesk.flows.commands.nights import finish
from nightdesk.flows.errors import UsageError
from nightdesk.flows.project import load_project
from nightdesk.flows.scheduling import serve_nights


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
