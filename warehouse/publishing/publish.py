"""Publishes editions: immutable DuckDB files built aside and put in place by rename, so that readers never wait.

``current.duckdb`` is a hard link to the newest edition (a copy where the file system has no links): to every
tool and container it is a plain file, and a link costs no space. A rename puts it in place in one step; whoever
has the old file open keeps reading it, whoever opens afterwards reads the new one.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from nightdesk.warehouse.connection import open_edition
from nightdesk.warehouse.durable import sync_to_disk
from nightdesk.warehouse.logical_hash import logical_hash
from nightdesk.warehouse.publishing.checks import CheckResult, refuse_failures, run_checks
from nightdesk.warehouse.publishing.writing import write_edition

CURRENT = "current.duckdb"
CURRENT_PAGE = "morning.html"
"""The page of the newest edition; each edition's own page lies beside it under its name."""

_EDITION_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*")


class UnknownEdition(Exception):
    """No such edition in the folder; the message lists those there are."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A published file."""

    edition_id: str
    published_at: datetime
    path: Path
    size_bytes: int
    is_current: bool
    checks: tuple[CheckResult, ...] = ()
    """The checks it passed, warnings included; empty where the edition was only listed."""


def publish_edition(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    edition_id: str,
    published_at: datetime,
    keep: int,
    *,
    with_texts: bool = True,
) -> Edition:
    """Publishes the marts as ``<folder>/<edition_id>.duckdb`` and makes it current.

    Args:
        connection: the working database, marts built, no open transaction.
        folder: where editions lie; made if it is missing.
        edition_id: letters, digits, dots, dashes and underscores.
        published_at: the clock of the run, timezone-aware.
        keep: how many editions stay, the current one always among them; at least 1.
        with_texts: False leaves out the full texts of the articles.

    Raises:
        ChecksFailed: a check of severity fail found rows; nothing visible has changed.
        OSError: the disk is full or refuses; nothing visible has changed.
    """
    if not _EDITION_ID.fullmatch(edition_id) or f"{edition_id}.duckdb" == CURRENT:
        raise ValueError(f"not an edition id: {edition_id!r}")
    checks = run_checks(connection)
    refuse_failures(checks)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{edition_id}.duckdb"
    with _aside(folder, edition_id) as aside:
        write_edition(connection, aside, edition_id, published_at, checks, with_texts)
        _seal(aside, published_at)
        _put_in_place(aside, path)
    _make_current(path)
    _prune(folder, keep)
    return replace(_read(path), checks=checks)


def list_editions(folder: Path) -> list[Edition]:
    """The editions of a folder, newest first; [] where there is no folder."""
    found = [_read(path) for path in folder.glob("[!.]*.duckdb") if path.name != CURRENT]
    return sorted(found, key=lambda edition: (edition.published_at, edition.edition_id), reverse=True)


def prove_edition(path: Path) -> None:
    """Reads every table of an edition to its end; a damaged block raises duckdb.Error."""
    with open_edition(path) as edition:
        logical_hash(edition, ignore_columns=())


def rollback(folder: Path, edition_id: str) -> Edition:
    """Makes an edition of the folder current again.

    Raises:
        UnknownEdition: the folder does not hold it (any more).
    """
    for edition in list_editions(folder):
        if edition.edition_id == edition_id:
            _make_current(edition.path)
            _show_page_of(edition.path)
            return replace(edition, is_current=True)
    known = ", ".join(edition.edition_id for edition in list_editions(folder)) or "none"
    raise UnknownEdition(f"{folder} has no edition {edition_id}; there are: {known}")


def page_path(edition: Path) -> Path:
    """Where the page of an edition lies, if it has one."""
    return edition.with_suffix(".html")


def put_page(edition: Path, page: str) -> Path:
    """Puts the page of the current edition beside it, and in place of the page shown before; each in one step.

    Raises:
        OSError: the disk is full or refuses; the page shown before stands.
    """
    _replace_text(page_path(edition), page)
    _show_page_of(edition)
    return page_path(edition)


