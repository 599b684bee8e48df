"""Reads what each stage of a run takes, for the measurements of whole nights."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from machine import memory_mb, processor_s

from nightdesk.flows.run import Run
from nightdesk.flows.telling.progress import SilentProgress


@dataclass(frozen=True, slots=True)
class Taken:
    """What one stage took."""

    stage: str
    wall_s: float
    processor_s: float  # of this process and its workers


class StageMeter(SilentProgress):
    """Reads clock, processor and memory of this process and its workers at the end of every stage."""

    def __init__(self, stages: Sequence[Callable[[Run], object]]) -> None:
        self.taken: list[Taken] = []
        self.peak_mb = 0
        self._stages = iter(stages)
        self._clock, self._used, self._own = time.perf_counter(), processor_s(), time.process_time()

    def finish(self, summary: str) -> None:
        """See `Progress.finish`."""
        self.take(next(self._stages).__name__)

    def take(self, name: str) -> None:
        """Notes what went by since the last note."""
        now, used, own = time.perf_counter(), processor_s(), time.process_time()
        work = max(used - self._used, own - self._own)  # workers that ended are counted no more
        self.taken.append(Taken(name, now - self._clock, work))
        self.peak_mb = max(self.peak_mb, memory_mb())
        self._clock, self._used, self._own = now, used, own

    def table(self) -> str:
        """A line a stage, and one for all."""
        whole = Taken("all", sum(each.wall_s for each in self.taken), sum(each.processor_s for each in self.taken))
        lines = [f"  {'stage':<10}{'wall s':>8}{'processor s':>13}{'share':>8}"]
        for each in (*self.taken, whole):
            share = each.processor_s / whole.processor_s
            lines.append(f"  {each.stage:<10}{each.wall_s:8.1f}{each.processor_s:13.1f}{share:8.0%}")
        return "\n".join([*lines, f"  memory at most {self.peak_mb:,} MB"])
