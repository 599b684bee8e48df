"""One request, one answer: bounded in time, bytes and memory; whatever goes wrong is a reason, never an exception.

Uses httpx's engine (httpcore) directly: the client above it decodes without bounds, knows no total deadline and logs
addresses with their passwords. Redirects, robots.txt, pace and retries are `http`'s.
"""

from __future__ import annotations

import logging
import ssl
import time
from collections.abc import Sequence
from dataclasses import dataclass

import httpcore
import httpx

from nightdesk.flows.collect.client.address_guard import (
    BlockedAddress,
    DeadlinePassed,
    GuardedBackend,
    NameNotFound,
    Network,
    deadline,
)
from nightdesk.flows.collect.web import Refused
from nightdesk.transforms.records import Reason, Rejection
from nightdesk.transforms.web.content_coding import undo_coding

# at DEBUG these two write every header, and with them passwords and cookies
for _name in ("hpack", "httpcore"):
    logging.getLogger(_name).setLevel(logging.WARNING)

_SLOW_AFTER_S = 10.0  # a slow start is no slow answer
_ERROR_PAGE_BYTES = 64_000  # of an answer that is no page, read so that the connection can serve again


@dataclass(frozen=True, slots=True)
class Limits:
    """What one answer may cost."""

    raw_bytes: int = 10_000_000
    decoded_bytes: int = 20_000_000
    deadline_s: float = 60.0  # from resolving the name to the last byte
    silence_s: float = 20.0  # between two packets
    min_bytes_per_s: float = 100.0  # on average, once ten seconds have passed
    slow_after_s: float = _SLOW_AFTER_S


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """What came back: a status with headers, and a body whose content coding is undone."""

    status: int
    headers: httpx.Headers
    content: bytes
    raw_bytes: int  # as they came over the wire

    @property
    def is_page(self) -> bool:
        """Whether the body is what was asked for."""
        return 200 <= self.status < 300


class Transport:
    """The connections of a run."""

    def __init__(self, limits: Limits, allowed: Sequence[Network] = (), http2: bool = True) -> None:
        self._limits = limits
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(),
            max_connections=None,
            keepalive_expiry=30.0,
            http2=http2,
            network_backend=GuardedBackend(allowed),
        )

    def ask(self, request: httpx.Request, most_bytes: int | None = None) -> HttpAnswer | Refused:
        """The answer to one request.

        Args:
            request: its headers go out as they are.
            most_bytes: read this much of the body and drop the rest; None: a longer body is refused as too_large.
        """
        ends_at = time.monotonic() + self._limits.deadline_s
        try:
            with deadline(ends_at):
                return self._ask(request, most_bytes)
        except Exception as error:  # on hostile answers the engine raises more than it declares
            is_over = time.monotonic() >= ends_at
            reason, detail = _meaning(DeadlinePassed() if is_over else error, self._limits)
            return Refused(str(request.url), reason, detail)

    def _ask(self, request: httpx.Request, most_bytes: int | None) -> HttpAnswer | Refused:
        url, limits = request.url, self._limits
        timeouts = dict.fromkeys(("connect", "read", "write", "pool"), limits.silence_s)
        with self._pool.stream(
            request.method,
            httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            extensions={"timeout": timeouts},
        ) as response:
            headers = httpx.Headers(response.headers)
            if not 200 <= response.status < 300:
                self._read(response, headers, _ERROR_PAGE_BYTES, drop_rest=True)
                return HttpAnswer(response.status, headers, b"", 0)
            if refused := _unwanted(str(url), headers):
                return refused
            raw = self._read(response, headers, most_bytes or limits.raw_bytes, drop_rest=most_bytes is not None)
        if isinstance(raw, Rejection):
            return Refused(str(url), raw.reason, raw.detail)
        content = undo_coding(raw, headers.get("content-encoding", ""), limits.decoded_bytes)
        if isinstance(content, Rejection):
            return Refused(str(url), content.reason, content.detail, content=raw)
        return HttpAnswer(response.status, headers, content, len(raw))

    def _read(
        self, response: httpcore.Response, headers: httpx.Headers, most: int, drop_rest: bool
    ) -> bytes | Rejection:
        """The body as it comes over the wire."""
        declared = int(length) if (length := headers.get("content-length", "")).isdigit() else None
        too_large = Rejection(Reason.TOO_LARGE, f"over {most} bytes (max_item_bytes)")
        if declared is not None and declared > most and not drop_rest:
            return too_large
        body, started = bytearray(), time.monotonic()
        for chunk in response.iter_stream():
            body += chunk
            if len(body) > most:
                return bytes(body[:most]) if drop_rest else too_large
            if rejection := self._too_slow(len(body), time.monotonic() - started):
                return rejection
        if declared is not None and len(body) < declared and "transfer-encoding" not in headers:
            return Rejection(Reason.TRUNCATED, f"{len(body)} of {declared} bytes came")
        return bytes(body)

    def _too_slow(self, count: int, seconds: float) -> Rejection | None:
        limits = self._limits
        if seconds < limits.slow_after_s or count / seconds >= limits.min_bytes_per_s:
            return None
        return Rejection(
            Reason.DEADLINE, f"{count / seconds:.0f} bytes a second; the least is {limits.min_bytes_per_s:.0f}"
        )

    def close(self) -> None:
        """Closes every connection."""
        self._pool.close()


_UNWANTED = ("image/", "audio/", "video/", "font/", "application/pdf", "application/zip", "application/vnd.")


def _unwanted(url: str, headers: httpx.Headers) -> Refused | None:
    """Refuses what is declared as something that holds no article, before its bytes are read."""
    media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type.startswith(_UNWANTED):
        return Refused(url, Reason.UNSUPPORTED_TYPE, f"declared as {media_type}")
    return None


def _meaning(error: Exception, limits: Limits) -> tuple[Reason, str]:
    """What an error of the network or the engine means for an item."""
    text = str(error) or type(error).__name__
    if isinstance(error, BlockedAddress):
        return Reason.BLOCKED_ADDRESS, text
    if isinstance(error, NameNotFound):
        return Reason.DNS, text
    if isinstance(error, DeadlinePassed):
        return Reason.DEADLINE, f"no complete answer in {limits.deadline_s:g} s"
    if isinstance(error, httpcore.TimeoutException):
        return Reason.DEADLINE, f"silent for {limits.silence_s:g} s"
    if _is_tls(error):
        return Reason.TLS, text
    if isinstance(error, httpcore.ProtocolError):
        return _broken_answer(text)
    if isinstance(error, httpcore.NetworkError):
        return Reason.CONNECTION, text
    return Reason.BAD_ANSWER, f"{type(error).__name__}: {text}"


def _is_tls(error: BaseException | None) -> bool:
    """Whether TLS is at the bottom of it: the engine wraps such errors in those of the connection."""
    while error is not None:
        if isinstance(error, ssl.SSLError | ssl.CertificateError):
            return True
        error = error.__cause__ or error.__context__
    return False


# what the engine writes for HTTP/1.1 and HTTP/2; it has no types for these
_CUT_OFF = ("without sending complete message body", "incomplete chunked read", "InvalidBodyLengthError")
_HUNG_UP = ("disconnected without sending a response", "StreamReset", "ConnectionTerminated")


def _broken_answer(text: str) -> tuple[Reason, str]:
    if any(words in text for words in _CUT_OFF):
        return Reason.TRUNCATED, text
    if any(words in text for words in _HUNG_UP):
        return Reason.CONNECTION, text
    return Reason.BAD_ANSWER, text
