"""Writes an edition as files: ``<folder>/<edition id>/<table>.parquet`` or ``.csv``, and ``<folder>/current``.

``current`` is a symbolic link, put in place in one step when all files are there. The edition before stays for those
who are still reading it; older ones go.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Literal

import duckdb

from nightdesk.warehouse.durable import sync_to_disk
from nightdesk.warehouse.targets.source import OpenEdition, Table

Format = Literal["parquet", "csv"]

_PART = ".nightdesk.part"


def write_files(source: OpenEdition, folder: Path, format_: Format) -> dict[str, int]:
    """Writes every table, makes the edition current in the folder and returns the row count of each table.

    Raises:
        OSError: the disk is full or refuses; what ``current`` names has not changed.
    """
    part = folder / _PART
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    try:
        counts = {table.name: _write(source, table, part, format_) for table in source.tables}
        _move(part, folder / source.edition_id, format_)
        _make_current(folder, source.edition_id)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    _prune(folder, format_)
    return counts


def _write(source: OpenEdition, table: Table, folder: Path, format_: Format) -> int:
    rows, path = source.rows(table.name), folder / f"{table.name}.{format_}"
    try:
        if format_ == "parquet":
            rows.write_parquet(str(path), compression="zstd")
        else:
            rows.project(", ".join(map(_cell, rows.columns, rows.types))).write_csv(str(path), header=True)
    except duckdb.IOException as error:
        raise OSError(f"{path}: {error}") from error
    sync_to_disk(path)
    return len(rows)


def _cell(column: str, type_: object) -> str:
    """The column as it is written to CSV: text that begins like a formula gets an apostrophe, numbers stay numbers."""
    return f'inert("{column}") as "{column}"' if str(type_) == "VARCHAR" else f'"{column}"'


def _move(part: Path, folder: Path, format_: Format) -> None:
    """Moves the files; a folder of the same edition takes them one by one, each whole at any time."""
    folder.mkdir(exist_ok=True)
    written = {path.name for path in part.iterdir()}
    for name in sorted(written):
        (part / name).replace(folder / name)
    for path in folder.glob(f"*.{format_}"):
        if path.name not in written:
            path.unlink()
    sync_to_disk(folder)


def _make_current(folder: Path, edition_id: str) -> None:
    aside = folder / ".current.part"
    aside.unlink(missing_ok=True)
    aside.symlink_to(edition_id)
    aside.replace(folder / "current")
    sync_to_disk(folder)


def _prune(folder: Path, format_: Format) -> None:
    """Removes all but the newest two editions and the current one; folders that hold no edition are not touched."""
    current = (folder / "current").resolve()
    editions = [path.parent for path in folder.glob(f"*/edition.{format_}") if path.parent.name != "current"]
    newest_first = sorted(editions, key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for old in newest_first[2:]:
        if old.resolve() != current:
            shutil.rmtree(old)
