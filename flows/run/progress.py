"""Shows long work: a bar in a terminal, plain lines in a log, nothing for a program."""

from __future__ import annotations

import sys
import time
from collections import Counter
from typing import TYPE_CHECKING, Protocol, TextIO

from nightdesk.flows.run.terminal import printable

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress

_SECONDS_BETWEEN_LINES = 10.0
_MOST_PARTS_SHOWN = 8


class Progress(Protocol):
    """What a stage reports about its work."""

    def start(self, stage: str, total: int | None) -> None:
        """A stage begins; ``total`` items where they can be counted beforehand."""
        ...

    def advance(self, count: int = 1, part: str | None = None) -> None:
        """That many more items are dealt with, of one part of the stage (a source) where it has parts."""
        ...

    def finish(self, summary: str) -> None:
        """The stage is done."""
        ...

    def note(self, event: str, **facts: object) -> None:
        """Something for a log: a run or stage that began, ended or failed, with its figures."""
        ...


class SilentProgress:
    """Says nothing: for programs and tests."""

    def start(self, stage: str, total: int | None) -> None:
        """See `Progress.start`."""

    def advance(self, count: int = 1, part: str | None = None) -> None:
        """See `Progress.advance`."""

    def note(self, event: str, **facts: object) -> None:
        """See `Progress.note`; people see it otherwise."""

    def finish(self, summary: str) -> None:
        """See `Progress.finish`."""


class LineProgress:
    """One line when a stage is done, and one every ten seconds while it works."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._stage, self._done, self._spoke_at = "", 0, 0.0
        self._total: int | None = None
        self._parts: Counter[str] = Counter()

    def start(self, stage: str, total: int | None) -> None:
        """See `Progress.start`."""
        self._stage, self._total, self._done, self._spoke_at = stage, total, 0, time.monotonic()
        self._parts.clear()

    def advance(self, count: int = 1, part: str | None = None) -> None:
        """See `Progress.advance`."""
        self._done += count
        if part is not None:
            self._parts[part] += count
        if time.monotonic() - self._spoke_at >= _SECONDS_BETWEEN_LINES:
            of_total = f" of {self._total}" if self._total is not None else ""
            parts = ", ".join(f"{name} {count}" for name, count in sorted(self._parts.items()))
            self._say(f"{self._stage}: {self._done}{of_total}{f' ({parts})' if parts else ''}")
            self._spoke_at = time.monotonic()

    def note(self, event: str, **facts: object) -> None:
        """See `Progress.note`; people see it otherwise."""

    def finish(self, summary: str) -> None:
        """See `Progress.finish`."""
        self._say(f"{self._stage}: {summary}")

    def _say(self, line: str) -> None:
        print(printable(line), file=self._stream, flush=True)


class BarProgress:
    """A bar per stage with counts and time left, on a terminal."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TaskID, TextColumn, TimeRemainingColumn
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
        self._parts: dict[str, TaskID] = {}

    def start(self, stage: str, total: int | None) -> None:
        """See `Progress.start`."""
        self._stage = stage
        self._bar = self._make(*self._columns, console=self._console, transient=True)
        self._task = self._bar.add_task(f"{stage:<10}", total=total)
        self._parts = {}
        self._bar.start()

    def advance(self, count: int = 1, part: str | None = None) -> None:
        """See `Progress.advance`."""
        if self._bar is None:
            return
        self._bar.advance(self._task, count)
        if part is not None:
            self._advance_part(self._bar, count, part)

    def _advance_part(self, bar: RichProgress, count: int, part: str) -> None:
        """One line a part below the stage; of many parts the ones that moved last are shown."""
        from rich.markup import escape

        task = self._parts.pop(part, None)
        if task is None:
            task = bar.add_task(f"  {escape(printable(part))}", total=None)
        self._parts[part] = task
        bar.advance(task, count)
        for number, each in enumerate(reversed(self._parts.values())):
            bar.update(each, visible=number < _MOST_PARTS_SHOWN)

    def note(self, event: str, **facts: object) -> None:
        """See `Progress.note`; people see it otherwise."""

    def finish(self, summary: str) -> None:
        """See `Progress.finish`."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None
        self._console.print(f"  {self._stage:<10} {summary}", markup=False, highlight=False)


def progress_for(stream: TextIO = sys.stderr) -> Progress:
    """Bars where a person watches, lines where a log collects."""
    return BarProgress() if stream.isatty() else LineProgress(stream)
