"""Shows long work: a bar in a terminal, plain lines in a log, nothing for a program."""

from __future__ import annotations

import sys
import time
from typing import Protocol, TextIO

_SECONDS_BETWEEN_LINES = 10.0


class Progress(Protocol):
    """What a stage tells about its work."""

    def start(self, stage: str, total: int | None) -> None:
        """A stage begins; ``total`` items where they can be counted beforehand."""
        ...

    def advance(self, count: int = 1) -> None:
        """That many more items are dealt with."""
        ...

    def finish(self, summary: str) -> None:
        """The stage is done."""
        ...


class SilentProgress:
    """Says nothing: for programs and tests."""

    def start(self, stage: str, total: int | None) -> None:
        """See `Progress.start`."""

    def advance(self, count: int = 1) -> None:
        """See `Progress.advance`."""

    def finish(self, summary: str) -> None:
        """See `Progress.finish`."""


class LineProgress:
    """One line when a stage is done, and one every ten seconds while it works."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._stage, self._done, self._spoke_at = "", 0, 0.0
        self._total: int | None = None

    def start(self, stage: str, total: int | None) -> None:
        """See `Progress.start`."""
        self._stage, self._total, self._done, self._spoke_at = stage, total, 0, time.monotonic()

    def advance(self, count: int = 1) -> None:
        """See `Progress.advance`."""
        self._done += count
        if time.monotonic() - self._spoke_at >= _SECONDS_BETWEEN_LINES:
            of_total = f" of {self._total}" if self._total is not None else ""
            self._say(f"{self._stage}: {self._done}{of_total}")
            self._spoke_at = time.monotonic()

    def finish(self, summary: str) -> None:
        """See `Progress.finish`."""
        self._say(f"{self._stage}: {summary}")

    def _say(self, line: str) -> None:
        print(line, file=self._stream, flush=True)


class BarProgress:
    """A bar per stage with counts and time left, on a terminal."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as RichProgress

        self._console = Console(stderr=True)
        self._columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
        )
        self._make = RichProgress
        self._stage = ""
        self._bar: RichProgress | None = None

    def start(self, stage: str, total: int | None) -> None:
        """See `Progress.start`."""
        self._stage = stage
        self._bar = self._make(*self._columns, console=self._console, transient=True)
        self._task = self._bar.add_task(f"{stage:<10}", total=total)
        self._bar.start()

    def advance(self, count: int = 1) -> None:
        """See `Progress.advance`."""
        if self._bar is not None:
            self._bar.advance(self._task, count)

    def finish(self, summary: str) -> None:
        """See `Progress.finish`."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None
        self._console.print(f"  {self._stage:<10} {summary}", markup=False, highlight=False)


def progress_for(stream: TextIO = sys.stderr) -> Progress:
    """Bars where a person watches, lines where a log collects."""
    return BarProgress() if stream.isatty() else LineProgress(stream)
