"""Stage group: which articles are one text, which come from another, which tell one story.

Fresh articles are described, compared with candidates found by joins, and linked; then only the clusters that a
new link, an edit or a judgement touches are derived again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Protocol, TypeVar

import duckdb
import numpy as np
import pyarrow as pa

from nightdesk.transforms.records import Document, Link, Membership, Relation
from nightdesk.transforms.stories import matcher
from nightdesk.transforms.stories.compare import Matrix, compare, profile
from nightdesk.transforms.stories.describe import SIGNATURE_VERSION, Description, describe
from nightdesk.transforms.stories.explain import ScoredPair, explain
from nightdesk.transforms.stories.lineage import (
    Judgement,
    Place,
    ScoredLink,
    group,
    memberships,
    name_stories,
    proposed_story_ids,
)
from nightdesk.transforms.stories.relate import FAINTEST_LINK, decide
from nightdesk.transforms.stories.terms import TermFrequencies
from nightdesk.warehouse import stories
from nightdesk.warehouse.connection import open_working, transaction
from nightdesk.warehouse.staging import CleanBatch, store_clean_batch
from nightdesk.warehouse.stories import IdPair, Pending, Window

Item = TypeVar("Item")
Result = TypeVar("Result")

WINDOW = Window(
    days=14,
    most_partners=20,
    least_closeness=0.04,
    fewest_terms=2,
    most_in_band=32,
    ceiling=100,
    ceiling_share=0.02,
)
"""Twenty partners by terms and the bands' pairs: see deployments/matcher/README.md for recall and cost."""

_BATCH_DOCUMENTS = 200
_BATCH_PAIRS = 4000
_NIGHT_ARTICLES = 2000
"""Fresh articles are compared in pieces of about a night, so that a bulk load costs as its nights would."""


class MapBatches(Protocol):
    """Runs a pure, picklable function over batches, in order."""

    def __call__(
        self, function: Callable[[list[Item]], list[Result]], batches: Sequence[list[Item]]
    ) -> Iterable[list[Result]]:
        """One result a batch."""
        ...


@dataclass(frozen=True, slots=True)
class GroupCounts:
    """What one call did; ``seen = stored + unchanged``."""

    seen: int
    stored: int  # fresh articles whose membership is new or changed
    unchanged: int
    links: int
    stories_touched: int


def group_pending(connection: duckdb.DuckDBPyConnection, run_seq: int, map_batches: MapBatches) -> GroupCounts:
    """Groups every article that waits, in one transaction; a second call finds nothing to do."""
    with transaction(connection):
        touched = stories.forget_stale(connection, SIGNATURE_VERSION) | stories.unapplied_judgements(connection)
        pending = stories.pending_articles(connection)
        if not pending and not touched:
            return GroupCounts(0, 0, 0, 0, 0)
        links = _link_pending(connection, run_seq, map_batches, pending)
        touched |= {entry.document.article_id for entry in pending}
        changed, story_count = _regroup(connection, run_seq, touched)
        stories.apply_judgements(connection, run_seq)
    stored = sum(entry.document.article_id in changed for entry in pending)
    return GroupCounts(len(pending), stored, len(pending) - stored, links, story_count)


def _pieces(items: Sequence[Item], size: int) -> list[list[Item]]:
    return [list(items[low : low + size]) for low in range(0, len(items), size)]


def _link_pending(
    connection: duckdb.DuckDBPyConnection, run_seq: int, map_batches: MapBatches, pending: Sequence[Pending]
) -> int:
    """Describes fresh articles and stores their links; returns how many."""
    days = {entry.document.article_id: entry.day for entry in pending}
    found = _describe(connection, run_seq, map_batches, pending)
    exact = [(article, other) for article, other in found.items() if article != other]
    stories.store_links(connection, [_same_text(*pair) for pair in exact], run_seq)
    fresh = [article for article, representative in found.items() if article == representative]
    compared: set[IdPair] = set()
    stored = len(exact)
    for piece in _pieces(fresh, _NIGHT_ARTICLES):
        span = min(days[article] for article in piece), max(days[article] for article in piece)
        pairs = [pair for pair in _candidates(connection, piece, *span) if pair not in compared]
        compared.update(pairs)
        links = _compare(connection, map_batches, pairs, _frequencies(connection, *span))
        stories.store_links(connection, links, run_seq)
        stored += len(links)
    return stored


