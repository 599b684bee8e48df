"""entities: what people decide about names; recorded, stronger than the rules, and taken back by its number."""

from __future__ import annotations

import getpass
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from nightdesk.flows.cli.commands.nights import finish
from nightdesk.flows.cli.commands.reading import show_rows
from nightdesk.flows.errors import UsageError
from nightdesk.flows.holding import open_warehouse
from nightdesk.flows.project import load_project
from nightdesk.flows.run import Run, RunReport, start_run
from nightdesk.warehouse.tables import entity_names

KINDS = {"person": "PERSON", "organisation": "ORG", "place": "PLACE", "other": "OTHER"}
"""How a user calls the types of entities."""


def show(project: Path, as_json: bool) -> None:
    """Every judgement, also those taken back."""
    with _archive(project) as connection:
        found = entity_names.judgements(connection, with_withdrawn=True)
    if as_json:
        print(json.dumps([row._asdict() for row in found], default=str, ensure_ascii=False))
    elif found:
        show_rows(entity_names.StoredJudgement._fields, found)
    else:
        print("none; 'nightdesk entities merge A B' and 'split NAME' record one")


def judge(project: Path, verdict: str, name: str, other: str | None, kind: str | None, as_json: bool) -> None:
    """Records that two names are one entity, or that one is nobody else's, and publishes what follows."""
    wanted = (name,) if other is None else (name, other)
    with _archive(project) as connection:
        type_ = _type_of(entity_names.types_of(connection, wanted), wanted, kind)
    with start_run(load_project(project), "judge", []) as run:
        with run.transaction():
            number = entity_names.record_judgement(
                run.connection, verdict, type_, (name, other), getpass.getuser(), run.now.replace(tzinfo=None)
            )
        report = _publish(run)
    if not as_json:
        print(f"Judgement {number}: 'nightdesk entities undo {number}' takes it back.")
    finish(report, as_json)


def undo(project: Path, judgement_id: int, as_json: bool) -> None:
    """Takes a judgement back and publishes what follows."""
    with _archive(project) as connection:
        if judgement_id not in {row.judgement_id for row in entity_names.judgements(connection)}:
            raise UsageError(f"no judgement {judgement_id} in force; 'nightdesk entities' lists them")
    with start_run(load_project(project), "judge", []) as run:
        with run.transaction():
            entity_names.withdraw_judgement(run.connection, judgement_id, run.now)
        report = _publish(run)
    finish(report, as_json)


@contextmanager
def _archive(project: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The working file, held against runs while it is asked."""
    loaded = load_project(project)
    if not loaded.has_warehouse:
        raise UsageError(f"no working file in {loaded.folder}; 'nightdesk run', 'load' or 'demo' makes one")
    with open_warehouse(loaded) as connection:
        yield connection


def _type_of(found: Sequence[str], wanted: tuple[str, ...], kind: str | None) -> str:
    """The one type under which the archive knows the names."""
    if len(set(wanted)) < len(wanted):
        raise UsageError("a name is one with itself already")
    if kind is not None:
        found = [type_ for type_ in found if type_ == KINDS[kind]]
    if not found:
        raise UsageError(f"the archive does not know {' and '.join(wanted)} as names of one kind, spelled exactly so")
    if len(found) > 1:
        kinds = " or ".join(f"--kind {word}" for word, type_ in KINDS.items() if type_ in found)
        raise UsageError(f"{' and '.join(wanted)} are names of several kinds; say {kinds}")
    return found[0]


def _publish(run: Run) -> RunReport:
    """Names resolved anew, the stories that they concern compared again, and an edition that shows it."""
    from nightdesk.flows.stages import publish, reconcile

    return run.report(reconcile(run), publish(run))
