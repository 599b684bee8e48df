"""Stage extract: the facts of every article version that has none yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from nightdesk.flows.executors import must, one_ahead
from nightdesk.flows.run import Run
from nightdesk.flows.work.name_finders import extract_with, load_finder, load_rules
from nightdesk.transforms.facts import extract as extractor
from nightdesk.transforms.forgotten import Forgotten
from nightdesk.transforms.records import Document, Extraction
from nightdesk.warehouse import facts
from nightdesk.warehouse.facts import VersionedText
from nightdesk.warehouse.forgetting import forgotten_keys
from nightdesk.warehouse.ops import StageCount

_BATCH_ARTICLES = 200  # a transaction; the workers have the next batch meanwhile
_PAGE_ARTICLES = 2_000  # texts of pending articles read at a time


def extract_pending(run: Run) -> list[StageCount]:
    """Extracts and stores the facts of every current version without any, a batch a transaction."""
    rules, backend = load_rules(run.project.folder / "rules"), run.settings.backend
    version = extractor.version_with(rules, load_finder(backend))
    work = partial(extract_with, rules=rules, backend=backend)
    forgotten = Forgotten(forgotten_keys(run.connection))
    seen = 0
    capped: Counter[str] = Counter()
    run.progress.start("extract", facts.count_pending_extractions(run.connection))
    while pending := facts.pending_extractions(run.connection, _PAGE_ARTICLES):
        for found in _extracted(run, work, pending):
            batch = [(text, forgotten.without_persons(extraction)) for text, extraction in found]
            with run.transaction():
                facts.store_extractions(run.connection, run.run_seq, batch, version)
            capped.update(cap for _, extraction in found for cap in extraction.capped)
            run.progress.advance(len(batch))
            seen += len(batch)
    return [StageCount("*", seen, stored=seen, note=_declared(capped))]


def _extracted(
    run: Run, work: Callable[[Document], Extraction], pending: Sequence[VersionedText]
) -> Iterator[list[tuple[VersionedText, Extraction]]]:
    """Batch after batch of texts with their facts; while one is being stored, the workers have the next."""
    batches = (pending[first : first + _BATCH_ARTICLES] for first in range(0, len(pending), _BATCH_ARTICLES))
    started = ((texts, run.executor.map(work, [text.document for text in texts])) for texts in batches)
    for texts, results in one_ahead(started):
        yield [(text, must(result)) for text, result in zip(texts, results, strict=True)]


def _declared(capped: Counter[str]) -> str | None:
    """The caps that articles reached, for the stage report."""
    return "; ".join(f"{count} articles at the cap of {cap}" for cap, count in sorted(capped.items())) or None
