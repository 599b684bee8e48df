"""One run: its clock, warehouse, workers and accounting, opened and closed in one place."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

import duckdb

from nightdesk.flows.captures import CaptureWriter
from nightdesk.flows.errors import NightDone, disk_full, hide_secrets
from nightdesk.flows.project import Project, secrets_of
from nightdesk.flows.run.executor import Executor, result_or_raise
from nightdesk.flows.run.json_log import JsonProgress
from nightdesk.flows.run.last_run import LastRun, write_last_run
from nightdesk.flows.run.lock import open_warehouse
from nightdesk.flows.run.progress import Progress, progress_for
from nightdesk.flows.run.report import RunReport, StageReport
from nightdesk.flows.run.workers import executor_for
from nightdesk.flows.settings import PROGRAM_VERSION
from nightdesk.flows.source import Source
from nightdesk.transforms.redaction import redact
from nightdesk.warehouse.connection import transaction
from nightdesk.warehouse.tables import ops
from nightdesk.warehouse.tables.ops import Rejected, StageCount

In = TypeVar("In")
Out = TypeVar("Out")


class Run:
    """The handles of one run; stages read and write through it. One writer, one clock reading."""

    def __init__(
        self,
        project: Project,
        sources: Sequence[Source],
        kind: str,
        now: datetime,
        connection: duckdb.DuckDBPyConnection,
        run_seq: int,
        executor: Executor,
        progress: Progress,
        night: date | None = None,
        missed_nights: Sequence[date] = (),
    ) -> None:
        self.project = project
        self.settings = project.settings
        self.sources = tuple(sources)
        self.kind = kind
        self.now = now
        self.connection = connection
        self.run_seq = run_seq
        self.run_id = run_id(now, run_seq)
        self.executor = executor
        self.progress = progress
        self.night = night
        self.missed_nights = tuple(missed_nights)
        self.captures = CaptureWriter(project.captures_folder, self.run_id)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All the writes inside, or none of them."""
        with transaction(self.connection):
            yield

    def map_batches(
        self, function: Callable[[list[In]], list[Out]], batches: Sequence[list[In]]
    ) -> Iterator[list[Out]]:
        """A pure function over batches in the run's workers, results in order; a failure stops the stage."""
        return (result_or_raise(result) for result in self.executor.map(function, batches))

    def account(self, stage: str, counts: Sequence[StageCount], seconds: float) -> StageReport:
        """Stores a stage's counts and returns its report."""
        ops.store_stage_report(self.connection, self.run_id, self.run_seq, stage, counts, seconds)
        return StageReport(stage, tuple(counts), seconds)

    def reject(self, items: Sequence[Rejected]) -> None:
        """Stores rejections; the caller owns the transaction."""
        ops.store_rejections(self.connection, self.run_id, self.run_seq, items, self.now)

    def report(self, *stages: StageReport) -> RunReport:
        """The run's report; the edition is the one this run published, if it did."""
        edition_id, path, warnings = self.published or (None, None, ())
        self.reported = RunReport(self.run_id, edition_id, path, stages, warnings, self.night, self.missed_nights)
        return self.reported

    reported: RunReport | None = None
    published: tuple[str, str, tuple[str, ...]] | None = None  # edition id, path, failed checks of severity warn


def run_id(now: datetime, run_seq: int) -> str:
    """Readable, sortable by time, unique by the run's number."""
    return f"{now:%Y%m%dT%H%M%SZ}-{run_seq:04d}"


@contextmanager
def start_run(
    project: Project,
    kind: str = "nightly",
    sources: Sequence[Source] | None = None,
    now: datetime | None = None,
    engine: str = "plain",
    progress: Progress | None = None,
    night: date | None = None,
    once: bool = False,
) -> Iterator[Run]:
    """Takes the lock, opens the warehouse and the run; closes all of it, whatever happens.

    Args:
        project: the project folder with its settings.
        kind: nightly, load, publish, reprocess, backfill, ...
        sources: what to collect from; None means the project's own.
        now: the night's clock, read once; None means the machine's.
        engine: recorded with the run.
        progress: None chooses by whether a person watches.
        night: the night it is; None where it is none.
        once: only if that night is not finished yet.

    Raises:
        NightDone: ``once``, and the night is finished.
        RunHeld: another run holds this project.
        UsageError: the working file was written by a newer program.
        DiskFull: no more could be written; the message names what and where.
    """
    moment = (now or datetime.now(UTC)).astimezone(UTC)
    with _full_disk_named(project.folder), open_warehouse(project) as connection:
        if once and night and (finished := ops.run_of_night(connection, night)):
            raise NightDone(f"the night of {night} is finished already (run {finished}); nothing was run")
        missed = _missed_nights(project, connection, night) if night and kind == "nightly" else []
        run_seq = ops.next_run_seq(connection)
        executor = executor_for(project.settings.executor)
        chosen = project.sources if sources is None else tuple(sources)
        facts: dict[str, object] = {"run_id": run_id(moment, run_seq), "kind": kind, "night": night}
        shown = progress or _progress(project, facts)
        run = Run(project, chosen, kind, moment, connection, run_seq, executor, shown, night, missed)
        ops.start_run(connection, run.run_id, run_seq, kind, engine, PROGRAM_VERSION, moment, night, missed)
        began = LastRun(run.run_id, kind, "running", os.getpid(), _stamp(), str(night) if night else None)
        with closing(executor), _recorded(run, began):
            yield run


@contextmanager
def _recorded(run: Run, began: LastRun) -> Iterator[None]:
    """Writes down for whoever watches how the run begins and how it ends."""
    write_last_run(run.project.folder, began)
    run.progress.note("run_started", missed_nights=list(run.missed_nights) or None)
    try:
        yield
    except BaseException as error:
        _record_failure(run, began, error)
        raise
    edition_id, _, warnings = run.published or (None, None, ())
    ops.finish_run(run.connection, run.run_id, "done", run.now, edition_id)
    write_last_run(run.project.folder, replace(began, status="done", finished_at=_stamp(), edition_id=edition_id))
    run.progress.note("run_finished", edition_id=edition_id, warnings=warnings or None)


def _record_failure(run: Run, began: LastRun, error: BaseException) -> None:
    secrets = secrets_of(run.project)
    hide_secrets(error, secrets)
    detail = redact(f"{type(error).__name__}: {error}", secrets)
    with suppress(duckdb.Error):  # a full disk takes no note of it: the run is then marked as killed
        ops.finish_run(run.connection, run.run_id, "failed", run.now, detail=detail)
    with suppress(OSError):
        failed = replace(began, status="failed", finished_at=_stamp(), error=detail)
        write_last_run(run.project.folder, failed)
    run.progress.note("run_failed", error=detail)


def _progress(project: Project, facts: dict[str, object]) -> Progress:
    is_json = project.settings.log_format == "json"
    return JsonProgress(facts, secrets_of(project)) if is_json else progress_for()


def _stamp() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _missed_nights(project: Project, connection: duckdb.DuckDBPyConnection, night: date) -> list[date]:
    last = ops.last_night_before(connection, night)
    return project.calendar.between(last, night) if last else []


@contextmanager
def _full_disk_named(folder: Path) -> Iterator[None]:
    """Turns whatever a full disk made fail into one error that says so."""
    try:
        yield
    except Exception as error:
        if full := disk_full(error, folder):
            raise full from error
        raise
