"""Forgets an address, a domain or a person: rows, bytes and editions go, what was derived with them is rebuilt.

Only hashes of what was asked for are kept, so that no later night brings it back.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import duckdb

from nightdesk.flows.captures import RecordPlace, copy_records, remove_unused
from nightdesk.flows.errors import UsageError
from nightdesk.flows.project import Project
from nightdesk.flows.run.lifecycle import Run, start_run
from nightdesk.flows.run.lock import lock_project
from nightdesk.flows.run.report import RunReport
from nightdesk.flows.stages.candidates import WINDOW_DAYS
from nightdesk.flows.stages.night import extract, group, publish_of, reconcile
from nightdesk.transforms.identity import stable_id
from nightdesk.transforms.stories.derivation_clusters import proposed_story_ids
from nightdesk.transforms.suppression import Kind, domain_of, key_of
from nightdesk.transforms.text import fold
from nightdesk.transforms.web.urls import normalize_url
from nightdesk.warehouse.connection import open_working
from nightdesk.warehouse.publishing.publish import keep_only_current
from nightdesk.warehouse.tables import raw
from nightdesk.warehouse.upkeep import deletion
from nightdesk.warehouse.upkeep.compaction import compact
from nightdesk.warehouse.upkeep.deletion import DeletionScope, Kept

_WITH_LAKE = "bring its captures into a project without one (nightdesk backfill) and forget there"


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be forgotten."""

    kind: Kind
    value: str

    def __post_init__(self) -> None:
        if not {"url": normalize_url, "domain": domain_of, "person": fold}[self.kind](self.value):
            raise UsageError(f"{self.value!r} is no {self.kind}")


@dataclass(frozen=True, slots=True)
class Reach:
    """What a request concerns in a warehouse."""

    found: DeletionScope
    names: tuple[str, ...] = ()
    """The names of a person as the archive writes them."""


def reach(project: Project, request: Request) -> Reach:
    """What `forget` would remove; changes nothing."""
    working = project.needs_file("forget", _WITH_LAKE)
    with lock_project(project.folder), closing(open_working(working, project.settings.memory_limit)) as connection:
        return _reach(connection, request)


def forget(project: Project, request: Request) -> tuple[Reach, RunReport]:
    """Removes what a request concerns, publishes an edition without it and removes all others.

    Killed at any point, the same call again completes it.
    """
    working = project.needs_file("forget", _WITH_LAKE)
    with start_run(project, "forget", []) as run:
        reached = _reach(run.connection, request)
        moved = list(_rewrite(run, reached.found))
        with run.transaction():
            _record(run, request, reached)
            _delete(run.connection, request, reached)
            deletion.move_captures(run.connection, moved)
        remove_unused(project.captures_folder, raw.capture_files(run.connection))
        stages = [group(run), extract(run), reconcile(run)]
        with run.transaction():
            deletion.drop_dead_redirects(run.connection)
        # facts were deleted in place: no fingerprint tells, so every row of the marts is rebuilt
        report = run.report(*stages, publish_of(whole=True)(run))
    keep_only_current(project.editions_folder)
    with lock_project(project.folder):
        compact(working, project.settings.memory_limit)
    return reached, report


def _reach(connection: duckdb.DuckDBPyConnection, request: Request) -> Reach:
    if request.kind == "person":
        names = _names_of(connection, request.value)
        return Reach(deletion.find_person(connection, names), tuple(names))
    if request.kind == "domain":
        return Reach(deletion.find(connection, [], domain_of(request.value)))
    return Reach(deletion.find(connection, [request.value, normalize_url(request.value)], None))


def _names_of(connection: duckdb.DuckDBPyConnection, name: str) -> list[str]:
    """Every spelling of a person: names that fold to the one given, and those the archive takes for the same entity."""
    known = deletion.person_names(connection)
    entities = {entity for each, entity in known if entity and fold(each) == fold(name)}
    return sorted({each for each, entity in known if entity in entities or fold(each) == fold(name)})


def _record(run: Run, request: Request, reached: Reach) -> None:
    """Hashes of the request and of every other name or address it goes by."""
    keys = [key_of(request.kind, request.value), *(key_of("person", name) for name in reached.names)]
    if request.kind == "url":
        keys += [key_of("url", address) for address in reached.found.addresses]
    counts = {
        "captures": len(reached.found.captures),
        "articles": len(reached.found.articles),
        "facts": reached.found.facts,
    }
    stamp = {"request_id": stable_id("forget", run.run_id), "run_seq": run.run_seq, "forgotten_at": run.now}
    deletion.record(run.connection, keys, {"kind": request.kind, **stamp, **counts})


def _delete(connection: duckdb.DuckDBPyConnection, request: Request, reached: Reach) -> None:
    found = reached.found
    if request.kind == "person":
        deletion.delete_person(connection, reached.names, found.stories)
        return
    hosts = {domain_of(address) for address in found.addresses} if request.kind == "domain" else set()
    made_of = proposed_story_ids(found.articles)
    deletion.delete(connection, found, made_of, sorted(hosts), WINDOW_DAYS)


def _rewrite(run: Run, found: DeletionScope) -> Iterator[Kept]:
    """Copies what stays of each file that loses a capture into a new one; the rows still point to the old one."""
    files: dict[str, list[Kept]] = {}
    for kept in deletion.kept_beside(run.connection, found.captures):
        files.setdefault(kept.warc_file, []).append(kept)
    for name, stay in files.items():
        new = f"{name.removesuffix('.warc.gz')}.r{run.run_seq:04d}.warc.gz"
        places = [RecordPlace(each.warc_file, each.warc_offset, each.warc_length) for each in stay]
        for each, place in zip(stay, copy_records(run.project.captures_folder, places, new), strict=True):
            yield Kept(each.capture_id, place.warc_file, place.warc_offset, place.warc_length)
