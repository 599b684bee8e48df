"""backup, restore, forget, compact: a project copied whole, put back verified, rid of what must not be kept."""

from __future__ import annotations

import json
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from nightdesk.flows.errors import NightdeskError, UsageError
from nightdesk.flows.maintenance import backup as backing_up
from nightdesk.flows.maintenance.backup import Backup
from nightdesk.flows.maintenance.retention import drop_expired
from nightdesk.flows.project import load_project
from nightdesk.flows.run.lock import hold
from nightdesk.flows.run.progress import progress_for
from nightdesk.warehouse.connection import open_working
from nightdesk.warehouse.upkeep import compaction

if TYPE_CHECKING:
    from nightdesk.flows.maintenance.forget import Reach, Request


def backup(folder: Path, project: Path, as_json: bool) -> None:
    """Makes a backup and says where it lies."""
    try:
        made = backing_up.back_up(load_project(project), folder, datetime.now(UTC))
    except OSError as error:
        raise NightdeskError(f"no backup was made: {error.filename or folder}: {error.strerror}") from None
    facts = {"backup": str(made.folder), "files": len(made.files), "bytes": made.size_bytes, "linked": made.linked}
    if as_json:
        print(json.dumps(facts))
    else:
        print(
            f"{made.folder}: {len(made.files)} files, {made.size_bytes:,} bytes; {made.linked} as in the last backup."
        )


def restore(folder: Path, project: Path, force: bool, check: bool) -> None:
    """Verifies a backup and, unless only asked to check, puts it in place and proves what came of it."""
    found = _backup(folder)
    if check:
        backing_up.verify(found)
        print(f"{found.folder}: {len(found.files)} files, every checksum is right (made {found.made_at}).")
        return
    try:
        replaced = backing_up.restore(found, project.resolve(), force, datetime.now(UTC))
    except OSError as error:
        raise NightdeskError(f"not restored: {error.filename or project}: {error.strerror}") from None
    print(f"{project} is as it was at {found.made_at}.")
    if replaced:
        print(f"What was there lies in {replaced}; remove it when nothing of it is needed.")
    _prove(project)


def _backup(folder: Path) -> Backup:
    if (folder / backing_up.MANIFEST).exists():
        return backing_up.read_manifest(folder)
    if (found := backing_up.newest(folder)) is None:
        raise UsageError(f"{folder} is no backup and holds none")
    return found


def _prove(project: Path) -> None:
    """Whatever is wrong was wrong when the backup was made; every checksum has been verified."""
    from nightdesk.flows.maintenance.integrity import prove_project  # the grouping rules take a second to import

    faults = prove_project(load_project(project), progress_for())
    for fault in faults:
        print(fault)
    if faults:
        sys.exit(1)
    print("Every row, payload and edition is what it should be.")


def forget(asked: dict[str, str | None], project: Path, dry_run: bool, yes: bool, as_json: bool) -> None:
    """Shows what would go, asks, and removes it."""
    from nightdesk.flows.maintenance.forget import Request, forget, reach  # the stages take a second to import

    given: list[Any] = [(kind, value) for kind, value in asked.items() if value is not None]
    if len(given) != 1:
        raise UsageError("say one of --url, --domain and --person")
    request = Request(*given[0])
    loaded = load_project(project)
    reached = reach(loaded, request)
    if not as_json:
        print(_in_words(request, reached))
    if not dry_run:
        if not (yes or typer.confirm("Remove this from rows, captures and editions? It cannot be undone")):
            raise UsageError("nothing was removed")
        _, report = forget(loaded, request)
        if not as_json:
            print(f"Removed. Edition {report.edition_id} is without it; earlier editions were removed.")
            print("Backups, and copies made with publish --to, are out of reach: remove or make those anew.")
    if as_json:
        print(json.dumps({"kind": request.kind, "removed": not dry_run, **_counts(reached)}))


def _counts(reached: Reach) -> dict[str, object]:
    found = reached.found
    counts = {"articles": len(found.articles), "captures": len(found.captures), "facts": found.facts}
    return {**counts, "stories": len(found.stories), "addresses": found.addresses, "names": reached.names}


def _in_words(request: Request, reached: Reach) -> str:
    found = reached.found
    if request.kind == "person":
        names = ", ".join(reached.names) or "no name that the archive knows"
        return f"{names}: {found.facts} facts of {len(found.articles)} articles; their texts stay."
    lines = [
        f"{len(found.articles)} articles with {found.facts} facts, {len(found.captures)} captures; "
        f"{len(found.stories)} stories are made anew:",
        *(f"  {address}" for address in found.addresses[:20]),
        *([f"  and {len(found.addresses) - 20} more addresses"] if len(found.addresses) > 20 else []),
    ]
    return "\n".join(lines)


def compact(project: Path, as_json: bool) -> None:
    """Drops expired captures, writes the working file anew, and says what that saved."""
    loaded = load_project(project)
    working = loaded.needs_file("compact", "it removes by itself what was replaced seven days ago")
    with hold(loaded.folder):
        with closing(open_working(working, loaded.settings.memory_limit)) as connection:
            now, days = datetime.now(UTC), loaded.settings.keep_captures_days
            dropped = drop_expired(connection, loaded.captures_folder, days, now)
        before, after = compaction.compact(working, loaded.settings.memory_limit)
    if as_json:
        print(json.dumps({"expired_captures": dropped, "bytes_before": before, "bytes_after": after}))
    else:
        print(f"{dropped} captures were past their time; the working file: {_mb(before)} before, {_mb(after)} now.")


def _mb(size_bytes: int) -> str:
    return f"{size_bytes / 1e6:.1f} MB"
