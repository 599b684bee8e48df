"""Nights by Prefect's clock: one process that starts them when they are due, and what becomes of one that is late."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from nightdesk.flows.errors import UsageError
from nightdesk.flows.notify.artifacts import inside_a_flow
from nightdesk.flows.project import Project

if TYPE_CHECKING:
    from prefect import State
    from prefect.client.schemas.objects import FlowRun


def lateness(scheduled: datetime, started: datetime, most_hours: float) -> timedelta | None:
    """How late a start is where that is more than ``most_hours``; None: not too late."""
    late = started - scheduled
    return late if late > timedelta(hours=most_hours) else None


class Start(NamedTuple):
    """When a run was to start, and whether a schedule started it."""

    due_at: datetime
    is_scheduled: bool


def start_of(now: datetime, is_scheduled: bool) -> Start:
    """The start of this run: what Prefect's scheduler planned where it is the one that started it, else as given."""
    flow_run = _flow_run()
    if flow_run is None or not flow_run.auto_scheduled or flow_run.expected_start_time is None:
        return Start(now, is_scheduled)
    return Start(datetime.fromtimestamp(flow_run.expected_start_time.timestamp(), UTC), True)


def why_stale(most_hours: float) -> str | None:
    """What to say of a flow run that starts too late; None: run.

    After an outage Prefect hands out every night it missed. One is enough: each collects all there is.
    """
    flow_run = _flow_run()
    if flow_run is None or flow_run.expected_start_time is None:
        return None
    from prefect.types._datetime import now

    late = lateness(flow_run.expected_start_time, now("UTC"), most_hours)
    if late is None:
        return None
    return f"was due {late.total_seconds() / 3600:.1f} h ago, more than stale_after_h = {most_hours:g}"


def skipped(why: str) -> State[None]:
    """The final state of a flow run that found nothing to do."""
    from prefect.states import Completed

    return Completed(name="Skipped", message=why)


def _flow_run() -> FlowRun | None:
    if not inside_a_flow():
        return None
    from prefect.context import FlowRunContext

    context = FlowRunContext.get()
    return context.flow_run if context else None


def serve_nights(project: Project) -> None:
    """Starts a night whenever one is due, one at a time, until stopped; needs a Prefect server.

    Raises:
        UsageError: no server is named; a temporary one would forget the schedule.
    """
    from nightdesk.flows.nightly import nightly  # first: it settles Prefect's settings

    _require_server()
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
    from prefect.schedules import Cron
    from prefect.types.entrypoint import EntrypointType

    one = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)
    nightly.serve(
        name="nightly",
        schedule=Cron(project.settings.schedule, timezone=project.settings.time_zone),
        parameters={"project_folder": str(project.folder)},
        global_limit=one,
        limit=1,
        entrypoint_type=EntrypointType.MODULE_PATH,  # found from any folder, also in an installed wheel
        pause_on_shutdown=False,  # a restart of the machine must not stop the nights
    )


def _require_server() -> None:
    from prefect.settings import get_current_settings

    if not get_current_settings().api.url:
        raise UsageError(
            "no Prefect server is named: start one ('prefect server start') and set "
            "PREFECT_API_URL=http://127.0.0.1:4200/api; without a server use cron or systemd (deployments/README.md)"
        )
