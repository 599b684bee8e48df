"""Reads what each stage of a run takes, for the measurements of whole nights."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from machine import memory_mb, processor_s

from nightdesk.flows.run.lifecycle import Run
from nightdesk.flows.run.progress import SilentProgress


@dataclass(frozen=True, slots=True)
class Taken:
    """What one stage took."""

    stage: str
    wall_s: float
    processor_s: float  # of this process and its workers
    memory_mb: int  # at most, looked at twice a second


class StageMeter(SilentProgress):
    """Reads clock and processor of this process and its workers at the end of every stage, and memory meanwhile."""

    def __init__(self, stages: Sequence[Callable[[Run], object]]) -> None:
        self.taken: list[Taken] = []
        self._peak_mb = 0
        self._stages = iter(stages)
        self._clock, self._used, self._own = time.perf_counter(), processor_s(), time.process_time()
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        while True:
            self._peak_mb = max(self._peak_mb, memory_mb())
            time.sleep(0.5)

    def finish(self, summary: str) -> None:
        """See `Progress.finish`."""
        self.take(next(self._stages).__name__)

    def take(self, name: str) -> None:
        """Notes what went by since the last note."""
        now, used, own = time.perf_counter(), processor_s(), time.process_time()
        work = max(used - self._used, own - self._own)  # workers that ended are counted no more
        self.taken.append(Taken(name, now - self._clock, work, max(self._peak_mb, memory_mb())))
        self._peak_mb = 0
        self._clock, self._used, self._own = now, used, own

    def table(self) -> str:
        """A line a stage, and one for all."""
        walls, work = sum(each.wall_s for each in self.taken), sum(each.processor_s for each in self.taken)
        whole = Taken("all", walls, work, max(each.memory_mb for each in self.taken))
        lines = [f"  {'stage':<10}{'wall s':>8}{'processor s':>13}{'share':>8}{'MB at most':>12}"]
        for each in (*self.taken, whole):
            figures = f"{each.wall_s:8.1f}{each.processor_s:13.1f}{each.processor_s / work:8.0%}{each.memory_mb:12,}"
            lines.append(f"  {each.stage:<10}{figures}")
        return "\n".join(lines)
