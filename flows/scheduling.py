"""Nights by Prefect's clock: one process that starts them when they are due, and what becomes of one that is late."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from nightdesk.flows.artifacts import inside_a_flow
from nightdesk.flows.errors import UsageError
from nightdesk.flows.project import Project

if TYPE_CHECKING:
    from prefect import State


def lateness(scheduled: datetime, started: datetime, most_hours: float) -> timedelta | None:
    """How late a start is where that is more than ``most_hours``; None: not too late."""
    late = started - scheduled
    return late if late > timedelta(hours=most_hours) else None


def skip_if_stale(most_hours: float) -> State[None] | None:
    """The final state of a flow run that starts too late; None: run.

    After an outage Prefect hands out every night it missed. One is enough: each collects all there is.
    """
    if not inside_a_flow():
        return None
    from prefect.context import FlowRunContext
    from prefect.states import Completed
    from prefect.types._datetime import now

    context = FlowRunContext.get()
    scheduled = context.flow_run.expected_start_time if context and context.flow_run else None
    late = lateness(scheduled, now("UTC"), most_hours) if scheduled else None
    if late is None:
        return None
    message = f"was due {late.total_seconds() / 3600:.1f} h ago, more than stale_after_h = {most_hours:g}"
    return Completed(name="Skipped", message=message)


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