def _show_page_of(edition: Path) -> None:
    """Makes the page shown that of an edition; an edition without one shows none."""
    shown, own = edition.with_name(CURRENT_PAGE), page_path(edition)
    if own.exists():
        _replace_text(shown, own.read_text(encoding="utf-8"))
    else:
        shown.unlink(missing_ok=True)


def _replace_text(path: Path, text: str) -> None:
    aside = path.with_name(f".{path.name}.part")
    try:
        aside.write_text(text, encoding="utf-8", errors="replace")
        sync_to_disk(aside)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


@contextmanager
def _aside(folder: Path, edition_id: str) -> Iterator[Path]:
    """A path that no reader looks at, clean before and after, on the file system of the folder.

    What killed runs left is removed first: there is one writer, so no other run is at work on it.
    """
    path = folder / f".{edition_id}.part"
    for left in [*folder.glob(".*.part"), *folder.glob(".*.part.wal")]:
        left.unlink()
    try:
        yield path
    finally:
        _remove(path)


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)
    _wal(path).unlink(missing_ok=True)


def _wal(path: Path) -> Path:
    """Where DuckDB looks for the write-ahead log of a file; a stale one would be replayed into it."""
    return path.with_name(path.name + ".wal")


def _seal(path: Path, published_at: datetime) -> None:
    """Proves that the file opens and is whole, then makes it read-only, dated and durable."""
    with open_edition(path) as edition:
        edition.table("edition").fetchall()
    os.utime(path, (published_at.timestamp(), published_at.timestamp()))
    path.chmod(0o444)
    sync_to_disk(path)


def _put_in_place(aside: Path, path: Path) -> None:
    _wal(path).unlink(missing_ok=True)
    aside.replace(path)
    sync_to_disk(path.parent)


def _make_current(path: Path) -> None:
    """Points ``current.duckdb`` at an edition in one step."""
    current, aside = path.with_name(CURRENT), path.with_name(f".{CURRENT}.part")
    _remove(aside)
    try:
        aside.hardlink_to(path)
    except OSError:  # a file system without hard links
        shutil.copy2(path, aside)
        sync_to_disk(aside)
    _put_in_place(aside, current)
    _remove(aside)  # renaming one link of a file over another leaves both


def _prune(folder: Path, keep: int) -> None:
    """Removes all but the newest ``keep`` editions with their pages; who has one open keeps it until they close."""
    for edition in list_editions(folder)[max(keep, 1) :]:
        if not edition.is_current:
            _remove(edition.path)
            page_path(edition.path).unlink(missing_ok=True)


def keep_only_current(folder: Path) -> None:
    """Removes every edition but the current one, and every page but its own; readers keep what they have open."""
    editions = list_editions(folder)
    current = [edition.path for edition in editions if edition.is_current]
    for edition in editions:
        if not edition.is_current:
            _remove(edition.path)
    for page in set(folder.glob("*.html")) - {page_path(path) for path in current}:
        page.unlink()
    for path in current:
        _show_page_of(path)


def _read(path: Path) -> Edition:
    """An edition as its file's name, date and size tell it; nothing is opened."""
    facts = path.stat()
    current = path.with_name(CURRENT)
    return Edition(
        edition_id=path.name.removesuffix(".duckdb"),
        published_at=datetime.fromtimestamp(facts.st_mtime, UTC),
        path=path,
        size_bytes=facts.st_size,
        is_current=current.exists() and _same_edition(facts, current.stat()),
    )


def _same_edition(one: os.stat_result, other: os.stat_result) -> bool:
    """True for two links of one file, or for a file and its copy, which keeps size and date."""
    if one.st_nlink > 1 or other.st_nlink > 1:
        return os.path.samestat(one, other)
    return (one.st_size, one.st_mtime) == (other.st_size, other.st_mtime)
