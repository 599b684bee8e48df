"""nightdesk backup, restore, forget, compact, diff-facts: what looks after a project."""

from __future__ import annotations

import json
import sys
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nightdesk.flows.cli.options import JsonOption, ProjectOption

if TYPE_CHECKING:
    from nightdesk.flows.maintenance.backup import Backup
    from nightdesk.flows.maintenance.forget import Reach, Request
    from nightdesk.flows.maintenance.rule_changes import FactsDiff
    from nightdesk.transforms.facts.differences import Difference, KindOfFact


DayOption = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="By the day articles were first seen.")]


_EXAMPLES = 3
_MOST_CHARS = 100


def backup(
    folder: Annotated[Path, typer.Argument(help="Where backups lie, one folder each; made if missing.")],
    project: ProjectOption = Path(),
    as_json: JsonOption = False,
) -> None:
    """Copy a project whole, with a checksum a file; what has not changed since the last backup takes no space."""
    from nightdesk.flows.errors import NightdeskError
    from nightdesk.flows.maintenance import backup as backing_up
    from nightdesk.flows.project import load_project

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


def restore(
    folder: Annotated[Path, typer.Argument(help="A backup, or a folder of backups: its newest.")],
    project: ProjectOption = Path(),
    force: Annotated[bool, typer.Option("--force", help="Also where something is; it is moved aside.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Only verify the backup; write nothing.")] = False,
) -> None:
    """Verify every checksum of a backup, put it in place, and prove the restored warehouse."""
    from nightdesk.flows.errors import NightdeskError
    from nightdesk.flows.maintenance import backup as backing_up

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


