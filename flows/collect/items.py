"""What a collector yields: something received, unchanged, refused or read through; collectors decide nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from nightdesk.flows.collect.web import NoWeb, Received, Refused, Unchanged, Validators, Web
from nightdesk.flows.run.executor import Executor
from nightdesk.flows.source import Source
from nightdesk.transforms.identity import content_sha256
from nightdesk.transforms.records import Hints


@dataclass(frozen=True, slots=True)
class Listing:
    """A feed, sitemap or listing page that was read to its end; yielded after everything it named.

    It is no item of the count; its validators are stored with the items before it, so that a night that is cut short
    reads it again.
    """

    url: str
    content_sha256: str
    validators: Validators | None

    @classmethod
    def of(cls, received: Received) -> Listing:
        """The listing that was received."""
        return cls(received.url, content_sha256(received.content), received.validators)


@dataclass(frozen=True, slots=True)
class Skipped:
    """Items passed over by a stated rule: counted, not lost."""

    url: str  # where they stand
    rule: str
    count: int


Item = Received | Refused | Unchanged | Skipped | Listing


def _knows_none(url: str) -> Validators | None:
    return None


def _has_none(urls: Sequence[str]) -> frozenset[str]:
    return frozenset()


@dataclass(frozen=True, slots=True)
class CollectContext:
    """What a collector may know of the run."""

    max_item_bytes: int
    revisit: tuple[str, ...] = ()  # addresses to read again: young articles (edits, withdrawals) and earlier failures
    web: Web = field(default_factory=NoWeb)
    validators: Callable[[str], Validators | None] = _knows_none  # of an address, as it gave them last
    now: datetime | None = None  # the run's clock; None in tests that need none
    known: Callable[[Sequence[str]], frozenset[str]] = _has_none  # which addresses gave this source something before
    executor: Executor | None = None  # where parsers of strangers' bytes run under a time limit; None: here

    def fetch(self, url: str) -> Received | Refused | Unchanged:
        """The address as the source's web answers, asked conditionally where its validators are known."""
        return self.web.fetch(url, self.validators(url))


def with_hints(item: Received | Refused | Unchanged, hints: Hints) -> Received | Refused | Unchanged:
    """The item with what the carrier says about it."""
    return item if isinstance(item, Unchanged) else replace(item, hints=hints)


class Collector(Protocol):
    """Yields the items of one source."""

    def __call__(self, source: Source, context: CollectContext) -> Iterator[Item]:
        """Items in an order that depends on the source alone."""
        ...
