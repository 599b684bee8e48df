"""Signatures, candidates, links and memberships: everything the grouping stage reads and writes.

The caller owns the transaction. Lists of ids are handed to statements as registered tables, never as text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

import duckdb
import pyarrow as pa

from nightdesk.transforms.records import Document, Link, Membership
from nightdesk.warehouse.bulk import given, insert_rows
from nightdesk.warehouse.sql import statement
from nightdesk.warehouse.tables.keys import DESCRIBED, delete_by_columns, delete_owned

Row = Mapping[str, object]
IdPair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Pending:
    """An article whose current version has not been described."""

    document: Document
    version: int
    published_day: date | None
    seen_day: date


class UncertainPair(NamedTuple):
    """A stored link nobody has judged, with what a person needs to judge it."""

    article_id_a: str
    article_id_b: str
    relation: str
    score: float
    source_a: str
    title_a: str | None
    text_a: str
    source_b: str
    title_b: str | None
    text_b: str


@dataclass(frozen=True, slots=True)
class Span:
    """The days that a set of fresh articles can have candidates in; its fields are parameters of statements."""

    first_day: date | None  # of publication; None: no fresh article has a day
    last_day: date | None
    first_seen: date
    last_seen: date
    has_undated: bool

    @classmethod
    def around(cls, fresh: Sequence[Pending], window_days: int) -> Span:
        """The span of some fresh articles, wider by the window on both sides."""
        reach = timedelta(days=window_days)
        dated = [entry.published_day for entry in fresh if entry.published_day is not None]
        seen = [entry.seen_day for entry in fresh]
        return cls(
            first_day=min(dated) - reach if dated else None,
            last_day=max(dated) + reach if dated else None,
            first_seen=min(seen) - reach,
            last_seen=max(seen) + reach,
            has_undated=len(dated) < len(fresh),
        )


def _rows(
    connection: duckdb.DuckDBPyConnection, query: str, ids: Iterable[str], parameters: Row | None = None
) -> list[tuple[object, ...]]:
    with given(connection, ids):
        return connection.execute(statement(f"stories/{query}"), parameters or None).fetchall()


def _table(connection: duckdb.DuckDBPyConnection, query: str, ids: Iterable[str], parameters: Row) -> pa.Table:
    with given(connection, ids):
        return connection.execute(statement(f"stories/{query}"), parameters).to_arrow_table()


def _stamped(records: Iterable[Link] | Iterable[Membership], stamp: Row) -> list[Row]:
    """Records as rows with what is the same for all; `asdict`, which copies every value, took a twelfth of grouping."""
    return [{**{name: getattr(record, name) for name in record.__slots__}, **stamp} for record in records]


def forget_stale(connection: duckdb.DuckDBPyConnection, signature_version: str) -> set[str]:
    """Deletes descriptions and links of articles to be described again; returns them and their linked articles."""
    stale = [
        row[0]
        for row in connection.execute(
            statement("stories/find_stale"), {"signature_version": signature_version}
        ).fetchall()
    ]
    if not stale:
        return set()
    changed = linked(connection, stale) | set(stale)
    delete_owned(connection, "article_id", stale, (*DESCRIBED, "stories.links"))
    return changed


def pending_articles(connection: duckdb.DuckDBPyConnection) -> list[Pending]:
    """Current, not withdrawn articles without a description, oldest day first, those without a day last."""
    rows = connection.execute(statement("stories/pending")).fetchall()
    return [Pending(_document(row[0], *row[4:]), row[1], row[2], row[3]) for row in rows]


def is_settled(connection: duckdb.DuckDBPyConnection, signature_version: str) -> bool:
    """Whether grouping has nothing to do: no article, stale description or judgement waits."""
    stale = connection.execute(statement("stories/find_stale"), {"signature_version": signature_version}).fetchone()
    return stale is None and not unapplied_judgements(connection) and not pending_articles(connection)


def all_described(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Every article that has a description."""
    return [row[0] for row in connection.execute(statement("stories/all_described")).fetchall()]


