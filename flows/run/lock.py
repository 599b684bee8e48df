"""The lock of a project's working database: one writer at a time, here or, for a lake, on any machine."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import duckdb
from filelock import FileLock, Timeout

from nightdesk.flows.errors import RunHeld, UsageError
from nightdesk.flows.project import Project
from nightdesk.warehouse.connection import SchemaDiffers, WarehouseBusy, open_to_read, open_working
from nightdesk.warehouse.lake import Lake, LakeBusy, LakeMissing, sole_writer, tidy
from nightdesk.warehouse.migrate import SchemaRefused

OpenPlace = Callable[[Path | Lake, str], duckdb.DuckDBPyConnection]

_NOTE = "nightdesk.lock.holder"


class Holder(NamedTuple):
    """Who holds a project, as noted beside the lock."""

    pid: int
    since: str


@contextmanager
def lock_project(folder: Path) -> Iterator[None]:
    """Holds the project's single-writer lock; the system frees it when the holder dies, however it dies.

    Raises:
        RunHeld: another process holds it; the message names it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    note = folder / _NOTE
    lock = FileLock(folder / "nightdesk.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise RunHeld(
            f"another run holds {folder}: {_holder_named(folder)}; wait for it or stop that process"
        ) from None
    try:
        holder = Holder(os.getpid(), datetime.now(UTC).isoformat(timespec="seconds"))
        note.write_text(json.dumps(holder._asdict()))
        yield
    finally:
        note.unlink(missing_ok=True)
        lock.release()


def is_locked(folder: Path) -> bool:
    """Whether a run holds the project now; asks nobody to wait."""
    holder = _holder(folder)
    return holder is not None and is_alive(holder.pid)  # a killed process leaves its note


def is_alive(pid: int) -> bool:
    """Whether a process of this machine is still there, whosever it is."""
    try:
        os.kill(pid, 0)
    except PermissionError:
        return True
    except OSError:
        return False
    return True


def _holder(folder: Path) -> Holder | None:
    try:
        note = json.loads((folder / _NOTE).read_text())
        return Holder(int(note["pid"]), str(note["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _holder_named(folder: Path) -> str:
    holder = _holder(folder)
    return f"process {holder.pid}, since {holder.since}" if holder else "an unknown process"


@contextmanager
def _lock_warehouse(project: Project) -> Iterator[None]:
    """Holds a project's folder and, where its tables are in a lake, the lake against writers on any machine."""
    with lock_project(project.folder), ExitStack() as held:
        if isinstance(project.warehouse, Lake):
            try:
                held.enter_context(sole_writer(project.warehouse))
            except LakeBusy as error:
                raise RunHeld(f"{error}; wait for it or stop that process") from error
            except LakeMissing as error:
                raise UsageError(f"setting warehouse: {error}") from error
        yield


@contextmanager
def _opened(project: Project, open_place: OpenPlace) -> Iterator[duckdb.DuckDBPyConnection]:
    try:
        connection = open_place(project.warehouse, project.settings.memory_limit)
    except WarehouseBusy as error:
        raise RunHeld(f"{error}; close the program that has it open (editions are for reading)") from error
    except (SchemaRefused, SchemaDiffers, LakeMissing) as error:
        raise UsageError(f"{project.warehouse}: {error}") from error
    with closing(connection):
        yield connection


@contextmanager
def open_warehouse(project: Project) -> Iterator[duckdb.DuckDBPyConnection]:
    """A project's working database, locked for every other writer until it is closed.

    Raises:
        RunHeld: another process holds it, here or, for a lake, on any machine.
        UsageError: a newer program wrote it, or the lake cannot be reached.
    """
    with _lock_warehouse(project), _opened(project, open_working) as connection:
        yield connection
        if isinstance(project.warehouse, Lake):
            tidy(connection)


@contextmanager
def open_for_reading(project: Project) -> Iterator[duckdb.DuckDBPyConnection]:
    """The working database of a project that no run works on, for reading only; nothing is migrated.

    Raises:
        RunHeld: a run works on it.
        UsageError: there is no working file, or one of another program version, or the lake cannot be reached.
    """
    if not project.has_warehouse:
        raise UsageError(f"{project.folder} holds no working file; there is nothing to read")
    with _lock_warehouse(project), _opened(project, open_to_read) as connection:
        yield connection
