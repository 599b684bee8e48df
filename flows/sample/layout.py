"""The sample as a project folder: the web of each invented night, laid over that of the night before."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

from nightdesk.flows.errors import UsageError
from nightdesk.flows.project import SOURCES_FILE

# the nights of the invented web; the clock is part of the sample, so that every demo gives the same rows
NIGHTS = {
    1: datetime(2026, 3, 10, 23, 30, tzinfo=UTC),
    2: datetime(2026, 3, 11, 23, 30, tzinfo=UTC),
    3: datetime(2026, 3, 12, 23, 30, tzinfo=UTC),
}


_MARK = "This folder was made by 'nightdesk demo'."


@contextmanager
def sample() -> Iterator[Path]:
    """The bundled sample as a folder."""
    with resources.as_file(resources.files("nightdesk.flows.sample")) as folder:
        yield folder


def prepare(project: Path, source: Path) -> None:
    """A folder that is new or was made by an earlier demo; nobody's own project is touched."""
    mark = project / "DEMO"
    if project.exists() and any(project.iterdir()) and not mark.exists():
        raise UsageError(f"{project} is not empty and was not made by a demo; choose another folder with --project")
    project.mkdir(parents=True, exist_ok=True)
    mark.write_text(_MARK + "\n", encoding="utf-8")
    shutil.copyfile(source / "sources.toml", project / SOURCES_FILE)
    shutil.rmtree(project / "web", ignore_errors=True)
    shutil.rmtree(project / "inbox", ignore_errors=True)
    shutil.copytree(source / "inbox", project / "inbox")


def lay_out_night(source: Path, project: Path, number: int) -> None:
    """Lays the web of one night over that of the night before; withdrawn pages go."""
    shutil.copytree(source / "nights" / str(number) / "sites", project / "web", dirs_exist_ok=True)
    gone = source / "nights" / str(number) / "gone.txt"
    if gone.is_file():
        shutil.copyfile(gone, project / "web" / "gone.txt")