def forget(
    url: Annotated[str | None, typer.Option("--url", help="An address: its article, whatever else it goes by.")] = None,
    domain: Annotated[
        str | None, typer.Option("--domain", help="All addresses of a host and of hosts below it.")
    ] = None,
    person: Annotated[str | None, typer.Option("--person", help="A name: its facts go, the articles stay.")] = None,
    project: ProjectOption = Path(),
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would go.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Remove an address, a domain or a person from rows, captures and editions, and see to it that it stays so."""
    _forget({"url": url, "domain": domain, "person": person}, project, dry_run, yes, as_json)


def compact(project: ProjectOption = Path(), as_json: JsonOption = False) -> None:
    """Drop what is past its time (keep_captures_days) and write the working file anew without the room it left."""
    from nightdesk.flows.maintenance.retention import drop_expired
    from nightdesk.flows.project import load_project
    from nightdesk.flows.run.lock import lock_project
    from nightdesk.warehouse.connection import open_working
    from nightdesk.warehouse.upkeep import compaction

    loaded = load_project(project)
    working = loaded.needs_file("compact", "it removes by itself what was replaced seven days ago")
    with lock_project(loaded.folder):
        with closing(open_working(working, loaded.settings.memory_limit)) as connection:
            now, days = datetime.now(UTC), loaded.settings.keep_captures_days
            dropped = drop_expired(connection, loaded.captures_folder, days, now)
        before, after = compaction.compact(working, loaded.settings.memory_limit)
    if as_json:
        print(json.dumps({"expired_captures": dropped, "bytes_before": before, "bytes_after": after}))
    else:
        print(f"{dropped} captures were past their time; the working file: {_mb(before)} before, {_mb(after)} now.")


def diff_facts(
    old: Annotated[Path | None, typer.Argument(help="An edition's file, or a project: its current edition.")] = None,
    new: Annotated[Path | None, typer.Argument(help="The one to compare it with.")] = None,
    project: ProjectOption = Path(),
    rules: Annotated[Path | None, typer.Option("--rules", help="A folder of rules in place of the project's.")] = None,
    most: Annotated[int, typer.Option("--most", help="How many articles, the latest first.", min=1)] = 500,
    since: DayOption = None,
    until: DayOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what this program, or other rules, would change in the stored facts; or how two editions differ."""
    _diff_facts((old, new), project, rules, (most, since and since.date(), until and until.date()), as_json)


def _backup(folder: Path) -> Backup:
    from nightdesk.flows.errors import UsageError
    from nightdesk.flows.maintenance import backup as backing_up

    if (folder / backing_up.MANIFEST).exists():
        return backing_up.read_manifest(folder)
    if (found := backing_up.newest(folder)) is None:
        raise UsageError(f"{folder} is no backup and holds none")
    return found


def _prove(project: Path) -> None:
    """Whatever is wrong was wrong when the backup was made; every checksum has been verified."""
    from nightdesk.flows.maintenance.integrity import check_project  # the grouping rules take a second to import
    from nightdesk.flows.project import load_project
    from nightdesk.flows.run.progress import progress_for

    faults = check_project(load_project(project), progress_for())
    for fault in faults:
        print(fault)
    if faults:
        sys.exit(1)
    print("Every row, payload and edition is what it should be.")


def _forget(asked: dict[str, str | None], project: Path, dry_run: bool, yes: bool, as_json: bool) -> None:
    """Shows what would go, asks, and removes it."""
    from nightdesk.flows.errors import UsageError
    from nightdesk.flows.maintenance.forget import Request, forget, reach  # the stages take a second to import
    from nightdesk.flows.project import load_project

    given: list[Any] = [(kind, value) for kind, value in asked.items() if value is not None]
    if len(given) != 1:
        raise UsageError("say one of --url, --domain and --person")
    request = Request(*given[0])
    loaded = load_project(project)
    reached = reach(loaded, request)
    if not as_json:
        print(_reach_in_words(request, reached))
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


def _reach_in_words(request: Request, reached: Reach) -> str:
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


def _mb(size_bytes: int) -> str:
    return f"{size_bytes / 1e6:.1f} MB"


def _diff_facts(
    editions: tuple[Path | None, Path | None],
    project: Path,
    rules: Path | None,
    span: tuple[int, date | None, date | None],
    as_json: bool,
) -> None:
    """Compares and prints."""
    from nightdesk.flows.errors import UsageError
    from nightdesk.flows.maintenance.rule_changes import Sample, diff_editions, diff_with_program
    from nightdesk.flows.project import load_project

    old, new = editions
    if old is not None and new is None:
        raise UsageError(
            "give two editions or project folders, or none: then stored facts are compared with this program"
        )
    if rules is not None and (old is not None or not rules.is_dir()):
        raise UsageError(
            f"--rules names a folder of rules, as a project's own; {rules} is none, or editions were given"
        )
    found = diff_editions(old, new) if old and new else diff_with_program(load_project(project), rules, Sample(*span))
    if as_json:
        print(json.dumps(asdict(found), ensure_ascii=False, default=str))
    else:
        _show(found)


def _show(found: FactsDiff) -> None:
    print(f"before: {found.before}\nafter:  {found.after}")
    if found.articles is not None:
        print(f"{found.articles} articles extracted again; nothing was written.")
    for kind in found.kinds:
        counts = (
            f"{kind.same} the same, {len(kind.added)} added, {len(kind.removed)} removed, {len(kind.changed)} changed"
        )
        print(f"{kind.kind}: {counts}")
        for line in _examples(kind):
            print(f"  {line}")


def _examples(kind: KindOfFact) -> list[str]:
    marked = [("+", kind.added), ("-", kind.removed), ("~", kind.changed)]
    return [f"{mark} {_in_words(each)}" for mark, found in marked for each in found[:_EXAMPLES]]


def _in_words(found: Difference) -> str:
    words = " ".join(found.surface.split())
    told = f"{found.article_id} “{words if len(words) <= _MOST_CHARS else words[:_MOST_CHARS] + '…'}”"
    if found.before is None or found.after is None:
        return told
    fields = [f"{name}: {found.before[name]!r} → {found.after[name]!r}" for name in found.after]
    return f"{told} {'; '.join(fields)}"
