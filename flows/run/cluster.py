"""Batches of pure work on a Dask cluster: the executor behind ``tcp://head:8786``.

Items travel as bytes inside the task, a bundle of them at a time, so that workers need no shared folder and damaged
captures are told in one place. A Dask task cannot be stopped: each worker hands its items to killable processes of
its own, with the limits that local workers have. A bundle whose worker dies runs again on another one.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import threading
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from nightdesk.flows.errors import ClusterFailed, UsageError
from nightdesk.flows.run.executor import Failed, In, Out
from nightdesk.flows.run.processes import ProcessExecutor
from nightdesk.flows.settings import PROGRAM_VERSION

if TYPE_CHECKING:
    from distributed import Client, Future


_BUNDLE_BYTES = 256_000
_BUNDLE_ITEMS = 16
"""A task costs the scheduler 1 to 3 ms, a page of 40 KB costs a worker some 30 ms: six pages a task make the cluster's
own work about a hundredth. Batches of documents fill a bundle alone."""
_CONNECT_S = 10.0
_NO_WORKER_S = 60.0  # time enough for a service manager to start a worker again


class DaskExecutor:
    """The workers of a Dask cluster; see `Executor`."""

    def __init__(self, address: str) -> None:
        """Connects at once: a night should say in its first second that its cluster is missing.

        Raises:
            UsageError: the extra is not installed.
            ClusterFailed: no scheduler answers, or it has no worker.
        """
        self._address = address
        self._client = _connect(address)

    def map(
        self, function: Callable[[In], Out], items: Iterable[In], timeout_s: float | None = None
    ) -> Iterator[Out | Failed]:
        """See `Executor.map`.

        Raises:
            ClusterFailed: the scheduler is gone, or no worker came back; what was stored stays.
        """
        work = pickle.dumps(function)
        submitted = [self._submit(work, bundle, timeout_s) for bundle in _bundles(items)]
        return (result for bundle, future in submitted for result in self._results(work, bundle, future, timeout_s))

    def close(self) -> None:
        """See `Executor.close`; the cluster goes on."""
        self._client.close()

    def _submit(self, work: bytes, bundle: list[bytes], timeout_s: float | None) -> tuple[list[bytes], Future[Any]]:
        # pure=False: no look-up by content; a result is wanted once
        return bundle, self._client.submit(_run_bundle, PROGRAM_VERSION, work, bundle, timeout_s, pure=False)

    def _results(self, work: bytes, bundle: list[bytes], future: Future[Any], timeout_s: float | None) -> Iterator[Any]:
        """The results of a bundle; one that ended several workers is tried again item by item, to find the culprit."""
        from distributed import KilledWorker

        try:
            found = self._wait(future)
        except KilledWorker as error:
            if len(bundle) == 1:
                yield Failed("died", f"workers ended: {error}")
                return
            alone = [self._submit(work, [payload], timeout_s) for payload in bundle]
            for single, again in alone:
                yield from self._results(work, single, again, timeout_s)
        else:
            yield from (pickle.loads(each) if isinstance(each, bytes) else each for each in found)

    def _wait(self, future: Future[Any]) -> list[bytes | Failed]:
        """What a bundle came to; waits as long as anybody can be at work on it."""
        from distributed import CancelledError, KilledWorker

        while True:
            try:
                return future.result(timeout=_NO_WORKER_S)  # type: ignore[no-any-return]
            except TimeoutError:
                self._refuse_an_empty_cluster()
            except KilledWorker:
                raise
            except (CancelledError, OSError) as error:
                raise ClusterFailed(
                    f"lost the Dask scheduler at {self._address}: {error or 'connection closed'}; start it and run "
                    "again, what was stored stays"
                ) from error
            except Exception as error:  # what an item raises is a value; this is the worker's own
                raise ClusterFailed(
                    f"a worker of {self._address} refuses work ({type(error).__name__}: {error}); every worker needs "
                    f"nightdesk[dask] {PROGRAM_VERSION}"
                ) from error

    def _refuse_an_empty_cluster(self) -> None:
        if not self._client.scheduler_info()["workers"]:
            raise ClusterFailed(_no_worker(self._address))


def _no_worker(address: str) -> str:
    return (
        f"the Dask scheduler at {address} has no worker; start one: "
        f"DASK_DISTRIBUTED__WORKER__DAEMON=false dask worker {address}"
    )


def _connect(address: str) -> Client:
    try:
        from distributed import Client, Security
    except ImportError:
        raise UsageError(
            f"executor = {address!r} needs Dask: pip install 'nightdesk[dask]', or set executor = \"process:2\""
        ) from None
    if address.startswith("tls://") and Security().tls_client_cert is None:
        raise UsageError(
            f"executor = {address!r} needs certificates in Dask's own settings: DASK_DISTRIBUTED__COMM__TLS__CA_FILE, "
            "…__TLS__CLIENT__CERT and …__TLS__CLIENT__KEY"
        )
    try:
        client = Client(address, timeout=_CONNECT_S, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterFailed(
            f"no Dask scheduler answers at {address} (setting executor): {error}; start it with "
            "'dask scheduler', or set executor = \"process:2\""
        ) from error
    try:
        client.wait_for_workers(1, timeout=_CONNECT_S)
    except TimeoutError:
        client.close()
        raise ClusterFailed(_no_worker(address)) from None
    return client


def _bundles(items: Iterable[Any]) -> Iterator[list[bytes]]:
    bundle: list[bytes] = []
    size = 0
    for item in items:
        payload = pickle.dumps(item)
        if bundle and (len(bundle) >= _BUNDLE_ITEMS or size + len(payload) > _BUNDLE_BYTES):
            yield bundle
            bundle, size = [], 0
        bundle.append(payload)
        size += len(payload)
    if bundle:
        yield bundle


# From here on: what runs on a worker.

_starting = threading.Lock()


def _run_bundle(
    program_version: str, work: bytes, bundle: list[bytes], timeout_s: float | None
) -> list[bytes | Failed]:
    """Runs on a worker: the items of a bundle in its own processes, each within its time."""
    if program_version != PROGRAM_VERSION:
        raise RuntimeError(f"this worker has nightdesk {PROGRAM_VERSION}, the run has {program_version}")
    with _starting:
        executor = _own_processes(os.getpid())
    return list(executor.map(partial(_run_one, work), bundle, timeout_s))


@cache
def _own_processes(_pid: int) -> ProcessExecutor:
    """One pool a worker, as wide as its threads; ends with the worker."""
    from distributed import get_worker

    if multiprocessing.current_process().daemon:
        raise RuntimeError(
            "this Dask worker may not start processes; start it with DASK_DISTRIBUTED__WORKER__DAEMON=false"
        )
    return ProcessExecutor(get_worker().state.nthreads)


def _run_one(work: bytes, payload: bytes) -> bytes:
    """Runs in a killable process: the worker in between never unpacks what it passes on."""
    return pickle.dumps(pickle.loads(work)(pickle.loads(payload)))
