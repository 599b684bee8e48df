"""Stage reconcile: names become entities of the archive, the articles of a story are compared with each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from nightdesk.flows.run.executor import one_ahead, result_or_raise
from nightdesk.flows.run.lifecycle import Run
from nightdesk.flows.stages.resolving import resolve_names
from nightdesk.transforms.reconcile import verdicts
from nightdesk.transforms.reconcile.commitment_conflicts import (
    CommitmentConflict,
    StatedCommitment,
    find_commitment_conflicts,
)
from nightdesk.transforms.reconcile.quote_clusters import (
    MOST_WORDINGS,
    QuoteCluster,
    Quoted,
    cluster_quotes,
    is_crowded,
)
from nightdesk.transforms.records import Claim, StoryQuestion
from nightdesk.warehouse.tables import questions, utterances
from nightdesk.warehouse.tables.ops import StageCount

_PAGE_STORIES = 2_000  # stories whose facts are read at a time: each reading goes through the keys of the archive
_BATCH_STORIES = 200  # a transaction; the workers have the next batch meanwhile


@dataclass(frozen=True, slots=True)
class _StoryFacts:
    """What the articles of one story say."""

    claims: Sequence[Claim]
    quotes: Sequence[Quoted]
    commitments: Sequence[StatedCommitment]


@dataclass(frozen=True, slots=True)
class _Reconciled:
    """How it compares."""

    questions: Sequence[StoryQuestion]
    quote_clusters: Sequence[QuoteCluster]
    conflicts: Sequence[CommitmentConflict]
    capped: tuple[str, ...]  # the caps that left something uncompared


_Compared = tuple[questions.PendingStory, _StoryFacts, _Reconciled]


def reconcile_pending(run: Run) -> list[StageCount]:
    """Resolves the names of the archive, then compares figures, quotes and commitments of every story that changed."""
    resolve_names(run.connection, run.run_seq)
    seen = 0
    capped: Counter[str] = Counter()
    run.progress.start("reconcile", None)
    while pending := questions.pending_stories(run.connection, verdicts.VERSION, _PAGE_STORIES):
        for batch in _compared(run, pending):
            with run.transaction():
                _store(run, batch)
            capped.update(cap for _, _, done in batch for cap in done.capped)
            run.progress.advance(len(batch))
            seen += len(batch)
    note = "; ".join(f"{count} stories at the cap of {cap}" for cap, count in sorted(capped.items()))
    return [StageCount("*", seen, stored=seen, note=note or None)]


def _compared(run: Run, pending: Sequence[questions.PendingStory]) -> Iterator[list[_Compared]]:
    """Batch after batch of stories with their facts and how these compare."""
    found = list(zip(pending, _facts_of(run, pending), strict=True))
    batches = (found[first : first + _BATCH_STORIES] for first in range(0, len(found), _BATCH_STORIES))
    started = ((batch, run.executor.map(_reconcile, [facts for _, facts in batch])) for batch in batches)
    for batch, results in one_ahead(started):
        yield [(story, facts, result_or_raise(result)) for (story, facts), result in zip(batch, results, strict=True)]


def _store(run: Run, batch: Sequence[_Compared]) -> None:
    """Replaces what was found of these stories; the caller owns the transaction."""
    origins = {
        claim.quantity_id: (claim.article_id, claim.origin_id) for _, facts, _ in batch for claim in facts.claims
    }
    figures = [(story, done.questions) for story, _, done in batch]
    quoted = {story.story_id: [_sentences(cluster) for cluster in done.quote_clusters] for story, _, done in batch}
    changes = {story.story_id: _conflict_rows(done.conflicts) for story, _, done in batch}
    questions.store_questions(run.connection, run.run_seq, figures, origins, verdicts.VERSION)
    utterances.store_utterances(run.connection, run.run_seq, quoted, verdicts.VERSION)
    utterances.store_stance_changes(run.connection, run.run_seq, changes, verdicts.VERSION)


def _facts_of(run: Run, pending: Sequence[questions.PendingStory]) -> list[_StoryFacts]:
    story_ids = [story.story_id for story in pending]
    claims = questions.story_claims(run.connection, story_ids)
    quotes = utterances.story_quotes(run.connection, story_ids)
    commitments = utterances.story_stances(run.connection, story_ids)
    return [
        _StoryFacts(
            claims.get(story_id, []),
            [Quoted(*row) for row in quotes.get(story_id, [])],
            [StatedCommitment(*row) for row in commitments.get(story_id, [])],
        )
        for story_id in story_ids
    ]


def _reconcile(story: _StoryFacts) -> _Reconciled:
    return _Reconciled(
        verdicts.reconcile(story.claims),
        cluster_quotes(story.quotes),
        find_commitment_conflicts(story.commitments),
        tuple(_caps(story)),
    )


def _caps(story: _StoryFacts) -> Iterator[str]:
    if is_crowded(story.quotes):
        yield f"{MOST_WORDINGS} quotes that share a word"
    figures = Counter((claim.article_id, claim.is_superseded) for claim in story.claims)
    if max(figures.values(), default=0) >= questions.MOST_OF_AN_ARTICLE:
        yield f"{questions.MOST_OF_AN_ARTICLE} figures of an article"


def _sentences(cluster: QuoteCluster) -> list[dict[str, object]]:
    """A quote cluster as rows: everybody's words under the speaker whom most name."""
    numbered = zip(cluster.sentences, cluster.wordings, strict=True)
    return [asdict(each) | {"speaker": cluster.speaker, "wording_no": number} for each, number in numbered]


def _conflict_rows(conflicts: Sequence[CommitmentConflict]) -> list[dict[str, object]]:
    return [
        {
            "actor": conflict.actor,
            "deed": conflict.deed,
            "reason": conflict.reason,
            "commitment_id": stated.commitment_id,
            "article_id": stated.article_id,
        }
        for conflict in conflicts
        for stated in conflict.commitments
    ]
