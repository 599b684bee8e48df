"""Integrity checks: every promise that its tables, captures and editions can be checked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from nightdesk.flows.captures import CaptureDamaged, RecordPlace, read_payload
from nightdesk.flows.project import Project
from nightdesk.flows.run.lock import open_for_reading
from nightdesk.flows.run.progress import Progress, SilentProgress
from nightdesk.flows.stages.grouping import derive
from nightdesk.transforms.clean.versions import material_key
from nightdesk.transforms.records import Article
from nightdesk.transforms.stories.describe import SIGNATURE_VERSION
from nightdesk.warehouse.publishing.checks import CheckResult
from nightdesk.warehouse.publishing.publish import prove_edition
from nightdesk.warehouse.tables import grouping
from nightdesk.warehouse.upkeep import integrity

_RESTORE = "take it from a backup ('nightdesk restore'), or report it if there is none"
_AGAIN = "'nightdesk reprocess --stage {}' makes these rows anew; report it, for no night writes such rows"
_NEXT_STEPS = {
    "spans": _AGAIN.format("extract"),
    "surfaces": _AGAIN.format("extract"),
    "intervals": _AGAIN.format("extract"),
    "quote_pieces": _AGAIN.format("extract"),
    "extractions": _AGAIN.format("extract"),
    "derivations": _AGAIN.format("group"),
    "links": _AGAIN.format("group"),
    "complete_marts": "'nightdesk publish' builds the summary tables anew",
    "memberships": _AGAIN.format("group"),
    "flat_types": "'nightdesk publish' builds the summary tables anew",
}
"""What mends the rows that a check found; restoring is the answer to all others."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as promised."""

    check: str
    rows: int
    detail: str
    """Names the table or file and the first rows."""
    next_step: str

    def __str__(self) -> str:
        return f"{self.check}: {self.detail}. Next: {self.next_step}"


def check_project(project: Project, progress: Progress | None = None) -> list[Fault]:
    """The faults of a project no run works on; its working file is opened for reading only.

    Raises:
        RunHeld: a run works on it.
        UsageError: there is no working file, or one of another program version.
    """
    try:
        with open_for_reading(project) as connection:
            return check_warehouse(project, connection, progress)
    except duckdb.Error as error:
        return [_unreadable("working file", error)]


def check_warehouse(
    project: Project, connection: duckdb.DuckDBPyConnection, progress: Progress | None = None
) -> list[Fault]:
    """Everything about the warehouse that is not as promised; [] means it is sound."""
    shown = progress or SilentProgress()
    checks: dict[str, Callable[[], Iterable[Fault]]] = {
        "tables": lambda: (_fault_of(result) for result in integrity.prove_tables(connection)),
        "links": lambda: _links(connection),
        "texts": lambda: _texts(connection),
        "captures": lambda: _captures(connection, project.captures_folder, shown),
        "editions": lambda: _editions(project.editions_folder),
    }
    faults: list[Fault] = []
    for name, check in checks.items():
        shown.start(name, None)
        found = _collected(name, check)
        shown.finish(f"{len(found)} faults")
        faults += found
    return faults


def _collected(name: str, check: Callable[[], Iterable[Fault]]) -> list[Fault]:
    """What a check finds; a file whose blocks are damaged fails while it is read."""
    found: list[Fault] = []
    try:
        found.extend(check())
    except duckdb.Error as error:
        found.append(_unreadable(name, error))
    return found


def _unreadable(name: str, error: duckdb.Error) -> Fault:
    return Fault(name, 0, f"cannot be read: {str(error).splitlines()[0]}", _RESTORE)


def _fault_of(result: CheckResult | tuple[str, duckdb.Error]) -> Fault:
    if isinstance(result, tuple):
        return _unreadable(*result)
    rows = result.complaint.partition(": ")[2]
    broken = f"not so: {result.description.rstrip('.')}, in {rows}"
    return Fault(result.name, result.failing_rows, broken, _NEXT_STEPS.get(result.name, _RESTORE))


def _links(connection: duckdb.DuckDBPyConnection) -> Iterator[Fault]:
    """Memberships are what links and judgements give; not asked while articles wait to be grouped."""
    if not grouping.is_settled(connection, SIGNATURE_VERSION):
        return
    changed, _ = derive(connection, set(grouping.all_described(connection)))
    if changed:
        named = ", ".join(membership.article_id for membership in changed[:3])
        detail = f"stories.memberships: {len(changed)} rows are not what stories.links give (article {named})"
        yield Fault("links", len(changed), detail, _NEXT_STEPS["links"])


def _texts(connection: duckdb.DuckDBPyConnection) -> Iterator[Fault]:
    """Every text is the one that was stored under its hash."""
    wrong = [
        f"{row.article_id} version {row.version}"
        for row in integrity.stored_texts(connection)
        if material_key(Article(row.title, row.text)) != row.text_sha256
    ]
    if wrong:
        detail = f"staging.article_versions: {len(wrong)} texts do not match their hash (article {wrong[0]})"
        yield Fault("texts", len(wrong), detail, _RESTORE)


def _captures(connection: duckdb.DuckDBPyConnection, folder: Path, progress: Progress) -> Iterator[Fault]:
    """Every capture's bytes lie where its row says and hash to what it says; one fault a file."""
    wrong: Counter[str] = Counter()
    first: dict[str, str] = {}
    for row in integrity.capture_places(connection):
        try:
            read_payload(folder, RecordPlace(row.warc_file, row.warc_offset, row.warc_length), row.content_sha256)
        except CaptureDamaged as error:
            wrong[row.warc_file] += 1
            first.setdefault(row.warc_file, str(error))
        progress.advance()
    for file, count in sorted(wrong.items()):
        yield Fault(
            "captures", count, f"raw.captures: {count} rows of {file} have lost their bytes ({first[file]})", _RESTORE
        )


def _editions(folder: Path) -> Iterator[Fault]:
    """Every edition opens and can be read to its end; the current one is a file of its own where links are unknown."""
    paths = {path.stat().st_ino: path for path in sorted(folder.glob("[!.]*.duckdb"), reverse=True)}
    for path in sorted(paths.values()):
        try:
            prove_edition(path)
        except duckdb.Error as error:
            step = "'nightdesk publish' makes a new one; then remove this file"
            yield Fault("editions", 1, f"{path} cannot be read: {str(error).splitlines()[0]}", step)
