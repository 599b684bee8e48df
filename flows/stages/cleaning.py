"""Stage clean: captures become articles, new versions of articles, or rejections with a reason."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from typing import NamedTuple

from nightdesk.flows.captures import CaptureDamaged, RecordPlace, read_payload
from nightdesk.flows.run.executor import Failed, one_ahead
from nightdesk.flows.run.lifecycle import Run
from nightdesk.flows.stages.repeated_lines import RepeatedLines
from nightdesk.transforms.clean import article as cleaner
from nightdesk.transforms.clean.metadata.stated_dates import to_utc
from nightdesk.transforms.clean.versions import Decision, addresses, decide, material_key
from nightdesk.transforms.records import Article, Capture, Hints, Reason, Rejection
from nightdesk.transforms.text import word_count
from nightdesk.warehouse.tables import ops, staging
from nightdesk.warehouse.tables.ops import Rejected, StageCount

# a batch is one transaction; its bytes are held in memory, and those of the batch the workers have meanwhile
_BATCH_CAPTURES = 200
_BATCH_BYTES = 16_000_000
_PAGE_CAPTURES = 2_000  # rows of pending captures read at a time, without their bytes
# the fallback after a time-out is a few regular expressions; a page that holds even it up is hostile
_BASELINE_TIMEOUT_S = 5.0


class Cleaned(NamedTuple):
    """A capture with what cleaning made of it."""

    capture: Capture
    result: Article | Rejection


def clean_pending(run: Run) -> list[StageCount]:
    """Cleans every capture that waits, batch by batch, and accounts for each by source."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    run.progress.start("clean", staging.count_pending_captures(run.connection))
    repeated = RepeatedLines(run)
    while pending := staging.pending_captures(run.connection, _PAGE_CAPTURES):
        for cleaned in _cleaned_batches(run, pending, repeated):
            for item, outcome in zip(cleaned, _store_batch(run, cleaned), strict=True):
                counts[item.capture.source_id][outcome] += 1
            run.progress.advance(len(cleaned))
    with run.transaction():
        ops.mark_replayed(run.connection, run.run_seq)
    return [
        StageCount(source_id, count.total(), count["stored"], count["unchanged"], count["rejected"])
        for source_id, count in sorted(counts.items())
    ]


def _cleaned_batches(
    run: Run, pending: Sequence[staging.PendingCapture], repeated: RepeatedLines
) -> Iterator[list[Cleaned]]:
    """Batch after batch; while one is being stored, the workers have the next."""
    for started in one_ahead(_start(run, batch, repeated) for batch in _batches(pending)):
        yield list(_finish(run, started))


