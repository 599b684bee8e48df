"""Local worker processes: the executor behind ``process:N``.

Workers are forked from a small server process that has imported the transforms already (`forkserver`): the run's
own process holds threads and a database, which must not be forked. A worker that hangs or dies costs its item only.
"""

from __future__ import annotations

import gc
import multiprocessing
import resource
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import TimeoutError as FutureTimeout
from typing import Any

from pebble import ProcessExpired, ProcessMapFuture, ProcessPool

from nightdesk.flows.run.executor import Failed, In, Out

# 4 GB of address space: the largest page that passes the guards needs under 1 GB (FACTS-OF-LIFE: a text node of
# 9.5 MB, 50 000 tags); a runaway ends its own worker instead of the machine.
_WORKER_ADDRESS_SPACE_BYTES = 4 * 1024**3
_OBJECTS_BETWEEN_COLLECTIONS = 10_000
_PRELOADED = [
    "nightdesk.transforms.clean.article",
    "nightdesk.transforms.facts.extract",
    "nightdesk.transforms.stories",
]


class ProcessExecutor:
    """N local worker processes, started on first use."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._pool: ProcessPool | None = None
        self._starting = threading.Lock()  # collectors ask from threads of their own

    def map(
        self, function: Callable[[In], Out], items: Iterable[In], timeout_s: float | None = None
    ) -> Iterator[Out | Failed]:
        """See `Executor.map`."""
        return self._results(self._started().map(function, items, timeout=timeout_s))

    @staticmethod
    def _results(future: ProcessMapFuture[Any]) -> Iterator[Any]:
        """The work has begun already; only the first result is waited for here."""
        results = iter(future.result())
        while True:
            try:
                yield next(results)
            except StopIteration:
                return
            except FutureTimeout:
                yield Failed("timeout", "took longer than allowed")
            except (ProcessExpired, MemoryError) as error:
                yield Failed("died", f"worker ended: {error}")
            except Exception as error:
                yield Failed("error", f"{type(error).__name__}: {error}")

    def _started(self) -> ProcessPool:
        with self._starting:
            if self._pool is None:
                context = multiprocessing.get_context("forkserver")
                context.set_forkserver_preload(_PRELOADED)
                self._pool = ProcessPool(max_workers=self._workers, initializer=_set_up_worker, context=context)
            return self._pool

    def close(self) -> None:
        """See `Executor.close`."""
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool.join()
            self._pool = None


def _set_up_worker() -> None:
    """What a worker does before its first item."""
    collect_less()
    resource.setrlimit(resource.RLIMIT_AS, (_WORKER_ADDRESS_SPACE_BYTES, _WORKER_ADDRESS_SPACE_BYTES))


def collect_less() -> None:
    """Look for cycles every 10,000 new objects, not every 700: facts are thousands of small records that make none.

    The looking alone took 7 % of the extraction of an article (November 2026).
    """
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
