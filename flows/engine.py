"""Stages are plain functions; inside a Prefect flow run each becomes a task run, elsewhere it is just called."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable

from nightdesk.flows.artifacts import PrefectProgress, inside_a_flow
from nightdesk.flows.run import Run, StageReport, Stopwatch
from nightdesk.warehouse.ops import StageCount

Stage = Callable[[Run], StageReport]


def stage(function: Callable[[Run], list[StageCount]]) -> Stage:
    """A stage: does its work, stores its accounting, tells the progress; a Prefect task inside a Prefect flow."""

    @functools.wraps(function)
    def work(run: Run) -> StageReport:
        watch = Stopwatch()
        counts = function(run)
        with run.transaction():
            report = run.account(function.__name__, counts, watch.seconds())
        run.progress.finish(report.summary())
        totals = {name: report.total(name) for name in ("seen", "stored", "unchanged", "rejected", "skipped")}
        run.progress.note("stage_finished", stage=report.stage, seconds=round(report.seconds, 2), **totals)
        return report

    @functools.wraps(work)
    def call(run: Run) -> StageReport:
        if not inside_a_flow():
            return work(run)
        if not isinstance(run.progress, PrefectProgress):
            run.progress = PrefectProgress(run.progress)
        return _as_task(work)(run)

    return call


def _as_task(work: Stage) -> Stage:
    from prefect import task
    from prefect.cache_policies import NO_CACHE

    # a handle to the database is no cache key, and a stage's result is its rows
    return task(name=work.__name__, cache_policy=NO_CACHE, persist_result=False)(work)


def prepare_prefect() -> None:
    """Settings for running without a server or account; must run before Prefect is imported; never overrides a user."""
    defaults = {
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        # the temporary server takes 10 to 15 s on two cores, its own limit is 20
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
        "PREFECT_LOGGING_LEVEL": "WARNING",
        "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
    }
    for name, value in defaults.items():
        os.environ.setdefault(name, value)
