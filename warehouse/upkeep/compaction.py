"""Copies a database without the room that deleted rows leave behind: DuckDB's files never shrink by themselves."""

from __future__ import annotations

from pathlib import Path

import duckdb

from nightdesk.warehouse.connection import open_to_read
from nightdesk.warehouse.durable import sync_to_disk
from nightdesk.warehouse.logical_hash import logical_hash
from nightdesk.warehouse.sql import statement


class CopyDiffers(Exception):
    """The compact copy does not hold what the file holds; the file was left as it is."""


def compact(path: Path, memory_limit: str) -> tuple[int, int]:
    """Replaces a working file by a compact copy, proved equal row by row; returns its size before and after.

    Nobody may have the file open. A kill leaves the old or the new file, whole.
    """
    before, aside = path.stat().st_size, path.with_name(f".{path.name}.part")
    _remove(aside)
    try:
        _copy(path, aside, memory_limit)
        if _content(aside, memory_limit) != _content(path, memory_limit):
            raise CopyDiffers(f"the compact copy of {path} does not hold the same rows; nothing was changed")
        sync_to_disk(aside)
        _wal(path).unlink(missing_ok=True)  # what it held is in the copy; a stale one would be replayed into it
        aside.replace(path)
        sync_to_disk(path.parent)
    finally:
        _remove(aside)
    return before, path.stat().st_size


def _copy(path: Path, aside: Path, memory_limit: str) -> None:
    with duckdb.connect(":memory:", config={"memory_limit": memory_limit}) as connection:
        source, target = (str(each).replace("'", "''") for each in (path, aside))
        connection.execute(f"attach '{source}' as working (read_only)")
        connection.execute(f"attach '{target}' as compacted")
        connection.execute("copy from database working to compacted")
        connection.execute("checkpoint compacted")


def _content(path: Path, memory_limit: str) -> dict[str, str]:
    with open_to_read(path, memory_limit) as connection:
        tables = [row[0] for row in connection.execute(statement("tables")).fetchall()]
        return logical_hash(connection, tables, ignore_columns=())


def _wal(path: Path) -> Path:
    return path.with_name(path.name + ".wal")


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)
    _wal(path).unlink(missing_ok=True)
