"""The robots.txt of every host of a run: fetched once, kept for a day, obeyed by `http`."""

from __future__ import annotations

import threading
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from datetime import datetime

import httpx

from nightdesk.flows.collect.client.transport import HttpAnswer
from nightdesk.flows.collect.web import Refused
from nightdesk.transforms.records import Reason
from nightdesk.transforms.web.robots import Robots, read_robots
from nightdesk.warehouse.tables.fetch_state import RobotsRow


class RobotsCache:
    """The rules of every host met; safe to use from many threads."""

    def __init__(
        self,
        ask: Callable[[httpx.URL], HttpAnswer | Refused],
        now: datetime,
        known: Mapping[str, RobotsRow] | None = None,
    ) -> None:
        """``known``: answers of the last day; ``ask`` follows redirects and keeps the pace."""
        self._ask, self._now = ask, now
        self._rows = dict(known or {})
        self._rules: dict[str, Robots | Refused] = {}
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._fetched: deque[RobotsRow] = deque()

    def rules(self, address: httpx.URL) -> Robots | Refused:
        """What the host of an address allows; refused where it could not be asked (RFC 9309, 2.3.1.4)."""
        origin = _origin(address)
        with self._locks[origin]:
            if origin not in self._rules:
                self._rules[origin] = self._find(origin, address)
            return self._rules[origin]

    def take_fetched(self) -> list[RobotsRow]:
        """What was fetched since this was last asked."""
        return [self._fetched.popleft() for _ in range(len(self._fetched))]

    def _find(self, origin: str, address: httpx.URL) -> Robots | Refused:
        if origin not in self._rows:
            answer = self._ask(address.copy_with(path="/robots.txt", query=None, fragment=None))
            if isinstance(answer, Refused):
                return answer
            self._rows[origin] = RobotsRow(origin, self._now, answer.status, answer.content)
            self._fetched.append(self._rows[origin])
        row = self._rows[origin]
        if row.status >= 500 or row.status == 429:
            return Refused(origin, Reason.ROBOTS, f"robots.txt answers {row.status}: the host is left alone")
        return read_robots(row.status, row.content)


def _origin(address: httpx.URL) -> str:
    return f"{address.scheme}://{address.netloc.decode('ascii')}"
