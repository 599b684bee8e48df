"""The grouping stage over its tables: incremental, atomic, repeatable; edits and judgements change what they must."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from nightdesk.flows.stages.grouping import GroupCounts, group_documents, group_pending, in_process, stage_documents
from nightdesk.transforms.records import Document, Membership
from nightdesk.warehouse.bulk import insert_rows
from nightdesk.warehouse.connection import open_working
from nightdesk.warehouse.tables import grouping
from nightdesk.warehouse.tables.staging import CleanBatch, store_clean_batch

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "deployments" / "matcher"))
from generate import Newsroom


@pytest.fixture(scope="module")
def archive() -> list[Document]:
    """Some eighty invented articles with copies, rewrites, reports and look-alikes."""
    return [row.document for row in Newsroom(11).archive(4)][:80]


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with closing(open_working(None)) as opened:
        yield opened


def clusters(rows: list[dict[str, object]], key: str) -> set[frozenset[object]]:
    found: dict[object, set[object]] = {}
    for row in rows:
        found.setdefault(row[key], set()).add(row["id"])
    return {frozenset(ids) for ids in found.values()}


def rows_of(connection: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    tables = ("signatures", "bands", "terms", "links", "memberships", "redirects")
    return [row for table in tables for row in sorted(connection.table(f"stories.{table}").fetchall(), key=str)]


def test_a_second_call_changes_nothing(connection: duckdb.DuckDBPyConnection, archive: list[Document]) -> None:
    """Everything is grouped once; the counts add up."""
    stage_documents(connection, archive, 1)
    first = group_pending(connection, 1, in_process)
    assert first.seen == first.stored + first.unchanged == len(archive)
    before = rows_of(connection)
    assert group_pending(connection, 2, in_process) == GroupCounts(0, 0, 0, 0, 0)
    assert rows_of(connection) == before


def test_order_of_documents_changes_nothing(archive: list[Document]) -> None:
    """Shuffled input gives the same clusters and relations."""
    shuffled = list(archive)
    random.Random(5).shuffle(shuffled)
    first = sorted(group_documents(archive), key=lambda row: str(row["id"]))
    again = sorted(group_documents(shuffled), key=lambda row: str(row["id"]))
    assert first == again


def test_night_by_night_is_close_to_one_batch(archive: list[Document]) -> None:
    """Copy sets and origins are the same; stories differ by a few articles at most."""
    batch = group_documents(archive)
    nightly = group_documents(archive, [number % 5 for number in range(len(archive))])
    assert clusters(batch, "copy_id") == clusters(nightly, "copy_id")
    assert clusters(batch, "origin_id") == clusters(nightly, "origin_id")
    stories_batch, stories_nightly = clusters(batch, "story_id"), clusters(nightly, "story_id")
    assert len(stories_batch & stories_nightly) >= 0.8 * len(stories_batch)


def test_which_copy_is_the_original_does_not_hang_on_the_night_it_came_in(archive: list[Document]) -> None:
    """Two copies of one moment: an outage may bring either of them first."""
    story, moment = archive[0], "2031-05-01T08:00:00+00:00"
    twins = [replace(story, article_id=key, published=moment, text=f"{story.text} Copy {key}.") for key in ("a", "b")]
    first, second = group_documents(twins, [0, 1]), group_documents(twins, [1, 0])
    assert [row["relation"] for row in first] == [row["relation"] for row in second]
    assert {row["relation"] for row in first} == {"original", "copy"}


def test_story_ids_survive_later_nights(connection: duckdb.DuckDBPyConnection, archive: list[Document]) -> None:
    """An id that vanishes is redirected to one in use; articles stay with their story or follow it."""
    half = len(archive) // 2
    stage_documents(connection, archive[:half], 1)
    group_pending(connection, 1, in_process)
    before = grouping.all_memberships(connection)
    stage_documents(connection, archive[half:], 2)
    group_pending(connection, 2, in_process)
    after = grouping.all_memberships(connection)
    redirects = {old: new for old, new, _ in connection.table("stories.redirects").fetchall()}
    ids_before = {row.story_id for row in before.values()}
    ids_after = {row.story_id for row in after.values()}
    assert ids_before - ids_after == set(redirects)
    assert set(redirects.values()) <= ids_after
    kept = [
        row for article, row in before.items() if after[article].story_id in (row.story_id, redirects.get(row.story_id))
    ]
    assert len(kept) >= 0.9 * len(before)  # an article may leave a story for a better one


def test_exact_copies_are_collapsed_before_anything_else(
    connection: duckdb.DuckDBPyConnection, archive: list[Document]
) -> None:
    """A storm of one text keeps one set of bands and one link a copy."""
    text = archive[0].text
    stage_documents(connection, [Document(f"c{number:04d}", None, text) for number in range(400)], 1)
    assert group_pending(connection, 1, in_process).links == 399
    found = grouping.all_memberships(connection)
    assert {row.copy_id for row in found.values()} == {"c0000"}
    assert {article for (article,) in connection.table("stories.bands").select("article_id").fetchall()} == {"c0000"}


def test_documents_without_words_stay_alone() -> None:
    """Empty texts are grouped with nothing, not with each other."""
    found = group_documents([Document("a", None, ""), Document("b", None, "…"), Document("c", None, "")])
    assert [row["relation"] for row in found] == ["independent"] * 3
    assert len({row["story_id"] for row in found}) == 3


def edit(connection: duckdb.DuckDBPyConnection, document: Document, run_seq: int) -> None:
    """Stores a second version of an article, as cleaning does."""
    at = datetime(2000, 1, 1 + run_seq, tzinfo=UTC)
    version = {
        "article_id": document.article_id,
        "version": 2,
        "capture_id": document.article_id,
        "run_seq": run_seq,
        "known_from": at,
        "text": document.text,
        "text_sha256": "2",
        "word_count": 0,
        "authors": [],
        "contributors": [],
        "method": "given",
        "flags": [],
        "cleaner_version": "none",
    }
    store_clean_batch(connection, CleanBatch(versions=[version]))


def test_an_edited_article_is_compared_again(connection: duckdb.DuckDBPyConnection, archive: list[Document]) -> None:
    """A text that became another leaves its copy set; the copies that leant on it still hold together."""
    first, other = archive[0].text, archive[-1].text
    stage_documents(connection, [Document(name, None, first) for name in "abc"] + [Document("z", None, other)], 1)
    group_pending(connection, 1, in_process)
    assert copy_sets(connection) == {"abc", "z"}
    edit(connection, Document("a", None, other), 2)
    group_pending(connection, 2, in_process)
    assert copy_sets(connection) == {"bc", "az"}
    assert connection.table("stories.signatures").count("*").fetchall() == [(4,)]


def copy_sets(connection: duckdb.DuckDBPyConnection) -> set[str]:
    found: dict[str, str] = {}
    for article, row in sorted(grouping.all_memberships(connection).items()):
        found[row.copy_id] = found.get(row.copy_id, "") + article
    return set(found.values())


def test_a_judgement_wins_over_the_score(connection: duckdb.DuckDBPyConnection, archive: list[Document]) -> None:
    """A person parts two copies; the next call regroups them without any new article."""
    stage_documents(connection, [Document(name, None, archive[0].text) for name in "ab"], 1)
    group_pending(connection, 1, in_process)
    assert copy_sets(connection) == {"ab"}
    said = {
        "article_id_a": "a",
        "article_id_b": "b",
        "relation": "different",
        "judged_by": "editor",
        "judged_at": datetime(2031, 1, 1, tzinfo=UTC),
    }
    insert_rows(connection, "stories.judgements", [said])
    group_pending(connection, 2, in_process)
    assert copy_sets(connection) == {"a", "b"}
    assert group_pending(connection, 3, in_process).stories_touched == 0


def test_a_failure_leaves_nothing_behind(connection: duckdb.DuckDBPyConnection, archive: list[Document]) -> None:
    """One call is one transaction."""

    def broken(function: object, batches: object) -> list[list[object]]:
        if "explain" in repr(function):
            raise RuntimeError("worker gone")
        return [function(batch) for batch in batches]  # type: ignore[operator, attr-defined]

    stage_documents(connection, archive, 1)
    with pytest.raises(RuntimeError, match="worker gone"):
        group_pending(connection, 1, broken)  # type: ignore[arg-type]
    assert rows_of(connection) == []
    assert group_pending(connection, 1, in_process).seen == len(archive)


def test_links_are_stored_once_and_ordered(connection: duckdb.DuckDBPyConnection, archive: list[Document]) -> None:
    """Each pair is one row, smaller id first: clusters corrupt silently otherwise."""
    stage_documents(connection, archive, 1)
    group_pending(connection, 1, in_process)
    pairs = connection.table("stories.links").select("article_id_a", "article_id_b").fetchall()
    assert pairs
    assert all(a < b for a, b in pairs)
    assert len(set(pairs)) == len(pairs)


def test_the_object_has_the_fields_of_the_interface(archive: list[Document]) -> None:
    """Names are a contract; parents lie in the same origin."""
    found = group_documents(archive)
    keys = "id copy_id origin_id story_id relation derived_from direction_confidence garble_score evidence"
    assert all(list(row) == keys.split() for row in found)
    origin = {row["id"]: row["origin_id"] for row in found}
    parents = [(row["id"], row["derived_from"]) for row in found if row["derived_from"]]
    assert parents
    assert all(origin[child] == origin[parent] for child, parent in parents)
    assert all(row["evidence"] for row in found if row["relation"] in ("copy", "derived"))


def test_memberships_name_every_article(connection: duckdb.DuckDBPyConnection, archive: list[Document]) -> None:
    """One row an article, whatever was grouped."""
    stage_documents(connection, archive, 1)
    group_pending(connection, 1, in_process)
    found = grouping.all_memberships(connection)
    assert sorted(found) == sorted(document.article_id for document in archive)
    assert all(isinstance(row, Membership) for row in found.values())


def test_a_dated_article_meets_an_undated_one(archive: list[Document]) -> None:
    """Where one has no day of publication, the day both were seen decides; two known days far apart do not meet."""
    told = next(row for row in group_documents(archive) if row["relation"] == "derived" and row["derived_from"])
    texts = {document.article_id: document.text for document in archive}
    one, other = texts[str(told["id"])], texts[str(told["derived_from"])]

    def together(first: str | None, second: str | None) -> bool:
        pair = [Document("a", None, one, first), Document("b", None, other, second)]
        return len({row["story_id"] for row in group_documents(pair)}) == 1

    assert together(None, None)
    assert together("2031-03-18", None)
    assert together("2031-03-18", "2031-03-20T08:00:00+02:00")
    assert not together("2031-03-18", "2031-09-18")
