"""What a collector yields: something received, or something refused; collectors decide nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from nightdesk.flows.settings import Source
from nightdesk.transforms.records import Hints, Reason


@dataclass(frozen=True, slots=True)
class Received:
    """Bytes as received, with what the carrier says about them."""

    url: str
    content: bytes
    media_type: str | None = None
    charset: str | None = None
    final_url: str | None = None
    hints: Hints = field(default_factory=Hints)


@dataclass(frozen=True, slots=True)
class Refused:
    """An item that could not be received, with a reason from the closed list."""

    url: str
    reason: Reason
    detail: str


Item = Received | Refused


@dataclass(frozen=True, slots=True)
class CollectContext:
    """What a collector may know of the run."""

    max_item_bytes: int
    revisit: tuple[str, ...] = ()  # addresses of young articles, read again to notice edits and withdrawals


class Collector(Protocol):
    """Yields the items of one source."""

    def __call__(self, source: Source, context: CollectContext) -> Iterator[Item]:
        """Items in an order that depends on the source alone."""
        ...
