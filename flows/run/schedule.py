"""When a run was to start by its schedule, and what becomes of one that starts too late."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from nightdesk.flows.run.flow_run import inside_a_flow

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
