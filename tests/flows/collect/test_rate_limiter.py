"""Pace: one request at a time, pauses that fit the host, a host that says stop is left alone."""

from __future__ import annotations

import threading

import pytest

from nightdesk.flows.collect.client.rate_limiter import HostParked, RateLimiter, pause_s


class Clock:
    """Time that passes only when somebody sleeps or works."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def pace_of(clock: Clock, delay_s: float = 2.0, **more: float) -> RateLimiter:
    return RateLimiter(delay_s, clock=lambda: clock.now, sleep=clock.sleep, **more)  # type: ignore[arg-type]


def ask(pace: RateLimiter, clock: Clock, host: str = "a", takes_s: float = 0.1, **learned: float) -> None:
    with pace.turn(host) as turn:
        clock.now += takes_s
        for name, value in learned.items():
            setattr(turn, name, value)


def test_the_pause_is_the_longest_of_promise_wish_and_twice_the_latency() -> None:
    assert pause_s(2.0, 0.0, 0.1) == 2.0
    assert pause_s(2.0, 10.0, 0.1) == 10.0
    assert pause_s(2.0, 0.0, 4.0) == 8.0


def test_jitter_only_lengthens_and_is_the_same_each_time() -> None:
    found = []
    for _ in range(2):
        clock = Clock()
        pace = pace_of(clock)
        for _ in range(20):
            ask(pace, clock)
        found.append(clock.slept)
    assert found[0] == found[1]
    assert all(2.0 <= pause <= 2.5 for pause in found[0])
    assert len(set(found[0])) > 10


def test_other_hosts_do_not_wait() -> None:
    clock = Clock()
    pace = pace_of(clock)
    for host in "abc":
        ask(pace, clock, host)
    assert clock.slept == []


def test_a_host_is_asked_when_it_said() -> None:
    clock = Clock()
    pace = pace_of(clock)
    ask(pace, clock, wait_s=60.0)
    ask(pace, clock)
    assert clock.slept == [60.0]


def test_a_host_that_wants_too_long_a_wait_is_left_alone() -> None:
    clock = Clock()
    pace = pace_of(clock, longest_wait_s=120.0)
    ask(pace, clock, wait_s=3600.0)
    with pytest.raises(HostParked, match="3600 s"):
        ask(pace, clock)
    assert clock.slept == []


def test_a_wait_beyond_the_window_is_not_begun() -> None:
    clock = Clock()
    pace = pace_of(clock, ends_at=10.0)
    ask(pace, clock, wait_s=30.0)
    with pytest.raises(HostParked, match="after the night's window"):
        ask(pace, clock)
    assert not pace.is_over()


def test_one_request_at_a_time() -> None:
    pace = RateLimiter(0.0)
    inside, most = 0, 0

    def work() -> None:
        nonlocal inside, most
        for _ in range(20):
            with pace.turn("a"):
                inside += 1
                most = max(most, inside)
                inside -= 1

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1


def test_stopping_ends_every_wait() -> None:
    pace = RateLimiter(60.0)
    with pace.turn("a"):
        pass
    waiting = threading.Thread(target=lambda: pace.turn("a").__enter__())
    waiting.start()
    pace.stop()
    waiting.join(5)
    assert not waiting.is_alive()
    assert pace.is_over()
