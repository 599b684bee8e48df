"""Measures how long something takes."""

from __future__ import annotations

import time
from collections.abc import Callable


class Stopwatch:
    """Seconds since it was made."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._start = clock, clock()

    def seconds(self) -> float:
        """Elapsed seconds."""
        return self._clock() - self._start
