"""Stage collect: sources are read side by side, each in a thread of its own; what they show is stored by one writer."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from queue import Full, Queue
from threading import Event
from typing import NamedTuple

import duckdb

from nightdesk.flows.collect import COLLECTORS, CollectContext, Item, Listing, Received, Refused, Unchanged
from nightdesk.flows.collect.client.http import SourceWeb
from nightdesk.flows.collect.client.webs import Webs, open_webs
from nightdesk.flows.collect.suppression import SuppressingWeb, without_suppressed
from nightdesk.flows.collect.web import Validators, Web
from nightdesk.flows.errors import NightdeskError
from nightdesk.flows.run.lifecycle import Run
from nightdesk.flows.source import Source
from nightdesk.flows.stages.receiving import Batch, hints_of
from nightdesk.transforms.records import Hints, Reason
from nightdesk.transforms.suppression import SuppressionList
from nightdesk.transforms.web.retry_policy import RetryState, was_not_asked
from nightdesk.warehouse.connection import cursor_of
from nightdesk.warehouse.tables import fetch_state, raw
from nightdesk.warehouse.tables.fetch_state import HealthRow
from nightdesk.warehouse.tables.ops import StageCount
from nightdesk.warehouse.upkeep.deletion import suppressed_keys

# a batch is one transaction and one flush to disk; its bytes are held in memory
_BATCH_ITEMS = 200
_BATCH_BYTES = 16_000_000
_BATCH_SECONDS = 30.0  # what a crash can cost of a slow source
_QUEUED_BATCHES = 4  # that wait for the writer; readers wait when there are more
_ROBOTS_DAY = timedelta(days=1)  # RFC 9309, 2.4: a robots.txt should not be used for longer

Read = Callable[[CollectContext, duckdb.DuckDBPyConnection], Iterator[Item]]
"""Reads in a thread; the cursor is for what it looks up, for the run's own connection belongs to the writer."""


class Job(NamedTuple):
    """A source and how it is read this time."""

    source: Source
    read: Read


def declare_sources(run: Run) -> None:
    """Writes down the sources of this run, so that every reader knows them by name."""
    rows: list[dict[str, object]] = [
        {
            "source_id": source.id,
            "name": source.label,
            "kind": source.kind,
            "url": source.address,
            "run_seq": run.run_seq,
            "min_articles_per_day": source.min_articles_per_day,
        }
        for source in run.sources
    ]
    with run.transaction():
        raw.store_sources(run.connection, rows)


def collect_sources(run: Run) -> list[StageCount]:
    """Reads every source of the run that is due and accounts for every item it showed."""
    standings = {source_id: RetryState(*row) for source_id, row in fetch_state.health(run.connection).items()}
    due = [source for source in run.sources if standings.get(source.id, RetryState()).is_due(run.now)]
    jobs = [Job(source, _as_declared(source)) for source in due]
    counts = {count.source_id: count for count in read_jobs(run, jobs, standings)}
    return [counts.get(source.id) or _left_alone(source, standings[source.id]) for source in run.sources]


def _as_declared(source: Source) -> Read:
    return lambda context, _: COLLECTORS[source.kind](source, context)


def _left_alone(source: Source, standing: RetryState) -> StageCount:
    return StageCount(source.id, 0, note=f"failed too often; asked again on {standing.next_try_at:%Y-%m-%d}")


def read_jobs(run: Run, jobs: Sequence[Job], standings: dict[str, RetryState] | None = None) -> list[StageCount]:
    """Reads sources side by side and stores what they show; one count per job, in order.

    Raises:
        UsageError: a source needs the network and a setting is missing.
    """
    robots = fetch_state.robots(run.connection, run.now - _ROBOTS_DAY)
    with open_webs(run.project, run.now, robots) as webs:
        readings = [SourceReader(run, job, webs) for job in jobs]
        intake = Intake()
        with ThreadPoolExecutor(run.settings.concurrent_sources, thread_name_prefix="collect") as threads:
            for reading in readings:
                threads.submit(reading.read_into, intake)
            try:
                for reading, items in intake.until_done(len(readings)):
                    reading.store(items, webs)
            finally:
                intake.stop()
                webs.stop()
                threads.shutdown(cancel_futures=True)
    with run.transaction():
        health = [row for each in readings if (row := each.health((standings or {}).get(each.source.id, RetryState())))]
        fetch_state.store_health(run.connection, health)
    return [reading.count() for reading in readings]


