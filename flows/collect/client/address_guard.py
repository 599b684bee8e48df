"""The border to the network: every connection goes to an address that was checked, and ends with its deadline.

The check is on the address connected to, after resolution, for every hop of every request: names, numbers in any
spelling, redirects and rebinding all pass here. Deadlines count for resolving, connecting, TLS, headers and body alike.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import httpcore

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# an explicit list: `is_global` differs between Python versions and passes NAT64, 6to4 and site-local addresses
_BLOCKED = {
    "this network": ("0.0.0.0/8",),
    "private": ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fec0::/10"),
    "shared (carrier-grade NAT)": ("100.64.0.0/10",),
    "loopback": ("127.0.0.0/8", "::1/128"),
    "link-local (cloud metadata among them)": ("169.254.0.0/16", "fe80::/10"),
    "cloud platform": ("168.63.129.16/32",),
    "reserved": ("192.0.0.0/24", "192.88.99.0/24", "240.0.0.0/4", "::/96", "100::/64", "5f00::/16"),
    "documentation": ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20"),
    "benchmarking": ("198.18.0.0/15", "2001:2::/48"),
    "multicast": ("224.0.0.0/4", "ff00::/8"),
    "an IPv4 address inside IPv6": ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::ffff:0:0:0/96"),
}
_BLOCKED_NETWORKS = [(ipaddress.ip_network(text), kind) for kind, texts in _BLOCKED.items() for text in texts]


class BlockedAddress(Exception):
    """The host leads to addresses that may not be connected to."""


class NameNotFound(Exception):
    """The host's name leads nowhere."""


class DeadlinePassed(Exception):
    """The time for the whole request is over."""


def blocked_as(address: Address, allowed: Iterable[Network] = ()) -> str | None:
    """What kind of forbidden address this is; None when it may be connected to."""
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    if any(address in network for network in allowed if network.version == address.version):
        return None
    return next((kind for network, kind in _BLOCKED_NETWORKS if address in network), None)


_ends_at: ContextVar[float] = ContextVar("ends_at", default=float("inf"))


@contextmanager
def deadline(ends_at: float) -> Iterator[None]:
    """Everything this thread does on the network inside ends at ``ends_at`` (``time.monotonic``)."""
    token = _ends_at.set(ends_at)
    try:
        yield
    finally:
        _ends_at.reset(token)


def _time_left(timeout: float | None) -> float:
    """Seconds the next step may take.

    Raises:
        DeadlinePassed: none are left.
    """
    left = _ends_at.get() - time.monotonic()
    if left <= 0:
        raise DeadlinePassed
    return left if timeout is None else min(left, timeout)


class GuardedBackend(httpcore.NetworkBackend):
    """Connects to checked addresses only."""

    def __init__(self, allowed: Sequence[Network] = ()) -> None:
        self._allowed = tuple(allowed)
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first of the host's addresses that is allowed and answers.

        Raises:
            BlockedAddress, NameNotFound, DeadlinePassed: see there.
        """
        error: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for address in self._checked(host, port, _time_left(timeout)):
            try:
                left = _time_left(timeout)
                return _TimedStream(self._inner.connect_tcp(str(address), port, left, local_address, socket_options))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failed:
                error = error or failed
        assert error is not None
        raise error

    def _checked(self, host: str, port: int, timeout: float) -> list[Address]:
        found = resolve(host, port, timeout)
        allowed = [address for address in found if blocked_as(address, self._allowed) is None]
        if not allowed:
            kind = blocked_as(found[0], self._allowed)
            raise BlockedAddress(f"{host} leads to {found[0]} ({kind}); allow_networks in the settings can allow it")
        return allowed

    def connect_unix_socket(self, *args: Any, **kwargs: Any) -> httpcore.NetworkStream:
        """Raises BlockedAddress: no source lives on a socket file."""
        raise BlockedAddress("a unix socket")

    def sleep(self, seconds: float) -> None:
        """See httpcore."""
        time.sleep(min(seconds, _time_left(seconds)))


def resolve(host: str, port: int, timeout: float) -> list[Address]:
    """Every address of a host, each once; the system's resolver knows no time-out, so it runs beside us.

    Raises:
        NameNotFound: there is none.
        DeadlinePassed: the resolver took longer than ``timeout`` seconds.
    """
    answer: list[Address] | OSError | UnicodeError | None = None

    def ask() -> None:
        nonlocal answer
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answer = list(dict.fromkeys(ipaddress.ip_address(row[4][0]) for row in rows))
        except (OSError, UnicodeError) as error:
            answer = error

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(timeout)
    if answer is None:
        raise DeadlinePassed
    if isinstance(answer, Exception) or not answer:
        raise NameNotFound(f"{host}: {answer or 'no address'}")
    return answer


class _TimedStream(httpcore.NetworkStream):
    """A stream whose every step ends with the deadline."""

    def __init__(self, inner: httpcore.NetworkStream) -> None:
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _time_left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _time_left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _TimedStream(self._inner.start_tls(ssl_context, server_hostname, _time_left(timeout)))

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
