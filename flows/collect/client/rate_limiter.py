"""How fast a host is asked: one request at a time, a pause after each, longer for slow hosts, none for busy ones."""

from __future__ import annotations

import random
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

MAX_LIMITED = 3  # answers 429 after which a host is left alone for the night
MAX_FAILED = 5  # failures in a row after which it is: what is down stays down, and each try costs its deadline
_JITTER = 0.25  # share of the pause by which it may grow, so that requests do not come in step


class HostParked(Exception):
    """The host is left alone for the rest of the night."""


class WindowCloses(HostParked):
    """The host would be free again only after the night's window."""


def pause_s(setting_s: float, crawl_delay_s: float, latency_s: float) -> float:
    """Seconds between two requests to one host: what we promise, what it asks for, twice what it took to answer."""
    return max(setting_s, crawl_delay_s, 2 * latency_s)


@dataclass(slots=True)
class _Host:
    lock: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = 0.0
    limited: int = 0
    failed: int = 0
    parked: str | None = None


@dataclass(slots=True)
class Turn:
    """A request's turn at its host; what it learns decides when the next one comes."""

    crawl_delay_s: float = 0.0
    wait_s: float = 0.0  # as the host asked (Retry-After)


class RateLimiter:
    """Turns at every host of a run; safe to use from many threads."""

    def __init__(
        self,
        delay_s: float,
        seed: int = 0,
        ends_at: float = float("inf"),
        longest_wait_s: float = 120.0,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] | None = None,
    ) -> None:
        """``ends_at``: when the night's window closes, on ``clock``; ``longest_wait_s``: what a host may ask for."""
        self._delay_s, self._seed, self._ends_at, self._longest_wait_s = delay_s, seed, ends_at, longest_wait_s
        self._stopped = threading.Event()
        self._clock, self._sleep = clock, sleep or self._stopped.wait
        self._hosts: defaultdict[str, _Host] = defaultdict(_Host)
        self._randoms: dict[str, random.Random] = {}

    @contextmanager
    def turn(self, name: str) -> Iterator[Turn]:
        """Waits for the host to be free, and keeps it until the block ends.

        Raises:
            HostParked: it will not be free tonight.
        """
        host = self._hosts[name]
        with host.lock:
            self._wait(name, host)
            turn, started = Turn(), self._clock()
            try:
                yield turn
            finally:
                ended = self._clock()
                pause = pause_s(self._delay_s, turn.crawl_delay_s, ended - started)
                # jitter only lengthens: the pause we promise is the shortest there is
                host.free_at = ended + max(pause * (1 + self._jitter(name)), turn.wait_s)
                if turn.wait_s > self._longest_wait_s:
                    host.parked = f"{name} asked us to come back in {turn.wait_s:.0f} s"

    def _wait(self, name: str, host: _Host) -> None:
        if host.parked:
            raise HostParked(host.parked)
        wait = host.free_at - self._clock()
        if host.free_at > self._ends_at:
            raise WindowCloses(f"{name} would be asked in {wait:.1f} s, after the night's window")
        if wait > 0:
            self._sleep(wait)

    def limited(self, name: str) -> None:
        """Notes an answer 429; the third parks the host."""
        host = self._hosts[name]
        host.limited += 1
        if host.limited >= MAX_LIMITED:
            host.parked = f"{name} answered 429 {MAX_LIMITED} times tonight"

    def failed(self, name: str, is_hard: bool) -> None:
        """Notes how an answer went: the fifth failure in a row parks the host, any other ends the row."""
        host = self._hosts[name]
        host.failed = host.failed + 1 if is_hard else 0
        if host.failed >= MAX_FAILED:
            host.parked = f"{name} failed {MAX_FAILED} times in a row tonight"

    def is_over(self) -> bool:
        """Whether the night's window has closed."""
        return self._stopped.is_set() or self._clock() >= self._ends_at

    def stop(self) -> None:
        """Closes the window now and ends every wait."""
        self._stopped.set()

    def _jitter(self, name: str) -> float:
        return _JITTER * self._randoms.setdefault(name, random.Random(f"{self._seed}:{name}")).random()
