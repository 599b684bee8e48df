"""Where a batch of pure work runs: one setting, `process:N` or the address of a Dask cluster (`cluster.py`).

Results come back in order, failures as values.

Workers are forked from a small server process that has imported the transforms already (`forkserver`): the run's
own process holds threads and a database, which must not be forked. A worker that hangs or dies costs its item only.
"""

from __future__ import annotations

import gc
import multiprocessing
import resource
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from pebble import ProcessExpired, ProcessMapFuture, ProcessPool

Item = TypeVar("Item")
Result = TypeVar("Result")

# 4 GB of address space: the largest page that passes the guards needs under 1 GB (FACTS-OF-LIFE: a text node of
# 9.5 MB, 50 000 tags); a runaway ends its own worker instead of the machine.
_WORKER_ADDRESS_SPACE_BYTES = 4 * 1024**3
_OBJECTS_BETWEEN_COLLECTIONS = 10_000
_PRELOADED = [
    "nightdesk.transforms.clean.article",
    "nightdesk.transforms.facts.extract",
    "nightdesk.transforms.stories",
]


@dataclass(frozen=True, slots=True)
class Failed:
    """A piece of work that gave no result."""

    kind: str  # timeout, died, error
    detail: str


class Executor(Protocol):
    """Runs a pure, picklable function over items."""

    def map(
        self, function: Callable[[Item], Result], items: Iterable[Item], timeout_s: float | None = None
    ) -> Iterator[Result | Failed]:
        """One result per item, in order; an item over its time, or whose worker died, gives `Failed`."""
        ...

    def close(self) -> None:
        """Ends the workers."""
        ...


class ProcessExecutor:
    """N local worker processes, started on first use."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._pool: ProcessPool | None = None
        self._starting = threading.Lock()  # collectors ask from threads of their own

    def map(
        self, function: Callable[[Item], Result], items: Iterable[Item], timeout_s: float | None = None
    ) -> Iterator[Result | Failed]:
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


def one_ahead(started: Iterable[Item]) -> Iterator[Item]:
    """What an iterable gives, each only after the next was made: where making begins work, the workers never wait."""
    made: deque[Item] = deque()
    for item in started:
        made.append(item)
        if len(made) == 2:
            yield made.popleft()
    yield from made


def executor_for(setting: str) -> Executor:
    """The executor a setting names, ``process:2`` or ``tcp://head:8786``.

    Local workers start on first use; a cluster must answer now (`DaskExecutor`).
    """
    kind, _, rest = setting.partition(":")
    if kind == "process":
        return ProcessExecutor(int(rest))
    from nightdesk.flows.run.cluster import DaskExecutor  # here: few projects have a cluster

    return DaskExecutor(setting)


def must(result: Result | Failed) -> Result:
    """The result of work that has no excuse to fail.

    Raises:
        RuntimeError: it failed all the same; the stage stops and its transaction is rolled back.
    """
    if isinstance(result, Failed):
        raise RuntimeError(f"batch work failed ({result.kind}): {result.detail}")
    return result
