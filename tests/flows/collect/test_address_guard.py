"""The border to the network: what may be connected to, in whatever spelling it is asked for."""

from __future__ import annotations

import ipaddress

import pytest

from nightdesk.flows.collect.client.address_guard import BlockedAddress, GuardedBackend, NameNotFound, blocked_as

# one line a kind of network
FORBIDDEN = (
    *("127.0.0.1", "127.255.0.9", "::1"),
    *("10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.7.7", "fc00::1", "fd12::1", "fec0::1"),
    *("169.254.169.254", "fe80::1"),
    *("100.64.0.1", "100.100.100.200"),
    *("0.0.0.0", "0.1.2.3", "::"),
    "168.63.129.16",
    *("192.0.0.8", "192.88.99.1", "198.18.0.1", "240.0.0.1", "255.255.255.255", "100::1", "5f00::1"),
    *("224.0.0.1", "239.1.1.1", "ff02::1"),
    *("192.0.2.1", "198.51.100.1", "203.0.113.1", "2001:db8::1", "3fff::1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "2002:7f00:1::", "2001:0:7f00:1::"),
    *("64:ff9b::7f00:1", "64:ff9b:1::1"),
)
OPEN = (
    *("1.1.1.1", "8.8.8.8", "172.15.0.1", "172.32.0.1", "100.63.0.1", "100.128.0.1"),
    *("2606:4700::1111", "2a00:1450::1", "::ffff:8.8.8.8"),
)
SPELLINGS = ("2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "127.1", "localhost", "0", "2852039166")


@pytest.mark.parametrize("address", FORBIDDEN)
def test_addresses_that_are_not_the_public_web_are_forbidden(address: str) -> None:
    assert blocked_as(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", OPEN)
def test_the_public_web_is_open(address: str) -> None:
    assert blocked_as(ipaddress.ip_address(address)) is None


@pytest.mark.parametrize("host", SPELLINGS)
def test_a_spelling_is_no_way_round(host: str) -> None:
    with pytest.raises((BlockedAddress, NameNotFound)):
        GuardedBackend().connect_tcp(host, 80, timeout=2)


def test_a_network_can_be_allowed_and_no_other_with_it() -> None:
    allowed = [ipaddress.ip_network("10.2.0.0/16")]
    assert blocked_as(ipaddress.ip_address("10.2.3.4"), allowed) is None
    assert blocked_as(ipaddress.ip_address("::ffff:10.2.3.4"), allowed) is None
    assert blocked_as(ipaddress.ip_address("10.3.3.4"), allowed) == "private"


def test_of_a_host_with_two_addresses_only_the_open_one_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rebinding and mixed answers: what is checked is what is connected to."""
    both = [ipaddress.ip_address("127.0.0.1"), ipaddress.ip_address("1.1.1.1")]
    monkeypatch.setattr("nightdesk.flows.collect.client.address_guard.resolve", lambda *_: both)
    assert GuardedBackend()._checked("mixed.example", 80, 1.0) == both[1:]
