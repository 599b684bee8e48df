"""Structured logs: a JSON object a line on standard error, with run, night, stage and counts, without secrets."""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TextIO

from nightdesk.transforms.redaction import redact

_SECONDS_BETWEEN_LINES = 10.0


class JsonProgress:
    """Logs what a run does as JSON lines; see `Progress`."""

    def __init__(self, facts: Mapping[str, object], secrets: Sequence[str] = (), stream: TextIO = sys.stderr) -> None:
        """``facts`` stand on every line: which run it is, of which night."""
        self._facts, self._secrets, self._stream = dict(facts), tuple(secrets), stream
        self._stage, self._done, self._spoke_at = "", 0, 0.0
        self._total: int | None = None
        handle_logging(self.write)

    def start(self, stage: str, total: int | None) -> None:
        """See `Progress.start`."""
        self._stage, self._total, self._done, self._spoke_at = stage, total, 0, time.monotonic()
        self.note("stage_started", stage=stage, total=total)

    def advance(self, count: int = 1, part: str | None = None) -> None:
        """See `Progress.advance`."""
        self._done += count
        if time.monotonic() - self._spoke_at >= _SECONDS_BETWEEN_LINES:
            self.note("stage_progress", stage=self._stage, done=self._done, total=self._total)
            self._spoke_at = time.monotonic()

    def finish(self, summary: str) -> None:
        """See `Progress.finish`; the counts come as a note."""

    def note(self, event: str, **facts: object) -> None:
        """See `Progress.note`."""
        self.write("error" if event.endswith("_failed") else "info", event, facts)

    def write(self, level: str, event: str, facts: Mapping[str, object]) -> None:
        """One line; what has no value is left out."""
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        known = {name: value for name, value in {**self._facts, **facts}.items() if value is not None}
        line = json.dumps({"at": at, "level": level, "event": event, **known}, default=str, ensure_ascii=False)
        print(redact(line, self._secrets), file=self._stream, flush=True)


class _Handler(logging.Handler):
    def __init__(self, write: Callable[[str, str, Mapping[str, object]], None]) -> None:
        super().__init__(logging.WARNING)
        self._write = write

    def emit(self, record: logging.LogRecord) -> None:
        self._write(record.levelname.lower(), "log", {"logger": record.name, "message": record.getMessage()})


def handle_logging(write: Callable[[str, str, Mapping[str, object]], None]) -> None:
    """What libraries log from warnings on goes the same way."""
    logging.basicConfig(handlers=[_Handler(write)], force=True)
