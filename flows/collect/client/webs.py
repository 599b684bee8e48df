"""Which web answers for a source: the network, the folder in its place, or none."""

from __future__ import annotations

import base64
import ipaddress
import os
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from urllib.parse import urlsplit

from nightdesk.flows.collect.client.http import Credentials, HttpClient, SourceWeb
from nightdesk.flows.collect.client.mirror import Mirror
from nightdesk.flows.collect.client.rate_limiter import RateLimiter
from nightdesk.flows.collect.client.transport import Limits, Transport
from nightdesk.flows.collect.web import NoWeb, Received, Refused, Unchanged, Validators, Web
from nightdesk.flows.errors import UsageError
from nightdesk.flows.project import SETTINGS_FILE, Project
from nightdesk.flows.settings import PROGRAM_VERSION, Settings
from nightdesk.flows.source import Source
from nightdesk.warehouse.tables.fetch_state import RobotsRow

_WEB_KINDS = ("feed", "sitemap", "pages", "list")
_NO_CONTACT = (
    f"contact is empty: publishers must be able to reach whoever fetches from them; set it in {SETTINGS_FILE} "
    'to an e-mail or web address, for example contact = "desk@example.org"'
)


class _Unnamed:
    """For lists, which may name addresses or only files: without a contact, the first address ends the run."""

    def fetch(self, url: str, validators: Validators | None = None) -> Received | Refused | Unchanged:
        raise UsageError(_NO_CONTACT)


class Webs:
    """The webs of a project's sources; they share one client, one pace and one set of connections."""

    def __init__(self, project: Project, now: datetime, robots: Mapping[str, RobotsRow]) -> None:
        self._project, self._now, self._robots = project, now, robots
        self._lock = threading.Lock()
        self._client: HttpClient | None = None

    def __call__(self, source: Source) -> Web:
        """The web of a source.

        Raises:
            UsageError: it needs the network and no contact is set, or its secret is not in the environment.
        """
        if source.mirror is not None:
            return Mirror(source.mirror, self._project.settings.max_item_bytes)
        if source.kind not in _WEB_KINDS:
            return NoWeb()
        if source.url is None and not self._project.settings.contact:
            return _Unnamed()
        return SourceWeb(self._opened(), credentials_of(source))

    def _opened(self) -> HttpClient:
        with self._lock:
            if self._client is None:
                self._client = open_client(self._project.settings, self._now, self._robots)
            return self._client

    def fetched_robots(self) -> Sequence[RobotsRow]:
        """What hosts answered for their robots.txt since this was last asked, to be stored."""
        return self._client.robots.take_fetched() if self._client else ()

    def stop(self) -> None:
        """Ends every wait; whatever is asked from now on is postponed."""
        if self._client is not None:
            self._client.stop()

    def close(self) -> None:
        """Closes every connection."""
        if self._client is not None:
            self._client.close()


@contextmanager
def open_webs(project: Project, now: datetime, robots: Mapping[str, RobotsRow] | None = None) -> Iterator[Webs]:
    """The web of each source; ``robots`` are the answers of the last day."""
    webs = Webs(project, now, robots or {})
    try:
        yield webs
    finally:
        webs.close()


def open_client(settings: Settings, now: datetime, robots: Mapping[str, RobotsRow]) -> HttpClient:
    """The polite client as the settings want it.

    Raises:
        UsageError: no contact is set.
    """
    if not settings.contact.strip():
        raise UsageError(_NO_CONTACT)
    limits = Limits(
        raw_bytes=settings.max_item_bytes,
        decoded_bytes=settings.max_decoded_bytes,
        deadline_s=settings.fetch_deadline_s,
        silence_s=settings.fetch_silence_s,
        min_bytes_per_s=settings.fetch_min_bytes_per_s,
    )
    networks = [ipaddress.ip_network(network) for network in settings.allow_networks]
    return HttpClient(
        Transport(limits, networks),
        RateLimiter(settings.delay_s, seed=now.toordinal(), ends_at=time.monotonic() + settings.fetch_window_s),
        settings.user_agent or f"Nightdesk/{PROGRAM_VERSION} (+{settings.contact.strip()})",
        now,
        robots,
        settings.respect_tdm,
    )


def credentials_of(source: Source) -> Credentials | None:
    """The secret that a source names, from the environment.

    Raises:
        UsageError: it is not there.
    """
    if source.auth is None:
        return None
    name = source.auth.removeprefix("env:")
    secret = os.environ.get(name, "").strip()
    if not secret:
        raise UsageError(f"source {source.id!r} needs the environment variable {name}: user:password or Bearer TOKEN")
    if not secret.lower().startswith("bearer "):
        secret = f"Basic {base64.b64encode(secret.encode()).decode('ascii')}"
    return Credentials(urlsplit(source.url or "").hostname or "", secret)
