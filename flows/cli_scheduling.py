"""nightdesk serve: declares the commands of scheduled work; the work is in `commands/scheduling.py`."""

from __future__ import annotations

from pathlib import Path

from nightdesk.flows.cli_options import ProjectOption


def serve(project: ProjectOption = Path()) -> None:
    """Start a night whenever the schedule says so, as flow runs of a Prefect server."""
    from nightdesk.flows.commands import scheduling

    scheduling.serve(project)
