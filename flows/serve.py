"""The process that starts a night whenever one is due; needs a Prefect server."""

from __future__ import annotations

from nightdesk.flows.errors import UsageError
from nightdesk.flows.project import Project


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