def _describe(
    connection: duckdb.DuckDBPyConnection, run_seq: int, map_batches: MapBatches, pending: Sequence[Pending]
) -> dict[str, str]:
    """Stores descriptions; returns {article: the article that stands for its text}, oldest day first."""
    batches = _pieces([entry.document for entry in pending], _BATCH_DOCUMENTS)
    described = [found for batch in map_batches(describe, batches) for found in batch]
    representative = stories.representatives(connection, {found.text_key for found in described})
    for found in described:
        representative.setdefault(found.text_key, found.article_id)
    found_for = {found.article_id: representative[found.text_key] for found in described}
    stories.store_descriptions(
        connection,
        [
            _signature(entry, found, found_for[found.article_id], run_seq)
            for entry, found in zip(pending, described, strict=True)
        ],
        *_key_tables(
            [
                (entry, found)
                for entry, found in zip(pending, described, strict=True)
                if found_for[found.article_id] == found.article_id
            ],
            run_seq,
        ),
    )
    return found_for


def _signature(entry: Pending, found: Description, representative: str, run_seq: int) -> dict[str, object]:
    return {
        "article_id": found.article_id,
        "version": entry.version,
        "run_seq": run_seq,
        "day": entry.day,
        "text_key": found.text_key,
        "representative_id": representative,
        "word_count": found.word_count,
        "shingle_count": found.shingle_count,
        "term_mass": max(sum(found.term_weights), 1.0),
        "signature_version": SIGNATURE_VERSION,
    }


def _key_tables(described: Sequence[tuple[Pending, Description]], run_seq: int) -> tuple[pa.Table, pa.Table]:
    """Bands and terms of representatives as Arrow columns."""
    bands = [found.bands for _, found in described]
    terms = [found.terms for _, found in described]
    empty = [np.zeros(0, np.uint64)]
    band_table = {
        "band_key": np.concatenate(bands or empty),
        "article_id": [found.article_id for _, found in described for _ in found.bands],
        "run_seq": [run_seq] * sum(map(len, bands)),
    }
    term_table = {
        "term_key": np.concatenate(terms or empty),
        "article_id": [found.article_id for _, found in described for _ in found.terms],
        "day": pa.array([entry.day for entry, found in described for _ in found.terms], pa.date32()),
        "weight": pa.array([weight for _, found in described for weight in found.term_weights], pa.float64()),
    }
    return pa.table(band_table), pa.table(term_table)


def _same_text(article: str, representative: str) -> Link:
    """The link of a text with its representative: equal word for word, so which came first is for lineage to say."""
    a, b = sorted((article, representative))
    return Link(a, b, Relation.SAME_DOCUMENT, 1.0, None, None, 1.0, 0.0, '{"same_words": true}', matcher.VERSION)


def _widened(first_day: date, last_day: date) -> tuple[date, date]:
    return first_day - timedelta(days=WINDOW.days), last_day + timedelta(days=WINDOW.days)


def _candidates(connection: duckdb.DuckDBPyConnection, fresh: Sequence[str], first: date, last: date) -> list[IdPair]:
    return stories.candidates(connection, fresh, *_widened(first, last), WINDOW)


def _frequencies(connection: duckdb.DuckDBPyConnection, first: date, last: date) -> TermFrequencies:
    table = stories.window_frequencies(connection, *_widened(first, last))
    return TermFrequencies(
        document_count=stories.window_size(connection, *_widened(first, last)),
        keys=table.column("term_key").to_numpy(),
        counts=table.column("document_count").to_numpy(),
    )


