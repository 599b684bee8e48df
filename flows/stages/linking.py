"""Links of fresh articles: described, compared with candidates found by joins, scored by the trained matcher."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Protocol, TypeVar

import duckdb
import numpy as np
import pyarrow as pa

from nightdesk.flows.models.matchers import LazyMatcher
from nightdesk.flows.stages.candidates import WINDOW_DAYS, candidates
from nightdesk.transforms.records import Document, Link
from nightdesk.transforms.stories.compare import Matrix, compare, profile
from nightdesk.transforms.stories.describe import SIGNATURE_VERSION, Description, describe
from nightdesk.transforms.stories.evidence.explain import ScoredPair, explain, explain_same_text
from nightdesk.transforms.stories.relate import FAINTEST_LINK, Probabilities, Scored, decide, is_copy
from nightdesk.transforms.stories.terms import TermFrequencies
from nightdesk.warehouse.tables import grouping
from nightdesk.warehouse.tables.grouping import IdPair, Pending, Span

In = TypeVar("In")
Out = TypeVar("Out")
DocumentPair = tuple[Document, Document]

DAY = pa.date32()
BATCH_DOCUMENTS = 100
BATCH_PAIRS, BATCH_CHARACTERS = 4000, 3_000_000
"""Pairs are compared in batches that end at either: so many pairs that a text is not read too often, so few characters
that a batch of long texts stays small in memory (and in the processor's cache)."""
NIGHT_ARTICLES = 2000
"""Fresh articles are compared in pieces of about a night, so that a bulk load costs as its nights would."""


class MapBatches(Protocol):
    """Runs a pure, picklable function over batches, in order."""

    def __call__(self, function: Callable[[list[In]], list[Out]], batches: Sequence[list[In]]) -> Iterable[list[Out]]:
        """One result a batch."""
        ...


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs worth comparing, smaller id first, and one row of features a pair."""

    documents: list[DocumentPair]
    features: Matrix


def pieces(items: Sequence[In], size: int) -> list[list[In]]:
    """The items in batches of a size, in order."""
    return [list(items[low : low + size]) for low in range(0, len(items), size)]


def link_pending(
    connection: duckdb.DuckDBPyConnection,
    run_seq: int,
    map_batches: MapBatches,
    pending: Sequence[Pending],
    matcher: LazyMatcher,
) -> int:
    """Describes fresh articles and stores their links; returns how many."""
    representative = describe_pending(connection, run_seq, map_batches, pending)
    links = _same_text_links(connection, pending, representative, matcher.version)
    grouping.store_links(connection, links, run_seq)
    stored = len(links)
    for piece in candidate_pieces(connection, map_batches, pending, representative):
        links = _links(map_batches, piece, matcher)
        grouping.store_links(connection, links, run_seq)
        stored += len(links)
    return stored


def candidate_pieces(
    connection: duckdb.DuckDBPyConnection,
    map_batches: MapBatches,
    pending: Sequence[Pending],
    representative: Mapping[str, str],
) -> Iterator[Candidates]:
    """The candidate pairs of fresh articles with their features, a piece of about a night at a time, each pair once."""
    fresh = [entry for entry in pending if representative[entry.document.article_id] == entry.document.article_id]
    compared: set[IdPair] = set()
    for piece in pieces(fresh, NIGHT_ARTICLES):
        span = Span.around(piece, WINDOW_DAYS)
        ids = [entry.document.article_id for entry in piece]
        pairs = [pair for pair in candidates(connection, ids, span) if pair not in compared]
        compared.update(pairs)
        if pairs:
            texts = grouping.documents(connection, sorted({article for pair in pairs for article in pair}))
            documents = [(texts[a], texts[b]) for a, b in sorted(pairs, key=_by_later)]
            yield Candidates(documents, _features(map_batches, documents, window_frequencies(connection, span)))


def _by_later(pair: IdPair) -> IdPair:
    """Sorts the pairs of one article with several stars next to each other: a batch reads its text once."""
    return pair[::-1]


def describe_pending(
    connection: duckdb.DuckDBPyConnection, run_seq: int, map_batches: MapBatches, pending: Sequence[Pending]
) -> dict[str, str]:
    """Stores descriptions; returns {article: the representative of its text}."""
    batches = pieces([entry.document for entry in pending], BATCH_DOCUMENTS)
    described = [found for batch in map_batches(describe, batches) for found in batch]
    known = grouping.representatives(connection, {found.text_key for found in described})
    for found in described:
        known.setdefault(found.text_key, found.article_id)
    pairs = list(zip(pending, described, strict=True))
    signatures = [_signature(entry, found, known[found.text_key], run_seq) for entry, found in pairs]
    own = [(entry, found) for entry, found in pairs if known[found.text_key] == found.article_id]
    grouping.store_descriptions(connection, signatures, *_key_tables(own, run_seq))
    return {found.article_id: known[found.text_key] for found in described}


def _signature(entry: Pending, found: Description, representative: str, run_seq: int) -> dict[str, object]:
    return {
        "article_id": found.article_id,
        "version": entry.version,
        "run_seq": run_seq,
        "published_day": entry.published_day,
        "seen_day": entry.seen_day,
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
        "published_day": pa.array(
            [day for entry, found in described for day in _each(entry.published_day, found)], DAY
        ),
        "seen_day": pa.array([day for entry, found in described for day in _each(entry.seen_day, found)], DAY),
        "weight": pa.array([weight for _, found in described for weight in found.term_weights], pa.float64()),
    }
    return pa.table(band_table), pa.table(term_table)


def _same_text_links(
    connection: duckdb.DuckDBPyConnection,
    pending: Sequence[Pending],
    representative: Mapping[str, str],
    matcher_version: str,
) -> list[Link]:
    """Links of articles whose text has a representative already: equal word for word, nothing to compare."""
    copies = [
        entry.document for entry in pending if representative[entry.document.article_id] != entry.document.article_id
    ]
    originals = grouping.documents(connection, sorted({representative[copy.article_id] for copy in copies}))
    return [explain_same_text(copy, originals[representative[copy.article_id]], matcher_version) for copy in copies]


def _each(day: date | None, found: Description) -> list[date | None]:
    return [day] * len(found.terms)


def window_frequencies(connection: duckdb.DuckDBPyConnection, span: Span) -> TermFrequencies:
    """How many different texts of a window hold each term."""
    table = grouping.window_frequencies(connection, span)
    return TermFrequencies(
        document_count=grouping.window_size(connection, span),
        keys=table.column("term_key").to_numpy(),
        counts=table.column("document_count").to_numpy(),
    )


def _features(map_batches: MapBatches, documents: list[DocumentPair], frequencies: TermFrequencies) -> Matrix:
    batches = list(pair_batches(documents))
    return np.concatenate(
        [row for batch in map_batches(partial(pair_features, frequencies=frequencies), batches) for row in batch]
    )


def pair_batches(pairs: Sequence[DocumentPair]) -> Iterator[list[DocumentPair]]:
    """The pairs in order, in batches of at most BATCH_PAIRS pairs and about BATCH_CHARACTERS of different texts."""
    batch: list[DocumentPair] = []
    sizes: dict[str, int] = {}
    size = 0
    for pair in pairs:
        batch.append(pair)
        for document in pair:
            if document.article_id not in sizes:
                sizes[document.article_id] = len(document.text)
                size += len(document.text)
        if len(batch) == BATCH_PAIRS or size >= BATCH_CHARACTERS:
            yield batch
            batch, sizes, size = [], {}, 0
    if batch:
        yield batch


def pair_features(pairs: list[DocumentPair], frequencies: TermFrequencies) -> list[Matrix]:
    """One matrix for the whole batch: `compare` for documents instead of row numbers."""
    documents = {document.article_id: document for pair in pairs for document in pair}
    place = {article: number for number, article in enumerate(documents)}
    numbers = np.array([(place[a.article_id], place[b.article_id]) for a, b in pairs])
    return [compare(profile(list(documents.values())), numbers, frequencies)]


def score_pairs(features: Matrix, matcher: LazyMatcher) -> list[Scored]:
    """Relation and score of every pair, a row of features each."""
    return decide(features, _probabilities(features, matcher))


def _probabilities(features: Matrix, matcher: LazyMatcher) -> Probabilities:
    """The matcher's word on every pair that is no copy; for a storm of copies it is not even loaded."""
    open_ = ~is_copy(features)
    found = Probabilities(np.zeros(len(features)), np.zeros(len(features)))
    if open_.any():
        scored = matcher.loaded.score(features[open_])
        found.derived[open_], found.story[open_] = scored.derived, scored.story
    return found


def _links(map_batches: MapBatches, piece: Candidates, matcher: LazyMatcher) -> list[Link]:
    """Links of the pairs that are at least faintly related."""
    decided = score_pairs(piece.features, matcher)
    related = [
        ScoredPair(a, b, scored, tuple(row.tolist()))
        for (a, b), scored, row in zip(piece.documents, decided, piece.features, strict=True)
        if scored.score >= FAINTEST_LINK
    ]
    explained = map_batches(partial(explain, matcher_version=matcher.version), pieces(related, BATCH_PAIRS))
    return [link for batch in explained for link in batch]