def documents(connection: duckdb.DuckDBPyConnection, article_ids: Iterable[str]) -> dict[str, Document]:
    """Current versions by article id."""
    with given(connection, article_ids):
        rows = connection.execute(statement("staging/article_texts")).fetchall()
    return {row[0]: _document(row[0], *row[2:]) for row in rows}


def _document(
    article_id: str,
    title: str | None,
    text: str,
    published: str | None,
    source_id: str,
    language: str | None,
    authors: list[str],
    agency: str | None,
    contributors: list[str],
    outlet: str | None,
) -> Document:
    return Document(
        article_id, title, text, published, source_id, language, tuple(authors), agency, tuple(contributors), outlet
    )


def representatives(connection: duckdb.DuckDBPyConnection, text_keys: Iterable[str]) -> dict[str, str]:
    """{text key: article that represents it} among the articles described before."""
    with given(connection, text_keys, column="text_key"):
        return dict(connection.execute(statement("stories/representatives")).fetchall())


def store_descriptions(
    connection: duckdb.DuckDBPyConnection, signatures: Sequence[Row] | pa.Table, bands: pa.Table, terms: pa.Table
) -> None:
    """Appends the descriptions of a set of articles."""
    insert_rows(connection, "stories.signatures", signatures)
    insert_rows(connection, "stories.bands", bands)
    insert_rows(connection, "stories.terms", terms)


def band_candidates(connection: duckdb.DuckDBPyConnection, fresh: Iterable[str], most_in_band: int) -> list[IdPair]:
    """Pairs of fresh representatives with anything stored that share a band; each pair once, smaller id first."""
    return [(str(a), str(b)) for a, b in _rows(connection, "band_candidates", fresh, {"most": most_in_band})]


def window_texts(connection: duckdb.DuckDBPyConnection, fresh: Iterable[str], span: Span) -> pa.Table:
    """(article_id, published_day, seen_day, term_mass, is_fresh) of the window's different texts, by id."""
    return _table(connection, "window_texts", fresh, asdict(span))


def postings(connection: duckdb.DuckDBPyConnection, fresh: Iterable[str], span: Span, ceiling: int) -> pa.Table:
    """(term_key, article_id, weight): which texts of the window hold each term of fresh articles.

    Terms that more than ``ceiling`` texts of the window hold are left out.
    """
    return _table(connection, "postings", fresh, asdict(span) | {"ceiling": ceiling})


def window_size(connection: duckdb.DuckDBPyConnection, span: Span) -> int:
    """How many different texts lie in the window."""
    row = connection.execute(statement("stories/window_size"), asdict(span)).fetchone()
    return int(row[0]) if row else 0


def window_frequencies(connection: duckdb.DuckDBPyConnection, span: Span) -> pa.Table:
    """(term_key, document_count) of the terms that at least two texts of the window hold, sorted by key."""
    return connection.execute(statement("stories/window_frequencies"), asdict(span)).to_arrow_table()


def store_links(connection: duckdb.DuckDBPyConnection, links: Sequence[Link], run_seq: int) -> None:
    """Appends links; the caller has seen to it that no pair is stored twice."""
    insert_rows(connection, "stories.links", _stamped(links, {"run_seq": run_seq}))


def linked(connection: duckdb.DuckDBPyConnection, article_ids: Iterable[str]) -> set[str]:
    """Articles with a stored link to one of the given ones."""
    return {str(row[0]) for row in _rows(connection, "link_partners", article_ids)}


def links_of(connection: duckdb.DuckDBPyConnection, article_ids: Iterable[str]) -> list[tuple[object, ...]]:
    """(a, b, relation, score, derived article, direction confidence, garble score) of links that touch the articles."""
    return _rows(connection, "links_of", article_ids)


