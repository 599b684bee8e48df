"""Stage extract: the facts of every article version that has none yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from nightdesk.flows.models.name_finders import extract_with, load_finder, load_rules
from nightdesk.flows.run.executor import Failed, one_ahead
from nightdesk.flows.run.lifecycle import Run
from nightdesk.transforms.facts import extract as extractor
from nightdesk.transforms.language.packs import PACKS
from nightdesk.transforms.records import Document, Extraction, Reason
from nightdesk.transforms.suppression import SuppressionList
from nightdesk.warehouse.tables import extractions
from nightdesk.warehouse.tables.extractions import VersionedText
from nightdesk.warehouse.tables.ops import Rejected, StageCount
from nightdesk.warehouse.upkeep.deletion import suppressed_keys

_BATCH_ARTICLES = 200  # a transaction; the workers have the next batch meanwhile
_PAGE_ARTICLES = 2_000  # texts of pending articles read at a time
_TIMEOUT_S = 300.0  # the longest text that cleaning lets through, 9.5 MB, takes 40

Outcome = tuple[VersionedText, Extraction | Failed]


def extract_pending(run: Run) -> list[StageCount]:
    """Extracts and stores the facts of every current version without any, a batch a transaction.

    An article in a language without a pack is skipped and counted. One that fails stays without facts and becomes a
    rejection; the next night tries it again.
    """
    rules, backend = load_rules(run.project.folder / "rules"), run.settings.backend
    version = extractor.version_with(rules, load_finder(backend))
    work = partial(extract_with, rules=rules, backend=backend)
    forgotten = SuppressionList(suppressed_keys(run.connection))
    stored = 0
    failed: list[str] = []
    capped: Counter[str] = Counter()
    skipped: Counter[str] = Counter()  # by language
    run.progress.start("extract", extractions.count_pending_extractions(run.connection))
    while pending := extractions.pending_extractions(run.connection, _PAGE_ARTICLES, but=failed):
        for found in _extracted(run, work, pending):
            good = [(text, result) for text, result in found if not isinstance(result, Failed)]
            bad = {text.document.article_id: result for text, result in found if isinstance(result, Failed)}
            batch = [(text, forgotten.without_persons(extraction)) for text, extraction in good]
            with run.transaction():
                extractions.store_extractions(run.connection, run.run_seq, batch, version)
                run.reject(_rejected(run, bad))
            capped.update(cap for _, extraction in good for cap in extraction.capped)
            unread = [extraction.language or "unknown" for _, extraction in good if extraction.skipped]
            skipped.update(unread)
            run.progress.advance(len(found))
            stored += len(good) - len(unread)
            failed += bad
    left_out = skipped.total()
    seen = stored + left_out + len(failed)
    note = _declared(capped, skipped)
    return [StageCount("*", seen, stored, rejected=len(failed), skipped=left_out, note=note)]


def _extracted(
    run: Run, work: Callable[[Document], Extraction], pending: Sequence[VersionedText]
) -> Iterator[list[Outcome]]:
    """Batch after batch of texts with their facts; while one is being stored, the workers have the next."""
    batches = (pending[first : first + _BATCH_ARTICLES] for first in range(0, len(pending), _BATCH_ARTICLES))
    started = ((texts, run.executor.map(work, [text.document for text in texts], _TIMEOUT_S)) for texts in batches)
    for texts, results in one_ahead(started):
        yield list(zip(texts, results, strict=True))


def _rejected(run: Run, failed: Mapping[str, Failed]) -> list[Rejected]:
    """The articles that gave no facts, by the capture of their current version."""
    return [
        Rejected("extract", source_id, url, capture_id, _reason(failed[article_id]), failed[article_id].detail)
        for article_id, source_id, url, capture_id in extractions.captures_of(run.connection, list(failed))
    ]


def _reason(failed: Failed) -> Reason:
    return Reason.TIMEOUT if failed.kind == "timeout" else Reason.WORKER_DIED


def _declared(capped: Counter[str], skipped: Counter[str]) -> str | None:
    """The caps that articles reached and the languages that were not read, for the stage report."""
    lines = [f"{count} articles at the cap of {cap}" for cap, count in sorted(capped.items())]
    if skipped:
        languages = ", ".join(f"{language} {count}" for language, count in sorted(skipped.items()))
        lines.append(f"facts are read in {', '.join(sorted(PACKS))}; articles skipped for their language: {languages}")
    return "; ".join(lines) or None