class SourceReader:
    """One source while it is read: a thread reads, the writer stores and counts."""

    def __init__(self, run: Run, job: Job, webs: Webs) -> None:
        self.source, self._read = job
        self._run = run
        self._web: Web = webs(self.source)
        self._connection = cursor_of(run.connection)  # for the thread, but made here, in the writer's
        self._forgotten = SuppressionList(suppressed_keys(run.connection))
        self._waiting: dict[str, Hints] = {}
        self._counts: Counter[str] = Counter()
        self._rules: dict[str, None] = {}
        self._failure: Refused | None = None
        self._was_read = False

    def read_into(self, intake: Intake) -> None:
        """Reads the source to its end; runs in a thread."""
        try:
            for batch in batches(self._items()):
                intake.put(self, batch)
            intake.put(self, None)
        except BaseException as error:
            intake.fail(error)
        finally:
            self._connection.close()

    def _items(self) -> Iterator[Item]:
        try:
            yield from without_suppressed(self._read(self._context(), self._connection), self._forgotten)
        except (NightdeskError, duckdb.Error):
            raise
        except Exception as error:  # a source that breaks its collector must not end the night of the others
            detail = f"{type(error).__name__}: {error}"
            yield Refused(self.source.address, Reason.COLLECTOR_FAILED, detail, is_listing=True)

    def _context(self) -> CollectContext:
        run, source_id, settings = self._run, self.source.id, self._run.settings
        young = raw.recent_addresses(self._connection, source_id, run.now - timedelta(days=settings.revisit_days))
        waiting = fetch_state.waiting(self._connection, source_id, settings.retry_nights)
        self._waiting = {url: hints_of(hints) for url, hints in waiting.items()}
        return CollectContext(
            settings.max_item_bytes,
            revisit=tuple(dict.fromkeys([*young, *waiting])),
            web=SuppressingWeb(self._web, self._forgotten),
            validators=self._known_validators().get,
            now=run.now,
            known=lambda urls: frozenset(raw.last_captures(self._connection, source_id, urls)),
            executor=run.executor,
        )

    def _known_validators(self) -> dict[str, Validators]:
        if not isinstance(self._web, SourceWeb):
            return {}
        since = self._run.now - timedelta(days=self._run.settings.full_fetch_days)
        known = fetch_state.validators(self._connection, self.source.id, since)
        return {url: Validators(*pair) for url, pair in known.items()}

    def store(self, items: list[Item], webs: Webs) -> None:
        """Stores a batch; runs in the writer."""
        for item in items:
            self._note(item)
        batch = Batch(self._run, self.source, items, self._waiting)
        self._counts += batch.store(webs.fetched_robots())
        self._rules |= dict.fromkeys(batch.rules())
        self._run.progress.advance(len(items), self.source.label)

    def _note(self, item: Item) -> None:
        """Keeps in mind whether the source itself could be read."""
        if isinstance(item, Listing | Unchanged) and item.url == self.source.url:
            self._was_read = True
        if isinstance(item, Refused) and item.is_listing and item.url == self.source.address:
            self._failure = item

    def count(self) -> StageCount:
        """What became of the items."""
        outcomes = {name: self._counts[name] for name in ("stored", "unchanged", "rejected", "skipped")}
        return StageCount(self.source.id, self._counts.total(), **outcomes, note="; ".join(self._rules) or None)

    def health(self, before: RetryState) -> HealthRow | None:
        """How the source stands now; None where it has no address or was not asked."""
        failure = self._failure
        if self.source.url is None or (failure and was_not_asked(failure.reason)) or not (failure or self._was_read):
            return None
        after = before.after(failure.reason if failure else None, self._run.now)
        traffic = self._web.traffic if isinstance(self._web, SourceWeb) else None
        return HealthRow(
            source_id=self.source.id,
            last_run_seq=self._run.run_seq,
            last_reason=str(failure.reason) if failure else None,
            last_detail=failure.detail if failure else None,
            failure_weight=after.failure_weight,
            last_read_at=after.last_read_at,
            next_try_at=after.next_try_at,
            requests=traffic.requests if traffic else 0,
            unchanged=traffic.unchanged if traffic else 0,
            received_bytes=traffic.received_bytes if traffic else 0,
        )


class Intake:
    """Batches from many threads to one writer; a thread waits while the writer is behind."""

    def __init__(self) -> None:
        self._queue: Queue[tuple[SourceReader | None, list[Item] | BaseException | None]] = Queue(_QUEUED_BATCHES)
        self._stopped = Event()

    def put(self, reading: SourceReader, items: list[Item] | None) -> None:
        """Hands a batch over; None says that the source is read to its end."""
        self._put(reading, items)

    def fail(self, error: BaseException) -> None:
        """Hands over an error that ends the stage."""
        self._put(None, error)

    def _put(self, reading: SourceReader | None, value: list[Item] | BaseException | None) -> None:
        while not self._stopped.is_set():
            with suppress(Full):
                self._queue.put((reading, value), timeout=0.2)
                return

    def until_done(self, readings: int) -> Iterator[tuple[SourceReader, list[Item]]]:
        """Batches as they come, until that many sources are read to their end."""
        while readings:
            reading, value = self._queue.get()
            if isinstance(value, BaseException):
                raise value
            if value is None or reading is None:
                readings -= 1
            else:
                yield reading, value

    def stop(self) -> None:
        """Lets every waiting thread go; what they still bring is dropped."""
        self._stopped.set()


def batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Items as they come, a list at a time: bounded in number, bytes and time."""
    batch: list[Item] = []
    size, began = 0, time.monotonic()
    for item in items:
        batch.append(item)
        size += len(item.content) if isinstance(item, Received) else 0
        if len(batch) >= _BATCH_ITEMS or size >= _BATCH_BYTES or time.monotonic() - began >= _BATCH_SECONDS:
            yield batch
            batch, size, began = [], 0, time.monotonic()
    if batch:
        yield batch
