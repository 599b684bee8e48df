"""Stage reconcile: names become entities of the archive, figures of a story become slots with verdicts."""

from __future__ import annotations

from collections.abc import Sequence

from nightdesk.flows.executors import must
from nightdesk.flows.run import Run
from nightdesk.transforms.facts import entities, verdicts
from nightdesk.transforms.identity import stable_id
from nightdesk.transforms.records import Claim, Slot
from nightdesk.transforms.text import fold
from nightdesk.warehouse import slots
from nightdesk.warehouse.ops import StageCount

_BATCH_STORIES = 200


def reconcile_pending(run: Run) -> list[StageCount]:
    """Resolves the names of the archive, then compares the figures of every story that changed."""
    _resolve_names(run)
    seen = 0
    run.progress.start("reconcile", None)
    while pending := slots.pending_stories(run.connection, verdicts.VERSION, _BATCH_STORIES):
        _reconcile_batch(run, pending)
        run.progress.advance(len(pending))
        seen += len(pending)
    return [StageCount("*", seen, stored=seen)]


def _reconcile_batch(run: Run, pending: Sequence[slots.PendingStory]) -> None:
    claims = slots.story_claims(run.connection, [story.story_id for story in pending])
    figures = [claims.get(story.story_id, []) for story in pending]
    decided: list[Sequence[Slot]] = [must(result) for result in run.executor.map(_reconcile, figures)]
    origins = {claim.quantity_id: (claim.article_id, claim.origin_id) for group in figures for claim in group}
    with run.transaction():
        pairs = list(zip(pending, decided, strict=True))
        slots.store_slots(run.connection, run.run_seq, pairs, origins, verdicts.VERSION)


def _reconcile(claims: Sequence[Claim]) -> Sequence[Slot]:
    return verdicts.reconcile(claims)


def _resolve_names(run: Run) -> None:
    rows: list[dict[str, object]] = [
        {
            "name": resolved.name,
            "type": resolved.type,
            "entity_id": stable_id("entity", resolved.type, fold(resolved.canonical)),
            "entity_name": resolved.canonical,
            "run_seq": run.run_seq,
            "resolver_version": entities.VERSION,
        }
        for resolved in entities.resolve_names(slots.names_found(run.connection))
    ]
    with run.transaction():
        slots.store_entity_names(run.connection, rows)
