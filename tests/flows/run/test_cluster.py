"""The Dask executor on a cluster of our own: same rows, nothing lost, clear words when it is gone."""

from __future__ import annotations

import math
import operator
import os
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("distributed", reason="needs nightdesk[dask]")

from cluster_support import Cluster, cluster
from night_support import first_night

from nightdesk.flows.errors import ClusterFailed, UsageError
from nightdesk.flows.run import cluster as module
from nightdesk.flows.run.cluster import DaskExecutor
from nightdesk.flows.run.executor import Failed
from nightdesk.flows.run.workers import executor_for


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with cluster() as started:
        yield started.address


@pytest.fixture
def own() -> Iterator[tuple[Cluster, DaskExecutor]]:
    """A cluster that a test may damage."""
    with cluster() as started:
        executor = DaskExecutor(started.address)
        yield started, executor
        executor.close()


def kinds(results: Iterable[object]) -> list[object]:
    return [result.kind if isinstance(result, Failed) else result for result in results]


def soon(action: Callable[[], None]) -> None:
    threading.Timer(0.5, action).start()


def test_a_night_on_a_cluster_stores_the_rows_of_a_night_on_this_machine(tmp_path: Path, address: str) -> None:
    assert first_night(tmp_path, executor=address) == first_night(tmp_path)


def test_results_come_in_order_and_a_bad_item_costs_itself_only(address: str) -> None:
    executor = executor_for(address)
    assert list(executor.map(operator.neg, range(100))) == [-number for number in range(100)]
    assert kinds(executor.map(math.sqrt, [4, -1, 9])) == [2.0, "error", 3.0]
    assert kinds(executor.map(time.sleep, [0.01, 30, 0.01], timeout_s=1)) == [None, "timeout", None]
    assert kinds(executor.map(os._exit, [1])) == ["died"]
    executor.close()


def test_a_killed_worker_loses_nothing(own: tuple[Cluster, DaskExecutor]) -> None:
    damaged, executor = own
    items = [range(number, number + 500_000) for number in range(300)]  # some 10 ms each
    soon(damaged.kill_worker)
    assert list(executor.map(sum, items)) == [sum(item) for item in items]
    assert len(damaged.workers) == 1


def test_a_cluster_without_workers_ends_the_run_and_says_how_to_start_one(
    own: tuple[Cluster, DaskExecutor], monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged, executor = own
    monkeypatch.setattr(module, "_NO_WORKER_S", 1.0)
    results = executor.map(time.sleep, [5.0, 5.0])
    damaged.kill_worker()
    damaged.kill_worker()
    with pytest.raises(ClusterFailed, match=r"has no worker; start one: .*dask worker tcp://"):
        list(results)


def test_a_lost_scheduler_ends_the_run(own: tuple[Cluster, DaskExecutor]) -> None:
    damaged, executor = own
    results = executor.map(time.sleep, [5.0, 5.0])
    soon(damaged.kill_scheduler)
    with pytest.raises(ClusterFailed, match="lost the Dask scheduler at tcp://"):
        list(results)


def test_a_missing_scheduler_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_CONNECT_S", 0.5)
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        with pytest.raises(ClusterFailed, match=r"no Dask scheduler answers at tcp://.*setting executor") as caught:
            executor_for(f"tcp://127.0.0.1:{unused.getsockname()[1]}")
    assert caught.value.exit_code == 75


def test_a_missing_extra_is_told_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match=r"pip install 'nightdesk\[dask\]'"):
        executor_for("tcp://127.0.0.1:8786")


def test_an_encrypted_cluster_without_certificates_is_told_where_they_are_named() -> None:
    with pytest.raises(UsageError, match="DASK_DISTRIBUTED__COMM__TLS__CA_FILE"):
        executor_for("tls://127.0.0.1:8786")


def test_a_worker_with_another_version_refuses(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PROGRAM_VERSION", "9.9")
    executor = executor_for(address)
    with pytest.raises(ClusterFailed, match=r"every worker needs nightdesk\[dask\] 9\.9"):
        list(executor.map(operator.neg, [1]))
    executor.close()


def test_a_task_carries_few_large_items_or_several_small_ones() -> None:
    assert [len(bundle) for bundle in module._bundles([b"x" * 100_000] * 5)] == [2, 2, 1]
    assert [len(bundle) for bundle in module._bundles([b"x" * 9_000_000] * 2)] == [1, 1]
    assert [len(bundle) for bundle in module._bundles(range(20))] == [16, 4]