def _compare(
    connection: duckdb.DuckDBPyConnection,
    map_batches: MapBatches,
    pairs: Sequence[IdPair],
    frequencies: TermFrequencies,
) -> list[Link]:
    """Links of the pairs that are at least faintly related."""
    if not pairs:
        return []
    texts = stories.documents(connection, sorted({article for pair in pairs for article in pair}))
    batches = _pieces([(texts[a], texts[b]) for a, b in pairs], _BATCH_PAIRS)
    rows = [row for batch in map_batches(partial(pair_features, frequencies=frequencies), batches) for row in batch]
    features = np.array(rows)
    decided = decide(features, matcher.score(features))
    related = [
        ScoredPair(texts[a], texts[b], scored, tuple(row))
        for (a, b), scored, row in zip(pairs, decided, rows, strict=True)
        if scored.score >= FAINTEST_LINK
    ]
    explained = map_batches(partial(explain, matcher_version=matcher.VERSION), _pieces(related, _BATCH_PAIRS))
    return [link for batch in explained for link in batch]


def pair_features(pairs: list[tuple[Document, Document]], frequencies: TermFrequencies) -> list[Matrix]:
    """One row of features a pair, in order: `compare` for documents instead of row numbers."""
    documents = {document.article_id: document for pair in pairs for document in pair}
    place = {article: number for number, article in enumerate(documents)}
    numbers = np.array([(place[a.article_id], place[b.article_id]) for a, b in pairs])
    return list(compare(profile(list(documents.values())), numbers, frequencies))


def _regroup(connection: duckdb.DuckDBPyConnection, run_seq: int, touched: set[str]) -> tuple[set[str], int]:
    """Derives every cluster again that holds a touched article; returns (articles whose membership changed, stories)."""
    articles = _reachable(connection, touched)
    places = {row[0]: Place(*row) for row in stories.places_of(connection, articles)}
    links = [
        link for link in _links(connection, articles) if link.article_id_a in places and link.article_id_b in places
    ]
    judgements = [
        Judgement(str(a), str(b), Relation(str(said))) for a, b, said in stories.judgements_of(connection, articles)
    ]
    groups = group(places, links, judgements)
    before = stories.memberships_of(connection, articles)
    known = {article: membership.story_id for article, membership in before.items()}
    taken = stories.story_ids_taken(connection, proposed_story_ids(places), articles)
    names, redirects = name_stories(groups.stories, known, places, taken)
    after = memberships(groups, names, links, places)
    changed = [membership for membership in after if before.get(membership.article_id) != membership]
    stories.replace_memberships(connection, changed, run_seq, matcher.VERSION)
    stories.store_redirects(connection, redirects, run_seq)
    return {membership.article_id for membership in changed}, len({membership.story_id for membership in changed})


def _reachable(connection: duckdb.DuckDBPyConnection, touched: set[str]) -> set[str]:
    """Every article that a chain of links or judgements joins to a touched one: nothing else can change."""
    found, edge = set(touched), set(touched)
    while edge:
        judged = {str(side) for row in stories.judgements_of(connection, edge) for side in row[:2]}
        edge = (stories.linked(connection, edge) | judged) - found
        found |= edge
    return found


def _links(connection: duckdb.DuckDBPyConnection, articles: set[str]) -> list[ScoredLink]:
    return [
        ScoredLink(str(a), str(b), Relation(str(relation)), *rest)  # type: ignore[arg-type]
        for a, b, relation, *rest in stories.links_of(connection, articles)
    ]


def in_process(function: Callable[[list[Item]], list[Result]], batches: Sequence[list[Item]]) -> Iterable[list[Result]]:
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
            _stage(connection, batch, run_seq)
            group_pending(connection, run_seq, in_process)
        found = stories.all_memberships(connection)
        evidence = stories.evidence_inside_origins(connection)
    return [_as_object(found[document.article_id], evidence.get(document.article_id)) for document in documents]


_FIRST_NIGHT = datetime(2000, 1, 1, tzinfo=UTC)


def _stage(connection: duckdb.DuckDBPyConnection, documents: Sequence[Document], run_seq: int) -> None:
    """Puts documents where cleaning would have put them; without a date, all lie in one window."""
    articles = [
        {
            "article_id": document.article_id,
            "source_id": document.source_id or "",
            "url": document.article_id,
            "first_run_seq": run_seq,
            "first_seen_at": _instant(document.published) or _FIRST_NIGHT,
            "current_version": 1,
        }
        for document in documents
    ]
    versions = [
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
