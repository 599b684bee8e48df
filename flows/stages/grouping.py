"""Stage group: which articles are one text, which come from another, which tell one story.

Fresh articles are described, compared with candidates found by joins, and linked; then only the clusters that a
new link, an edit or a judgement touches are derived again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from nightdesk.flows.models.matchers import LazyMatcher
from nightdesk.flows.stages.linking import In, MapBatches, Out, link_pending
from nightdesk.transforms.records import Document, Membership, Relation
from nightdesk.transforms.stories.derivation_clusters import (
    Appearance,
    PairJudgement,
    ScoredLink,
    group,
    name_stories,
    proposed_story_ids,
)
from nightdesk.transforms.stories.describe import SIGNATURE_VERSION
from nightdesk.transforms.stories.memberships import memberships
from nightdesk.warehouse.connection import open_working, transaction
from nightdesk.warehouse.tables import grouping
from nightdesk.warehouse.tables.staging import CleanBatch, Row, store_clean_batch


@dataclass(frozen=True, slots=True)
class GroupCounts:
    """What one call did; ``seen = stored + unchanged``."""

    seen: int
    stored: int  # fresh articles whose membership is new or changed
    unchanged: int
    links: int
    stories_touched: int


def group_pending(
    connection: duckdb.DuckDBPyConnection, run_seq: int, map_batches: MapBatches, own_matcher: Path | None = None
) -> GroupCounts:
    """Groups every article that waits, in one transaction; a second call finds nothing to do.

    ``own_matcher`` is the folder of a project that trained its own; None takes the shipped one.
    """
    with transaction(connection):
        touched = grouping.forget_stale(connection, SIGNATURE_VERSION) | grouping.unapplied_judgements(connection)
        pending = grouping.pending_articles(connection)
        if not pending and not touched:
            return GroupCounts(0, 0, 0, 0, 0)
        matcher = LazyMatcher(own_matcher)
        links = link_pending(connection, run_seq, map_batches, pending, matcher)
        touched |= {entry.document.article_id for entry in pending}
        changed, story_count = _regroup(connection, run_seq, touched, matcher.version)
        grouping.apply_judgements(connection, run_seq)
    stored = sum(entry.document.article_id in changed for entry in pending)
    return GroupCounts(len(pending), stored, len(pending) - stored, links, story_count)


def _regroup(
    connection: duckdb.DuckDBPyConnection, run_seq: int, touched: set[str], matcher_version: str
) -> tuple[set[str], int]:
    """Derives every cluster with a touched article again; returns (articles whose membership changed, stories)."""
    changed, redirects = derive(connection, _reachable(connection, touched))
    grouping.replace_memberships(connection, changed, run_seq, matcher_version)
    grouping.store_redirects(connection, redirects, run_seq)
    return {membership.article_id for membership in changed}, len({membership.story_id for membership in changed})


def derive(connection: duckdb.DuckDBPyConnection, articles: set[str]) -> tuple[list[Membership], dict[str, str]]:
    """(memberships that differ from the stored ones, redirects of story ids) as the stored links give them.

    ``articles`` must be closed under links and judgements, see `_reachable`.
    """
    places = {row[0]: Appearance(*row) for row in grouping.places_of(connection, articles)}
    links = [
        link for link in _links(connection, articles) if link.article_id_a in places and link.article_id_b in places
    ]
    judgements = [
        PairJudgement(str(a), str(b), Relation(str(said)))
        for a, b, said in grouping.judgements_of(connection, articles)
    ]
    groups = group(places, links, judgements)
    before = grouping.memberships_of(connection, articles)
    known = {article: membership.story_id for article, membership in before.items()}
    taken = grouping.story_ids_taken(connection, proposed_story_ids(places), articles)
    names, redirects = name_stories(groups.stories, known, places, taken)
    after = memberships(groups, names, links, places)
    return [membership for membership in after if before.get(membership.article_id) != membership], redirects


def _reachable(connection: duckdb.DuckDBPyConnection, touched: set[str]) -> set[str]:
    """Every article that a chain of links or judgements joins to a touched one: nothing else can change."""
    found, edge = set(touched), set(touched)
    while edge:
        judged = {str(side) for row in grouping.judgements_of(connection, edge) for side in row[:2]}
        edge = (grouping.linked(connection, edge) | judged) - found
        found |= edge
    return found


def _links(connection: duckdb.DuckDBPyConnection, articles: set[str]) -> list[ScoredLink]:
    return [
        ScoredLink(str(a), str(b), Relation(str(relation)), *rest)  # type: ignore[arg-type]
        for a, b, relation, *rest in grouping.links_of(connection, articles)
    ]


def in_process(function: Callable[[list[In]], list[Out]], batches: Sequence[list[In]]) -> Iterable[list[Out]]:
    """Runs batches here, one after the other: the `MapBatches` of filters and tests."""
    return map(function, batches)


def group_documents(documents: Sequence[Document], nights: Sequence[int] | None = None) -> list[dict[str, object]]:
    """Groups documents that no warehouse holds, through the same tables; one object each, as INTERFACES.md has it.

    Args:
        documents: with ids that differ from each other.
        nights: the night each one arrives in; they are then fed night by night. None: all at once.
    """
    arrivals = nights if nights is not None else [0] * len(documents)
    with closing(open_working(None)) as connection:
        for run_seq, night in enumerate(sorted(set(arrivals)), start=1):
            batch = [document for document, arrival in zip(documents, arrivals, strict=True) if arrival == night]
            stage_documents(connection, batch, run_seq)
            group_pending(connection, run_seq, in_process)
        found = grouping.all_memberships(connection)
        evidence = grouping.evidence_inside_origins(connection)
    return [_as_object(found[document.article_id], evidence.get(document.article_id)) for document in documents]


_FIRST_NIGHT = datetime(2000, 1, 1, tzinfo=UTC)


def stage_documents(connection: duckdb.DuckDBPyConnection, documents: Sequence[Document], run_seq: int) -> None:
    """Puts documents where cleaning would have put them, all seen on the day the last one was published."""
    published = [instant for document in documents if (instant := _instant(document.published))]
    seen_at = max(published, default=_FIRST_NIGHT)
    articles: list[Row] = [
        {
            "article_id": document.article_id,
            "source_id": document.source_id or "",
            "url": document.article_id,
            "first_run_seq": run_seq,
            "first_seen_at": seen_at,
            "current_version": 1,
        }
        for document in documents
    ]
    versions: list[Row] = [
        {
            "article_id": document.article_id,
            "version": 1,
            "capture_id": document.article_id,
            "run_seq": run_seq,
            "known_from": _FIRST_NIGHT,
            "title": document.title,
            "text": document.text,
            "text_sha256": "",
            "word_count": 0,
            "authors": list(document.authors),
            "published": document.published,
            "published_at": _instant(document.published),
            "language": document.language,
            "agency": document.agency,
            "contributors": list(document.contributors),
            "method": "given",
            "flags": [],
            "cleaner_version": "none",
        }
        for document in documents
    ]
    store_clean_batch(connection, CleanBatch(articles=articles, versions=versions))


def _instant(published: str | None) -> datetime | None:
    """The moment an ISO 8601 text names; None for anything else."""
    try:
        found = datetime.fromisoformat(published or "")
    except ValueError:
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


def _as_object(membership: Membership, evidence: str | None) -> dict[str, object]:
    return {
        "id": membership.article_id,
        "copy_id": membership.copy_id,
        "origin_id": membership.origin_id,
        "story_id": membership.story_id,
        "relation": membership.relation,
        "derived_from": membership.derived_from_article_id,
        "direction_confidence": membership.direction_confidence,
        "garble_score": membership.garble_score,
        "evidence": json.loads(evidence) if evidence else None,
    }
