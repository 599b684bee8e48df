"""Prefect's side of a run: whether its engine runs us, and what it shows while a stage works."""

from __future__ import annotations

import logging
import sys
import time
from datetime import date
from typing import Any
from uuid import UUID

from nightdesk.flows.run.progress import Progress

# an artifact is a call to Prefect's server: often enough to watch, rare enough not to cost
_SECONDS_BETWEEN_UPDATES = 2.0


def inside_a_flow() -> bool:
    """Whether Prefect's engine is running us; never imports Prefect to find out."""
    context = sys.modules.get("prefect.context")
    return context is not None and context.FlowRunContext.get() is not None


def name_flow_run(kind: str, night: date | None, run_id: str) -> None:
    """Names the flow run by its night and edition; Prefect's own names tell nothing."""
    if not inside_a_flow():
        return
    from prefect.client.orchestration import get_client
    from prefect.context import FlowRunContext

    context = FlowRunContext.get()
    if context is None or context.flow_run is None:
        return
    what = "night" if kind == "nightly" else kind
    with get_client(sync_client=True) as client:
        client.update_flow_run(context.flow_run.id, name=f"{what}{f' of {night}' if night else ''}, run {run_id}")


class PrefectProgress:
    """Passes everything on to another progress, and reports to Prefect how far the stage is."""

    def __init__(self, inner: Progress) -> None:
        self._inner = inner
        self._artifact: UUID | None = None
        self._total: int | None = None
        self._done, self._spoke_at = 0, 0.0

    def start(self, stage: str, total: int | None) -> None:
        """See `Progress.start`."""
        from prefect.artifacts import create_progress_artifact

        self._inner.start(stage, total)
        self._total, self._done, self._spoke_at = total, 0, time.monotonic()
        made: Any = create_progress_artifact(progress=0.0, description=f"{stage}: begun")
        self._artifact = made
        self._stage = stage

    def advance(self, count: int = 1, part: str | None = None) -> None:
        """See `Progress.advance`."""
        self._inner.advance(count, part)
        self._done += count
        if self._total and time.monotonic() - self._spoke_at >= _SECONDS_BETWEEN_UPDATES:
            self._update(100.0 * min(1.0, self._done / self._total), f"{self._stage}: {self._done} of {self._total}")
            self._spoke_at = time.monotonic()

    def finish(self, summary: str) -> None:
        """See `Progress.finish`."""
        self._inner.finish(summary)
        log_to_flow_run(logging.INFO, f"{self._stage}: {summary}")
        self._update(100.0, f"{self._stage}: {summary}")

    def note(self, event: str, **facts: object) -> None:
        """See `Progress.note`."""
        self._inner.note(event, **facts)

    def _update(self, percent: float, description: str) -> None:
        from prefect.artifacts import update_progress_artifact

        if self._artifact is not None:
            update_progress_artifact(artifact_id=self._artifact, progress=percent, description=description)


def log_to_flow_run(level: int, line: str) -> None:
    """A line among the flow run's logs on Prefect's pages; the terminal has its own lines."""
    from prefect.logging import get_run_logger

    logger: Any = get_run_logger()
    record = logger.logger.makeRecord(logger.logger.name, level, __file__, 0, line, (), None, None, logger.extra)
    for handler in logging.getLogger("prefect.flow_runs").handlers:
        handler.handle(record)
