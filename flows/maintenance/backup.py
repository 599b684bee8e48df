"""Backups: a complete copy of a project with a checksum a file; restored only after every checksum was verified.

Each backup is a folder laid out as the project, so that ordinary tools can read it; what has not changed since the
backup before it is a hard link to that one's file. It is built aside and renamed: a killed backup leaves none.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from nightdesk.flows.errors import NightdeskError, UsageError
from nightdesk.flows.models.matchers import CHECKSUM_FILE, MATCHER_FILE
from nightdesk.flows.project import SETTINGS_FILE, SOURCES_FILE, Project, load_project
from nightdesk.flows.run.lock import lock_project
from nightdesk.flows.settings import PROGRAM_VERSION
from nightdesk.warehouse.connection import open_working
from nightdesk.warehouse.durable import sync_to_disk
from nightdesk.warehouse.publishing.publish import list_editions, rollback

MANIFEST = "manifest.json"
_FORMAT = 1
_CHUNK_BYTES = 1 << 20
_RULES = "rules"
_WRITTEN_BY_PEOPLE = (SETTINGS_FILE, SOURCES_FILE, MATCHER_FILE, CHECKSUM_FILE)


class Entry(NamedTuple):
    """A file of a backup."""

    size_bytes: int
    sha256: str


class Backup(NamedTuple):
    """A backup as its manifest describes it."""

    folder: Path
    made_at: str
    program_version: str
    edition_id: str | None
    files: dict[str, Entry]
    linked: int = 0
    """How many files were not copied because the backup before has them; known only when it was just made."""

    @property
    def size_bytes(self) -> int:
        """What it takes where nothing is linked."""
        return sum(entry.size_bytes for entry in self.files.values())


class BackupDamaged(NightdeskError):
    """A backup that is not what was backed up; nothing was restored from it."""


def back_up(project: Project, folder: Path, now: datetime) -> Backup:
    """Copies a project that no run works on to ``<folder>/<time>``.

    Raises:
        RunHeld: a run works on it.
        UsageError: there is nothing to back up, or the folder lies inside the project.
    """
    folder = folder.resolve()
    working = project.needs_file("back up", "run pg_dump on its database, then copy the folder")
    if folder.is_relative_to(project.folder):
        raise UsageError(f"{folder} lies inside the project; a backup belongs on another disk or machine")
    aside, done = folder / f".{now:%Y%m%dT%H%M%SZ}.part", folder / f"{now:%Y%m%dT%H%M%SZ}"
    with lock_project(project.folder):
        with closing(open_working(working, project.settings.memory_limit)) as connection:
            connection.execute("checkpoint")
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True)
        try:
            made = _copy_all(project, aside, newest(folder), now)
            aside.rename(done)
        except BaseException:
            shutil.rmtree(aside, ignore_errors=True)
            raise
    sync_to_disk(folder)
    return made._replace(folder=done)


def _copy_all(project: Project, aside: Path, before: Backup | None, now: datetime) -> Backup:
    files, linked = {}, 0
    for name in _files_of(project):
        entry, was_linked = _copy_or_link(project.folder / name, aside / name, name, before)
        files[name] = entry
        linked += was_linked
    current = _current_edition(project)
    made = Backup(aside, now.isoformat(timespec="seconds"), PROGRAM_VERSION, current, files, linked)
    (aside / MANIFEST).write_text(_manifest_text(made), encoding="utf-8")
    sync_to_disk(aside / MANIFEST)
    sync_to_disk(aside)
    return made


def _files_of(project: Project) -> Iterator[str]:
    """What cannot be had again: the working file, captures, the current edition, what people wrote and trained."""
    names = (project.working_file.name, *_WRITTEN_BY_PEOPLE)
    yield from (name for name in names if (project.folder / name).is_file())
    for folder in (project.captures_folder, project.folder / _RULES):
        yield from (str(path.relative_to(project.folder)) for path in sorted(folder.rglob("*")) if path.is_file())
    if edition_id := _current_edition(project):
        yield f"{project.editions_folder.name}/{edition_id}.duckdb"


def _current_edition(project: Project) -> str | None:
    return next((each.edition_id for each in list_editions(project.editions_folder) if each.is_current), None)


def _copy_or_link(source: Path, target: Path, name: str, before: Backup | None) -> tuple[Entry, bool]:
    """(the file's entry, whether the backup before it has the same file and was linked to)."""
    target.parent.mkdir(parents=True, exist_ok=True)
    known = before and before.files.get(name)
    if before and known and known.size_bytes == source.stat().st_size and _sha256(source) == known.sha256:
        try:
            target.hardlink_to(before.folder / name)
            return known, True
        except OSError:
            pass  # a file system without hard links, or a file that has gone: it is copied
    return _copied(source, target), False


def _copied(source: Path, target: Path) -> Entry:
    """Copies a file durably and returns what was written."""
    digest, size = hashlib.sha256(), 0
    with source.open("rb") as reading, target.open("xb") as writing:
        while chunk := reading.read(_CHUNK_BYTES):
            writing.write(chunk)
            digest.update(chunk)
            size += len(chunk)
        writing.flush()
        os.fsync(writing.fileno())
    shutil.copystat(source, target)
    return Entry(size, digest.hexdigest())


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _manifest_text(backup: Backup) -> str:
    facts = {
        "format": _FORMAT,
        "made_at": backup.made_at,
        "program_version": backup.program_version,
        "edition_id": backup.edition_id,
        "files": {name: entry._asdict() for name, entry in backup.files.items()},
    }
    return json.dumps({**facts, "sha256": _hash_of(facts)}, indent=1)


def _hash_of(facts: dict[str, object]) -> str:
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def newest(folder: Path) -> Backup | None:
    """The last backup of a folder of backups; None where there is none."""
    manifests = sorted(folder.glob(f"[!.]*/{MANIFEST}"))
    return read_manifest(manifests[-1].parent) if manifests else None


def read_manifest(folder: Path) -> Backup:
    """A backup as its manifest describes it; the files are not looked at.

    Raises:
        BackupDamaged: the manifest is missing or not the one that was written.
    """
    path = folder / MANIFEST
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
        written = facts.pop("sha256")
        files = {name: Entry(**entry) for name, entry in facts["files"].items()}
        found = Backup(folder, facts["made_at"], facts["program_version"], facts["edition_id"], files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackupDamaged(f"{path} is no manifest of a backup ({error}); nothing was restored") from None
    if written != _hash_of(facts):
        raise BackupDamaged(f"{path} was changed after the backup; nothing was restored")
    return found


def verify(backup: Backup) -> None:
    """Reads every file of a backup.

    Raises:
        BackupDamaged: a file is missing or differs; names all of them.
    """
    wrong = [name for name, entry in backup.files.items() if not _is_whole(backup.folder / name, entry)]
    if wrong:
        raise BackupDamaged(f"{backup.folder} is damaged, nothing was restored: {', '.join(wrong)}")


def _is_whole(path: Path, entry: Entry) -> bool:
    try:
        return path.stat().st_size == entry.size_bytes and _sha256(path) == entry.sha256
    except OSError:
        return False


def restore(backup: Backup, folder: Path, force: bool, now: datetime) -> Path | None:
    """Puts a verified backup in place and returns where what was there before lies now; None: nothing was.

    Raises:
        BackupDamaged: see `verify`; nothing was touched.
        UsageError: the folder holds something and ``force`` was not given.
        RunHeld: a run works on the folder.
    """
    verify(backup)
    with lock_project(folder):
        there = [path for path in folder.iterdir() if not path.name.startswith(("nightdesk.lock", ".restore"))]
        if there and not force:
            raise UsageError(f"{folder} is not empty; --force moves what is there aside")
        aside = folder / ".restore.part"
        shutil.rmtree(aside, ignore_errors=True)
        for name, entry in backup.files.items():
            (aside / name).parent.mkdir(parents=True, exist_ok=True)
            if _copied(backup.folder / name, aside / name) != entry:
                raise BackupDamaged(f"{backup.folder / name} changed while it was read; nothing was restored")
        return _swap(load_project(aside), folder, folder / f"replaced-{now:%Y%m%dT%H%M%SZ}")


def _swap(restored: Project, folder: Path, replaced: Path) -> Path | None:
    """Moves what a project holds aside and the restored files in; the working file goes first and comes last."""
    for edition in list_editions(restored.editions_folder):
        rollback(restored.editions_folder, edition.edition_id)
    working = restored.working_file.name
    captures, editions = restored.captures_folder.name, restored.editions_folder.name
    names = (working, f"{working}.wal", captures, editions, _RULES, *_WRITTEN_BY_PEOPLE)
    for name in names:
        if (folder / name).exists():
            replaced.mkdir(exist_ok=True)
            (folder / name).rename(replaced / name)
    for name in reversed(names):
        if (restored.folder / name).exists():
            (restored.folder / name).rename(folder / name)
    restored.folder.rmdir()
    sync_to_disk(folder)
    return replaced if replaced.exists() else None