def _batches(pending: Sequence[staging.PendingCapture]) -> Iterator[list[staging.PendingCapture]]:
    batch: list[staging.PendingCapture] = []
    size = 0
    for row in pending:
        if batch and (len(batch) >= _BATCH_CAPTURES or size + row.size_bytes > _BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(row)
        size += row.size_bytes
    if batch:
        yield batch


class _Started(NamedTuple):
    """A batch that the workers have."""

    loaded: list[_Loaded]
    results: Iterator[Article | Rejection | Failed]


def _start(run: Run, batch: Sequence[staging.PendingCapture], repeated: RepeatedLines) -> _Started:
    loaded = [_load(run, row) for row in batch]
    known = repeated.of(batch)
    whole = [(item.capture, lines) for item, lines in zip(loaded, known, strict=True) if item.result is None]
    return _Started(loaded, run.executor.map(cleaner.clean_knowing, whole, run.settings.clean_timeout_s))


def _finish(run: Run, started: _Started) -> Iterator[Cleaned]:
    for item in started.loaded:
        result = item.result if item.result is not None else _second_try(run, item.capture, next(started.results))
        yield Cleaned(item.capture, result)


class _Loaded(NamedTuple):
    capture: Capture
    result: Rejection | None  # set when the bytes could not be read back


def _load(run: Run, row: staging.PendingCapture) -> _Loaded:
    hints = json.loads(row.hints)
    capture = Capture(
        capture_id=row.capture_id,
        source_id=row.source_id,
        url=row.url,
        final_url=row.final_url,
        fetched_at=row.fetched_at,
        media_type=row.media_type,
        charset=row.charset,
        content=b"",
        hints=Hints(**{**hints, "authors": tuple(hints["authors"])}),
    )
    if row.expired_at is not None:
        return _Loaded(
            capture, Rejection(Reason.PAYLOAD_EXPIRED, f"its bytes were kept until {row.expired_at:%Y-%m-%d}")
        )
    place = RecordPlace(row.warc_file, row.warc_offset, row.warc_length)
    try:
        content = read_payload(run.project.captures_folder, place, row.content_sha256)
    except CaptureDamaged as error:
        return _Loaded(capture, Rejection(Reason.UNREADABLE, str(error)))
    return _Loaded(replace(capture, content=content), None)


def _second_try(run: Run, capture: Capture, result: Article | Rejection | Failed) -> Article | Rejection:
    """A page that took too long or ended its worker gets a simpler extraction, once."""
    if not isinstance(result, Failed):
        return result
    if result.kind == "error":
        return Rejection(Reason.WORKER_DIED, result.detail)
    (again,) = run.executor.map(cleaner.clean_baseline, [capture], _BASELINE_TIMEOUT_S)
    if not isinstance(again, Failed):
        return again
    reason = Reason.TIMEOUT if result.kind == "timeout" else Reason.WORKER_DIED
    return Rejection(reason, f"{result.detail}; the simpler extraction also failed: {again.detail}")


def _store_batch(run: Run, cleaned: Sequence[Cleaned]) -> list[str]:
    """Stores one batch in one transaction and returns each item's outcome."""
    with run.transaction():
        batch = _Rows(run, cleaned)
        outcomes = [batch.add(item) for item in cleaned]
        staging.store_clean_batch(run.connection, batch.rows)
        run.reject(batch.rejected)
    return outcomes


class _Rows:
    """Turns cleaned captures into rows; a batch may hold several captures of one article."""

    def __init__(self, run: Run, cleaned: Sequence[Cleaned]) -> None:
        self.rows = staging.CleanBatch()
        self.rejected: list[Rejected] = []
        self._run = run
        self._by_guid = frozenset(source.id for source in run.sources if source.identity == "guid")
        found = [self._addresses(item.capture, item.result) for item in cleaned if isinstance(item.result, Article)]
        names = [address for group in found for address, _ in group]
        self._known = staging.articles_by_address(run.connection, names)
        self._versions = staging.current_versions(run.connection, list(self._known.values()))

    def add(self, item: Cleaned) -> str:
        """Adds the rows of one capture; returns stored, unchanged or rejected."""
        if isinstance(item.result, Rejection):
            return self._reject(item.capture, item.result)
        found = self._addresses(item.capture, item.result)
        decision = decide(found, self._known, self._versions, material_key(item.result))
        if decision.outcome == "new":
            self._add_article(item.capture, decision)
        if decision.outcome != "unchanged":
            self._add_version(item.capture, item.result, decision)
        for address, basis in found:
            self._known.setdefault(address, decision.article_id)
            self._add_alias(address, basis, decision.article_id)
        outcome = "unchanged" if decision.outcome == "unchanged" else "stored"
        self._add_cleaning(item.capture, outcome, decision)
        return outcome

    def _addresses(self, capture: Capture, article: Article) -> tuple[tuple[str, str], ...]:
        return addresses(capture, article, by_guid=capture.source_id in self._by_guid)

    def _reject(self, capture: Capture, rejection: Rejection) -> str:
        self.rejected.append(
            Rejected("clean", capture.source_id, capture.url, capture.capture_id, rejection.reason, rejection.detail)
        )
        self._add_cleaning(capture, "rejected", None)
        return "rejected"

    def _add_article(self, capture: Capture, decision: Decision) -> None:
        self.rows.articles.append(
            {
                "article_id": decision.article_id,
                "source_id": capture.source_id,
                "url": capture.url,
                "first_run_seq": self._run.run_seq,
                "first_seen_at": capture.fetched_at,
                "current_version": decision.version,
            }
        )

    def _add_version(self, capture: Capture, article: Article, decision: Decision) -> None:
        for earlier in self.rows.versions:
            if earlier["article_id"] == decision.article_id and earlier["known_until"] is None:
                earlier["known_until"] = capture.fetched_at  # type: ignore[index]
        self.rows.versions.append(self._version_row(capture, article, decision))
        self._versions[decision.article_id] = (decision.version, decision.text_sha256)
        for number, block in enumerate(article.removed):
            self.rows.removed_blocks.append(
                {
                    "article_id": decision.article_id,
                    "version": decision.version,
                    "block_no": number,
                    **asdict(block),
                    "cleaner_version": cleaner.VERSION,
                }
            )

    def _version_row(self, capture: Capture, article: Article, decision: Decision) -> dict[str, object]:
        return {
            "article_id": decision.article_id,
            "version": decision.version,
            "capture_id": capture.capture_id,
            "run_seq": self._run.run_seq,
            "known_from": capture.fetched_at,
            "known_until": None,
            "title": article.title,
            "text": article.text,
            "text_sha256": decision.text_sha256,
            "word_count": word_count(article.text),
            "authors": list(article.authors),
            "published": article.published,
            "published_at": to_utc(article.published) if article.published else None,
            "published_basis": article.published_basis,
            "modified_at": to_utc(article.modified) if article.modified else None,
            "language": article.language,
            "section": article.section,
            "canonical_url": article.canonical_url,
            "agency": article.agency,
            "dateline": article.dateline,
            "contributors": list(article.contributors),
            "standfirst": article.standfirst,
            "captions": list(article.captions),
            "method": article.method,
            "flags": list(article.flags),
            "cleaner_version": cleaner.VERSION,
        }

    def _add_alias(self, address: str, basis: str, article_id: str) -> None:
        self.rows.aliases.append(
            {"address": address, "article_id": article_id, "basis": basis, "run_seq": self._run.run_seq}
        )

    def _add_cleaning(self, capture: Capture, outcome: str, decision: Decision | None) -> None:
        self.rows.cleanings.append(
            {
                "capture_id": capture.capture_id,
                "run_seq": self._run.run_seq,
                "outcome": outcome,
                "article_id": decision.article_id if decision else None,
                "version": decision.version if decision else None,
                "cleaner_version": cleaner.VERSION,
            }
        )
