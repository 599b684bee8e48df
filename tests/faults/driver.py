"""Asks every fault at once and measures what became of each, with a healthy host asked all the while."""

from __future__ import annotations

import ipaddress
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import NamedTuple

from faults.catalog import FAULTS, Fault, good
from faults.server import Web, serve

from nightdesk.flows.collect.client.http import HttpClient
from nightdesk.flows.collect.client.rate_limiter import RateLimiter
from nightdesk.flows.collect.client.transport import Limits, Transport
from nightdesk.flows.collect.web import Received, Refused, Unchanged

HEALTHY = "127.0.2.1"
LOOPBACK = (ipaddress.ip_network("127.0.0.0/8"),)
LIMITS = Limits(
    raw_bytes=1_000_000, decoded_bytes=2_000_000, deadline_s=1.5, silence_s=1.0, min_bytes_per_s=100, slow_after_s=0.7
)


class Outcome(NamedTuple):
    """What became of one fault."""

    item: Received | Refused | Unchanged
    seconds: float


def client(limits: Limits = LIMITS, **more: object) -> HttpClient:
    """A client that may reach loopback, in a hurry."""
    pace = RateLimiter(delay_s=0.0)
    now = datetime(2026, 3, 10, 23, 30, tzinfo=UTC)
    return HttpClient(Transport(limits, LOOPBACK), pace, "Nightdesk/test", now, backoff_s=0.05, **more)  # type: ignore[arg-type]


def host_of(number: int) -> str:
    return f"127.0.1.{number + 1}"


def broken_web() -> Web:
    replies = {
        host_of(number): {"*": fault.reply or good, **({"/robots.txt": fault.robots} if fault.robots else {})}
        for number, fault in enumerate(FAULTS)
    }
    return Web({HEALTHY: {"*": good}, **replies})


def run_faults() -> tuple[dict[str, Outcome], list[float]]:
    """(outcome by fault, seconds of each fetch from the healthy host meanwhile)."""
    with serve(broken_web()) as web, ThreadPoolExecutor(len(FAULTS) + 1) as threads:
        http = client()
        healthy = threads.submit(lambda: [_ask(http, web.url(HEALTHY, f"/{n}")).seconds for n in range(50)])
        asked = {
            fault.name: threads.submit(_ask, http, _address(fault, web, host_of(number)))
            for number, fault in enumerate(FAULTS)
        }
        outcomes = {name: future.result() for name, future in asked.items()}
        seconds = healthy.result()
        http.close()
    return outcomes, seconds


def _address(fault: Fault, web: Web, host: str) -> str:
    if fault.address is None:
        return web.url(host)
    return fault.address.replace("HOST", host).replace("PORT", str(web.port))


def _ask(http: HttpClient, url: str) -> Outcome:
    started = time.monotonic()
    item = http.fetch(url)
    return Outcome(item, time.monotonic() - started)


__all__ = ["FAULTS", "Fault", "Outcome", "client", "run_faults"]
