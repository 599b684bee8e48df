"""report: the morning page of the current edition made anew, as a file; --serve shows it on this machine alone."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from nightdesk.flows.cli.commands.pages import write_page
from nightdesk.flows.cli.commands.reading import edition
from nightdesk.flows.errors import UsageError
from nightdesk.flows.project import load_project
from nightdesk.flows.reports.morning import render
from nightdesk.flows.reports.server import HOST, page_server
from nightdesk.warehouse.publishing.publish import CURRENT_PAGE


def report(project: Path, output: Path | None) -> None:
    """Writes the page and says where."""
    path = output or load_project(project).editions_folder / CURRENT_PAGE
    write_page(path, current_page(project))


def serve(project: Path, port: int) -> None:
    """Shows the page on this machine until Ctrl-C; a new edition is seen at the next reload."""
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
    with edition(project) as connection:
        return render(connection)