def judgements_of(connection: duckdb.DuckDBPyConnection, article_ids: Iterable[str]) -> list[tuple[object, ...]]:
    """(a, b, relation): the last judgement on each pair that touches the articles."""
    return _rows(connection, "judgements_of", article_ids)


def uncertain_pairs(connection: duckdb.DuckDBPyConnection, most: int) -> list[UncertainPair]:
    """Links nobody has judged, the least certain first; copies, which are decided by rule, are left out."""
    rows = connection.execute(statement("stories/uncertain_pairs"), {"most": most}).fetchall()
    return [UncertainPair(*row) for row in rows]


def all_judgements(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str]]:
    """(a, b, relation): the last judgement on each pair of articles that still stand."""
    return connection.execute(statement("stories/all_judgements")).fetchall()


def store_judgements(
    connection: duckdb.DuckDBPyConnection, judged: Mapping[IdPair, str], judged_by: str, judged_at: datetime
) -> None:
    """Appends judgements {(smaller id, other id): relation}; the next grouping applies them."""
    stamp = {"judged_by": judged_by, "judged_at": judged_at}
    rows = [{"article_id_a": a, "article_id_b": b, "relation": said} | stamp for (a, b), said in sorted(judged.items())]
    insert_rows(connection, "stories.judgements", rows)


def unapplied_judgements(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """Articles of judgements that no run has regrouped yet."""
    return {row[0] for row in connection.execute(statement("stories/unapplied_judgements")).fetchall()}


def apply_judgements(connection: duckdb.DuckDBPyConnection, run_seq: int) -> None:
    """Marks every judgement as regrouped by this run."""
    connection.execute(statement("stories/apply_judgements"), {"run_seq": run_seq})


def places_of(
    connection: duckdb.DuckDBPyConnection, article_ids: Iterable[str]
) -> list[tuple[str, datetime | None, date, int]]:
    """(article, published, day, word count)."""
    return _rows(connection, "places_of", article_ids)  # type: ignore[return-value]


def memberships_of(connection: duckdb.DuckDBPyConnection, article_ids: Iterable[str]) -> dict[str, Membership]:
    """Stored memberships by article id."""
    return {str(row[0]): Membership(*row) for row in _rows(connection, "memberships_of", article_ids)}  # type: ignore[arg-type]


def all_memberships(connection: duckdb.DuckDBPyConnection) -> dict[str, Membership]:
    """Every stored membership by article id."""
    return {row[0]: Membership(*row) for row in connection.execute(statement("stories/all_memberships")).fetchall()}


def story_ids_taken(
    connection: duckdb.DuckDBPyConnection, story_ids: Iterable[str], article_ids: Iterable[str]
) -> set[str]:
    """Those of the story ids that other articles hold, or that were redirected once."""
    with given(connection, story_ids, "given_stories", "story_id"):
        return {str(row[0]) for row in _rows(connection, "story_ids_taken", article_ids)}


def replace_memberships(
    connection: duckdb.DuckDBPyConnection, memberships: Sequence[Membership], run_seq: int, matcher_version: str
) -> None:
    """Stores memberships over the ones these articles had."""
    replaced = [membership.article_id for membership in memberships]
    delete_by_columns(connection, replaced, [("stories.memberships", "article_id")])
    stamp = {"run_seq": run_seq, "matcher_version": matcher_version}
    insert_rows(connection, "stories.memberships", _stamped(memberships, stamp))


def store_redirects(connection: duckdb.DuckDBPyConnection, redirects: Mapping[str, str], run_seq: int) -> None:
    """Appends redirects from story ids that merged away."""
    rows = [{"old_story_id": old, "new_story_id": new, "run_seq": run_seq} for old, new in sorted(redirects.items())]
    insert_rows(connection, "stories.redirects", rows)


def evidence_inside_origins(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """{article id: evidence JSON of the link that ties it to its origin}: to its parent where that is known."""
    return dict(connection.execute(statement("stories/evidence_inside_origins")).fetchall())
