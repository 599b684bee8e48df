"""A batch of items becomes rows: captures, sightings, rejections and what fetching remembers, in one transaction."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import TypeVar

from nightdesk.flows.collect import Item, Listing, Received, Refused, Skipped, Unchanged
from nightdesk.flows.run.lifecycle import Run
from nightdesk.flows.source import Source
from nightdesk.transforms.identity import content_sha256, stable_id
from nightdesk.transforms.records import Capture, Hints, Reason
from nightdesk.transforms.web.retry_policy import is_temporary, was_not_asked
from nightdesk.transforms.web.urls import normalize_url
from nightdesk.warehouse.tables import fetch_state, raw, staging
from nightdesk.warehouse.tables.fetch_state import RobotsRow, ValidatorRow, WaitingRow
from nightdesk.warehouse.tables.ops import Rejected

_NOT_ASKED_RULES = {
    Reason.POSTPONED: "postponed: the night's window closed before their turn; tried again next night",
    Reason.PARKED: "parked: their host was left alone tonight; tried again next night",
}
_Answered = TypeVar("_Answered", Received, Refused)


class Batch:
    """The items of one batch of one source, by what became of them."""

    def __init__(self, run: Run, source: Source, items: Sequence[Item], waiting: Mapping[str, Hints]) -> None:
        """``waiting``: what was said about addresses that are tried again and that nobody names any more."""
        self._run, self._source = run, source
        self._received = [_remembered(item, waiting) for item in items if isinstance(item, Received)]
        self._unchanged = [item for item in items if isinstance(item, Unchanged)]
        self._listings = [item for item in items if isinstance(item, Listing)]
        self._skipped = [item for item in items if isinstance(item, Skipped)]
        refused = [_remembered(item, waiting) for item in items if isinstance(item, Refused)]
        self._postponed = [item for item in refused if was_not_asked(item.reason)]
        self._refused = [item for item in refused if not was_not_asked(item.reason)]

    def store(self, robots: Sequence[RobotsRow]) -> Counter[str]:
        """Stores everything in one transaction and counts it; ``robots`` go along with what they allowed."""
        run, source_id = self._run, self._source.id
        urls = [item.url for item in self._received]
        last = raw.last_captures(run.connection, source_id, urls)
        captures = [capture for item in self._received if (capture := self._capture(item, last))]
        rows = self._capture_rows(captures)  # bytes are on disk before any row speaks of them
        with run.transaction():
            raw.store_captures(run.connection, rows)
            raw.store_sightings(run.connection, run.run_seq, self._sightings(last), run.now)
            fetch_state.store_validators(run.connection, self._validators())
            fetch_state.store_waiting(run.connection, source_id, *self._waiting())
            fetch_state.store_robots(run.connection, robots)
            staging.restore(run.connection, _with_normal([*self._received, *self._unchanged]), run.now)
            self._store_refused()
        return Counter(
            stored=len(captures),
            unchanged=len(self._received) - len(captures) + len(self._unchanged),
            rejected=len(self._refused),
            skipped=len(self._postponed) + sum(item.count for item in self._skipped),
        )

    def rules(self) -> list[str]:
        """The rules by which something was skipped."""
        return [item.rule for item in self._skipped] + [_NOT_ASKED_RULES[item.reason] for item in self._postponed]

    def _capture(self, item: Received, last: dict[str, tuple[str, str]]) -> Capture | None:
        """A capture when the address gives other bytes than last time, else None; ``last`` is kept up to date.

        The id chains to the capture before it: an address that returns to an older text gives a new capture.
        """
        sha256 = content_sha256(item.content)
        before, before_sha256 = last.get(item.url, (None, None))
        if before_sha256 == sha256:
            return None
        capture_id = stable_id("capture", self._source.id, item.url, sha256, before)
        last[item.url] = (capture_id, sha256)
        return Capture(
            capture_id=capture_id,
            source_id=self._source.id,
            url=item.url,
            final_url=item.final_url,
            fetched_at=self._run.now,
            media_type=item.media_type,
            charset=item.charset,
            content=item.content,
            hints=item.hints,
        )

    def _capture_rows(self, captures: list[Capture]) -> list[raw.CaptureRow]:
        places = self._run.captures.append(captures) if captures else []
        return [
            raw.CaptureRow(
                capture_id=capture.capture_id,
                run_seq=self._run.run_seq,
                source_id=capture.source_id,
                url=capture.url,
                final_url=capture.final_url,
                fetched_at=capture.fetched_at,
                media_type=capture.media_type,
                charset=capture.charset,
                content_sha256=content_sha256(capture.content),
                size_bytes=len(capture.content),
                hints=_hints_json(capture.hints),
                warc_file=place.warc_file,
                warc_offset=place.warc_offset,
                warc_length=place.warc_length,
            )
            for capture, place in zip(captures, places, strict=True)
        ]

    def _sightings(self, last: Mapping[str, tuple[str, str]]) -> list[raw.Sighting]:
        source_id = self._source.id
        return [
            *(raw.Sighting(source_id, item.url, item.hints.guid, last[item.url][0]) for item in self._received),
            *(raw.Sighting(source_id, item.url, None, None) for item in self._unchanged if not item.is_listing),
            *(raw.Sighting(source_id, item.url, item.hints.guid, None) for item in (*self._refused, *self._postponed)),
        ]

    def _validators(self) -> list[ValidatorRow]:
        given = [(item.url, item.validators, content_sha256(item.content)) for item in self._received]
        given += [(item.url, item.validators, item.content_sha256) for item in self._listings]
        return [
            ValidatorRow(self._source.id, url, known.etag, known.last_modified, sha256, self._run.now)
            for url, known, sha256 in given
            if known is not None
        ]

    def _waiting(self) -> tuple[list[WaitingRow], list[str]]:
        """(addresses to try again, addresses that are settled); feeds and the like come again with their source."""
        again = [item for item in self._refused if is_temporary(item.reason) and not item.is_listing]
        again += [item for item in self._postponed if not item.is_listing]
        waits = {item.url for item in again}
        answered = [item.url for items in (self._received, self._unchanged, self._refused) for item in items]
        settled = [url for url in answered if url not in waits]
        return [self._waiting_row(item) for item in again if item.url != self._source.address], settled

    def _waiting_row(self, item: Refused) -> WaitingRow:
        failed_at = None if was_not_asked(item.reason) else self._run.now
        run_seq, hints = self._run.run_seq, _hints_json(item.hints)
        return WaitingRow(self._source.id, item.url, str(item.reason), failed_at, hints, run_seq, run_seq)

    def _store_refused(self) -> None:
        source_id = self._source.id
        self._run.reject(
            [
                Rejected("collect", source_id, item.url, None, item.reason, item.detail, item.content)
                for item in self._refused
            ]
        )
        gone = [item for item in self._refused if item.reason is Reason.GONE]
        if gone:
            staging.withdraw(self._run.connection, _with_normal(gone), self._run.now, gone[0].detail)


def _with_normal(items: Sequence[Received | Unchanged | Refused]) -> list[str]:
    """The addresses of items, as given and normalised: either may stand in the alias table."""
    return [address for item in items for address in (item.url, normalize_url(item.url))]


def hints_of(text: str) -> Hints:
    """Hints as `_hints_json` wrote them."""
    values = json.loads(text)
    return Hints(**{**values, "authors": tuple(values["authors"])})


def _hints_json(hints: Hints) -> str:
    return json.dumps(asdict(hints), ensure_ascii=False)


def _remembered(item: _Answered, waiting: Mapping[str, Hints]) -> _Answered:
    return replace(item, hints=waiting[item.url]) if item.hints == Hints() and item.url in waiting else item
