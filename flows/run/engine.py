"""Stages are plain functions; inside a Prefect flow run each becomes a task run, elsewhere it is just called."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from typing import Any, NamedTuple

import duckdb

from nightdesk.flows.errors import NightdeskError, hide_secrets
from nightdesk.flows.project import secrets_of
from nightdesk.flows.run.flow_run import PrefectProgress, inside_a_flow, name_flow_run
from nightdesk.flows.run.lifecycle import Run
from nightdesk.flows.run.report import StageReport
from nightdesk.flows.run.stopwatch import Stopwatch
from nightdesk.warehouse.tables.ops import StageCount

Stage = Callable[[Run], StageReport]


def stage(function: Callable[[Run], list[StageCount]]) -> Stage:
    """A stage: does its work, stores its accounting, tells the progress; a Prefect task inside a Prefect flow."""

    @functools.wraps(function)
    def work(run: Run) -> StageReport:
        watch = Stopwatch()
        try:
            counts = function(run)
        except Exception as error:
            hide_secrets(error, secrets_of(run.project))
            raise
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
            name_flow_run(run.kind, run.night, run.run_id)
        return _as_task(work)(run)

    return call


class TaskPolicy(NamedTuple):
    """How Prefect handles a stage; every stage can be done again, since what it stored is no longer pending."""

    tags: tuple[str, ...]
    retries: int
    most_hours: float


_OTHER = TaskPolicy(("nightdesk", "database"), 0, 6.0)
"""Stages that follow from the tables by fixed rules: what failed once fails again, until someone looks."""

_RULES = {
    # its own window ends it after fetch_window_s, at most; it depends on the network and on disks
    "collect": TaskPolicy(("nightdesk", "network"), 1, 12.0),
    # workers may be killed by the system when memory is short
    "clean": TaskPolicy(("nightdesk", "workers"), 1, 6.0),
    "extract": TaskPolicy(("nightdesk", "workers"), 1, 6.0),
}
_SECONDS_BEFORE_RETRY = 30.0


def _as_task(work: Stage) -> Stage:
    from prefect import task
    from prefect.cache_policies import NO_CACHE
    from prefect.states import Completed

    def completed(run: Run) -> Any:
        report = work(run)
        return Completed(message=report.summary(), data=report)

    rule = _RULES.get(work.__name__, _OTHER)
    # a handle to the database is no cache key, and a stage's result is its rows
    made: Any = task(
        name=work.__name__,
        task_run_name=work.__name__,
        description=work.__doc__,
        tags=rule.tags,
        retries=rule.retries,
        retry_delay_seconds=_SECONDS_BEFORE_RETRY,
        retry_condition_fn=_may_help,
        timeout_seconds=rule.most_hours * 3600,
        cache_policy=NO_CACHE,
        persist_result=False,
    )(completed)

    def call(run: Run) -> StageReport:
        report: StageReport = made(run, return_state=True).result()
        return report

    return call


def _may_help(_task: object, _task_run: object, state: Any) -> bool:
    """Whether trying a stage again can help: not where a person has to act, nor where the program is wrong."""
    error = state.result(raise_on_failure=False)
    return isinstance(error, OSError | RuntimeError | duckdb.IOException) and not isinstance(error, NightdeskError)


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
