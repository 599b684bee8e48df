"""The polite client: robots.txt, pace, retries where they help, redirects checked hop by hop, conditional requests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from email.utils import parsedate_to_datetime

import httpx

from nightdesk.flows.collect.client.rate_limiter import HostParked, RateLimiter, Turn, WindowCloses
from nightdesk.flows.collect.client.robots import RobotsCache
from nightdesk.flows.collect.client.transport import HttpAnswer, Transport
from nightdesk.flows.collect.web import Received, Refused, Unchanged, Validators
from nightdesk.transforms.records import Reason, Rejection
from nightdesk.transforms.web import answers
from nightdesk.transforms.web.content_coding import ACCEPTED
from nightdesk.transforms.web.robots import MAX_BYTES as ROBOTS_BYTES
from nightdesk.transforms.web.robots import Robots
from nightdesk.transforms.web.urls import without_credentials
from nightdesk.warehouse.tables.fetch_state import RobotsRow

AGENT = "nightdesk"
"""Our product token: what a robots.txt calls us."""

MAX_REDIRECTS = 5
_ACCEPT = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, */*;q=0.5"
)
# the connection broke or the host was busy for a moment: asking again can help, once
_WORTH_ASKING_AGAIN = frozenset({429, 502, 503, 504})
_TRIES = 2


@dataclass(frozen=True, slots=True)
class Credentials:
    """A secret for one host; it goes nowhere else and stands in no message."""

    host: str
    header: str = field(repr=False)

    def headers(self, address: httpx.URL) -> dict[str, str]:
        """The header for an address; none over plain http, none for another host."""
        is_ours = address.scheme == "https" and address.host == self.host
        return {"authorization": self.header} if is_ours else {}


@dataclass(slots=True)
class Traffic:
    """What one source was asked and what came back."""

    requests: int = 0  # addresses, whatever their redirects
    unchanged: int = 0
    received_bytes: int = 0  # content codings undone


class HttpClient:
    """The web itself; one for a run, safe to use from many threads."""

    def __init__(
        self,
        wire: Transport,
        pace: RateLimiter,
        user_agent: str,
        now: datetime,
        robots: Mapping[str, RobotsRow] | None = None,
        respect_tdm: bool = True,
        backoff_s: float = 10.0,
    ) -> None:
        """``backoff_s``: pause before asking a busy host again where it names none."""
        self._wire, self._pace, self._now = wire, pace, now
        self._headers = {"user-agent": user_agent, "accept": _ACCEPT, "accept-encoding": ACCEPTED}
        self._respect_tdm, self._backoff_s = respect_tdm, backoff_s
        self.robots = RobotsCache(self._ask_robots, now, robots)

    def fetch(
        self, url: str, validators: Validators | None = None, credentials: Credentials | None = None
    ) -> Received | Refused | Unchanged:
        """See `web.Web.fetch`; the address loses the user name and password it may contain."""
        asked = without_credentials(url)
        if self._pace.is_over():
            return Refused(asked, Reason.POSTPONED, "the night's window has closed")
        outcome = self._follow(asked, validators, credentials)
        if isinstance(outcome, Refused):
            return replace(outcome, url=asked)
        address, answer = outcome
        return self._judge(asked, address, answer, validators is not None)

    def _follow(
        self, url: str, validators: Validators | None, credentials: Credentials | None
    ) -> tuple[httpx.URL, HttpAnswer] | Refused:
        """The answer at the end of the redirects, and where it was given."""
        address, cookies = _askable(url), httpx.Cookies()
        for _ in range(MAX_REDIRECTS + 1):
            if isinstance(address, Refused):
                return address
            headers = {**self._headers, **_conditions(validators)}
            request = httpx.Request(
                "GET", address, headers=headers | (credentials.headers(address) if credentials else {})
            )
            cookies.set_cookie_header(request)
            answer = self._ask_politely(request)
            if isinstance(answer, Refused):
                return answer
            location = answers.redirect(answer.status, answer.headers.get("location"))
            if location is None:
                return address, answer
            cookies.extract_cookies(httpx.Response(answer.status, headers=answer.headers, request=request))
            address = _next_address(address, location)
        return Refused(url, Reason.TOO_MANY_REDIRECTS, f"more than {MAX_REDIRECTS} hops, the last to {address}")

    def _ask_politely(self, request: httpx.Request) -> HttpAnswer | Refused:
        """One address, if its host lets us; a second time where that can help."""
        rules = self.robots.rules(request.url)
        if isinstance(rules, Refused):
            return rules
        if not rules.allows(str(request.url), AGENT):
            return Refused(str(request.url), Reason.ROBOTS, f"robots.txt disallows {request.url.path}")
        return self._ask_in_turn(request, rules)

    def _ask_in_turn(
        self, request: httpx.Request, rules: Robots | None, most_bytes: int | None = None
    ) -> HttpAnswer | Refused:
        answer: HttpAnswer | Refused | None = None
        for attempt in range(_TRIES):
            try:
                with self._pace.turn(request.url.host) as turn:
                    turn.crawl_delay_s = rules.crawl_delay_s(AGENT) if rules else 0.0
                    answer = self._wire.ask(request, most_bytes)
                    self._learn(request.url.host, turn, answer, attempt)
            except HostParked as parked:
                # a host that parked itself between two tries has given its answer
                reason = Reason.POSTPONED if isinstance(parked, WindowCloses) else Reason.PARKED
                return answer or Refused(str(request.url), reason, str(parked))
            if not _can_help(answer):
                break
        assert answer is not None
        return answer

    def _learn(self, host: str, turn: Turn, answer: HttpAnswer | Refused, attempt: int) -> None:
        """Tells the pace what the host wants."""
        if isinstance(answer, Refused):
            self._pace.failed(host, is_hard=answer.reason in _HOST_FAILS)
            return
        if answer.status in _WORTH_ASKING_AGAIN:
            asked = answers.retry_after_s(answer.headers.get("retry-after"), _date(answer) or self._now)
            turn.wait_s = self._backoff_s * 2**attempt if asked is None else asked
        if answer.status == 429:
            self._pace.limited(host)
        else:
            self._pace.failed(host, is_hard=answer.status >= 500)

    def _ask_robots(self, address: httpx.URL) -> HttpAnswer | Refused:
        """A robots.txt, at the end of its redirects; more than five mean that there is none (RFC 9309, 2.3.1.2)."""
        found: httpx.URL | Refused = address
        for _ in range(MAX_REDIRECTS + 1):
            if isinstance(found, Refused):
                return found
            # not compressed: of a file over the limit its beginning must be readable
            request = httpx.Request("GET", found, headers={**self._headers, "accept-encoding": "identity"})
            answer = self._ask_in_turn(request, None, ROBOTS_BYTES)
            location = None
            if isinstance(answer, HttpAnswer):
                location = answers.redirect(answer.status, answer.headers.get("location"))
            if location is None:
                return answer
            found = _next_address(found, location)
        return HttpAnswer(404, httpx.Headers(), b"", 0)

    def _judge(
        self, url: str, address: httpx.URL, answer: HttpAnswer, is_conditional: bool
    ) -> Received | Refused | Unchanged:
        """What an answer that is no redirect means for the item."""
        if answer.status == 304 and is_conditional:
            return Unchanged(url)
        rejection = answers.rejection_of_status(answer.status) or answers.rejection_of_page(
            url, str(address), dict(answer.headers), answer.content, self._respect_tdm
        )
        if isinstance(rejection, Rejection):
            # what is reserved is not kept
            kept = answer.content if rejection.reason is Reason.LOGIN_PAGE else None
            return Refused(url, rejection.reason, rejection.detail, content=kept)
        media_type, charset = answers.content_type(answer.headers.get("content-type"))
        validators = Validators(answer.headers.get("etag"), answer.headers.get("last-modified"))
        return Received(
            url,
            answer.content,
            media_type,
            charset,
            final_url=str(address) if str(address) != url else None,
            validators=validators if validators != Validators() else None,
        )

    def stop(self) -> None:
        """Ends every wait; whatever is asked from now on is postponed."""
        self._pace.stop()

    def close(self) -> None:
        """Closes every connection."""
        self._wire.close()


class SourceWeb:
    """The web for one source, with its credentials and a count of what it cost."""

    def __init__(self, client: HttpClient, credentials: Credentials | None = None) -> None:
        self._client, self._credentials = client, credentials
        self.traffic = Traffic()

    def fetch(self, url: str, validators: Validators | None = None) -> Received | Refused | Unchanged:
        """See `web.Web.fetch`."""
        item = self._client.fetch(url, validators, self._credentials)
        self.traffic.requests += 1
        self.traffic.unchanged += isinstance(item, Unchanged)
        self.traffic.received_bytes += len(item.content) if isinstance(item, Received) else 0
        return item


_HOST_FAILS = frozenset({Reason.CONNECTION, Reason.DEADLINE, Reason.DNS, Reason.TLS, Reason.BLOCKED_ADDRESS})


def _can_help(answer: HttpAnswer | Refused) -> bool:
    """Whether asking again may give another answer tonight."""
    if isinstance(answer, Refused):
        return answer.reason is Reason.CONNECTION
    return answer.status in _WORTH_ASKING_AGAIN


def _askable(url: str) -> httpx.URL | Refused:
    try:
        address = httpx.URL(url)
        # reading them raises for hosts and ports that cannot be
        is_askable = address.scheme in ("http", "https") and bool(address.raw_host) and address.port != 0
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        return Refused(url, Reason.BAD_ADDRESS, str(error))
    if not is_askable:
        return Refused(url, Reason.BAD_ADDRESS, "no http or https address with a host")
    return address.copy_with(fragment=None)


def _next_address(address: httpx.URL, location: str) -> httpx.URL | Refused:
    try:
        return _askable(without_credentials(str(address.join(location))))
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        return Refused(str(address), Reason.BAD_ADDRESS, f"redirect to {location[:200]!r}: {error}")


def _conditions(validators: Validators | None) -> dict[str, str]:
    """Both validators, as caches send them (RFC 9110, 13.1); one that no header can hold is left out."""
    pairs = {
        "if-none-match": validators and validators.etag,
        "if-modified-since": validators and validators.last_modified,
    }
    return {name: value for name, value in pairs.items() if value and value.isascii() and value.isprintable()}


def _date(answer: HttpAnswer) -> datetime | None:
    """When the host thinks it is."""
    try:
        moment = parsedate_to_datetime(answer.headers.get("date", ""))
    except (ValueError, TypeError, IndexError):
        return None
    return moment if moment.tzinfo else None
