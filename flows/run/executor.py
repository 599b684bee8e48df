"""What an executor does: runs a pure function over items, results in order, failures as values."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

In = TypeVar("In")
Out = TypeVar("Out")


@dataclass(frozen=True, slots=True)
class Failed:
    """A piece of work that gave no result."""

    kind: str  # timeout, died, error
    detail: str


class Executor(Protocol):
    """Runs a pure, picklable function over items."""

    def map(
        self, function: Callable[[In], Out], items: Iterable[In], timeout_s: float | None = None
    ) -> Iterator[Out | Failed]:
        """One result per item, in order; an item over its time, or whose worker died, gives `Failed`."""
        ...

    def close(self) -> None:
        """Ends the workers."""
        ...


def one_ahead(started: Iterable[In]) -> Iterator[In]:
    """What an iterable gives, each only after the next was made: where making begins work, the workers never wait."""
    made: deque[In] = deque()
    for item in started:
        made.append(item)
        if len(made) == 2:
            yield made.popleft()
    yield from made


def result_or_raise(result: Out | Failed) -> Out:
    """The result of work that has no excuse to fail.

    Raises:
        RuntimeError: it failed all the same; the stage stops and its transaction is rolled back.
    """
    if isinstance(result, Failed):
        raise RuntimeError(f"batch work failed ({result.kind}): {result.detail}")
    return result
