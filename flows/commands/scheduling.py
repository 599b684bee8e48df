"""serve: nights when they are due."""

from __future__ import annotations

from pathlib import Path

from nightdesk.flows.errors import UsageError
from nightdesk.flows.scheduling import serve_nights
from nightdesk.flows.settings import load_project


def serve(project: Path) -> None:
    """Keeps starting nights until it is stopped."""
    loaded = load_project(project)
    if not loaded.sources:
        raise UsageError(f"{loaded.folder} declares no sources; 'nightdesk init' writes an example")
    settings = loaded.settings
    print(f"Nights at {settings.schedule!r}, {settings.time_zone}; stop with Ctrl-C.", flush=True)
    serve_nights(loaded)
