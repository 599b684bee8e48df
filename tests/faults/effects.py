"""Sees every effect of a run on its disk, from outside: the product carries no hooks.

The calls through which the program changes anything are wrapped: statements, inserts and transactions of DuckDB, and
what `os` and `CaptureWriter` do to files. Each call gives two points, before and after it, named by the stage, the
call and the function that made it; a new effect anywhere in the product is a new point without anybody naming it.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from nightdesk import flows, warehouse
from nightdesk.flows import captures

Seen = Callable[[str], None]

_ROOMS = tuple(str(Path(str(room.__file__)).parent) for room in (flows, warehouse))
# functions that only pass a write on; the point is named by who asked for it
_CARRIERS = {"bulk", "connection", "sql", "effects"}
_PASSING = {"transaction", "sync_to_disk", "_remove", "_run", "work"}
_READS = {duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN}
_FILE_CALLS = ("fsync", "replace", "rename", "link", "unlink", "mkdir", "chmod", "utime")
_DATABASE_CALLS = ("begin", "commit", "rollback", "execute")


def watch(seen: Seen) -> None:
    """Calls ``seen(point)`` around every effect of this process from now on; only its main thread has any."""
    for name in _DATABASE_CALLS:
        _wrap(duckdb.DuckDBPyConnection, name, seen)
    _wrap(duckdb.DuckDBPyRelation, "insert_into", seen)
    for name in _FILE_CALLS:
        _wrap(os, name, seen)
    _wrap(captures.CaptureWriter, "_write", seen)
    _wrap(Path, "write_text", seen)


def _wrap(owner: Any, name: str, seen: Seen) -> None:
    call = getattr(owner, name)

    def wrapped(*args: Any, **more: Any) -> Any:
        place = _place() if threading.current_thread() is threading.main_thread() else None
        if place is None or (name == "execute" and _only_reads(str(args[1]))):
            return call(*args, **more)
        seen(f"before {name}: {place}")
        result = call(*args, **more)
        seen(f"after {name}: {place}")
        return result

    setattr(owner, name, wrapped)


def _place() -> str | None:
    """``stage: module.function`` of the product's function that caused a call; None where it was not the product."""
    names: list[tuple[str, str]] = []
    frame = sys._getframe(2)
    while frame is not None:
        file = frame.f_code.co_filename
        if file.startswith(_ROOMS):
            names.append((Path(file).stem, frame.f_code.co_name))
        frame = frame.f_back  # type: ignore[assignment]
    stage = next((function for module, function in names if module == "night"), "run")
    caused = [name for name in names if name[0] not in _CARRIERS and name[1] not in _PASSING]
    return f"{stage}, {'.'.join(caused[0])}" if caused else None


@cache
def _only_reads(sql: str) -> bool:
    return all(statement.type in _READS for statement in duckdb.extract_statements(sql))
