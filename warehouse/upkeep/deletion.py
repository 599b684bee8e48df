"""Finds and deletes what somebody has a right to have deleted: articles, captures, and all that was made of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from nightdesk.warehouse.bulk import given, insert_rows
from nightdesk.warehouse.sql import filled, statement
from nightdesk.warehouse.tables.keys import FACT_KEYS, delete_owned


@dataclass(frozen=True, slots=True)
class DeletionScope:
    """What a request would remove; of a person only facts, in the articles and stories named."""

    addresses: tuple[str, ...]
    articles: tuple[str, ...]
    captures: tuple[str, ...]
    stories: tuple[str, ...]
    """Stories that hold one of the articles: named, linked and compared again."""
    sources: tuple[str, ...]
    facts: int


@dataclass(frozen=True, slots=True)
class Kept:
    """A capture that stays, in a file that another one leaves."""

    capture_id: str
    warc_file: str
    warc_offset: int
    warc_length: int


def suppressed_keys(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """The hashes of everything on the suppression list."""
    return frozenset(row[0] for row in connection.execute(statement("deletion/suppressed_keys")).fetchall())


def find(connection: duckdb.DuckDBPyConnection, addresses: Sequence[str], domain: str | None) -> DeletionScope:
    """What hangs on some addresses, or on all addresses of a domain."""
    asked = {"addresses": list(addresses), "domain": domain}
    known = [row[0] for row in connection.execute(statement("deletion/addresses"), asked).fetchall()]
    with _given(connection, addresses=known):
        articles = _ids(connection, "articles")
        with _given(connection, articles=articles):
            captures = _ids(connection, "captures")
            with _given(connection, captures=captures):
                known = _ids(connection, "all_addresses")
                sources = _ids(connection, "sources")
            stories = _ids(connection, "stories")
            facts = sum(_count_facts(connection, f"facts.{kind}") for kind in FACT_KEYS)
    return DeletionScope(tuple(known), tuple(articles), tuple(captures), tuple(stories), tuple(sources), facts)


def _count_facts(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    return int(connection.execute(filled("deletion/count_facts", fact_table=table)).fetchall()[0][0])


def find_person(connection: duckdb.DuckDBPyConnection, names: Sequence[str]) -> DeletionScope:
    """The facts that name a person, their articles and stories; ``names`` as the archive writes them."""
    with _given(connection, names=names):
        facts = _ids(connection, "person_facts")
    articles = tuple(sorted(set(facts)))
    with _given(connection, articles=articles):
        stories = tuple(_ids(connection, "stories"))
    return DeletionScope((), articles, (), stories, (), len(facts))


def person_names(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str | None]]:
    """(name, entity it means) of every person the archive knows."""
    return connection.execute(statement("deletion/names")).fetchall()


def kept_beside(connection: duckdb.DuckDBPyConnection, captures: Iterable[str]) -> list[Kept]:
    """The captures that stay in the files of those that go."""
    with _given(connection, captures=captures):
        return [Kept(*row) for row in connection.execute(statement("deletion/places")).fetchall()]


def move_captures(connection: duckdb.DuckDBPyConnection, moved: Sequence[Kept]) -> None:
    """Writes down where captures lie now; the caller owns the transaction."""
    rows = [{"capture_id": each.capture_id, "warc_file": each.warc_file, "offset": each.warc_offset} for each in moved]
    schema = pa.schema([("capture_id", pa.string()), ("warc_file", pa.string()), ("warc_offset", pa.int64())])
    table = pa.table([[row[key] for row in rows] for key in ("capture_id", "warc_file", "offset")], schema=schema)
    connection.register("given_moved", table)
    try:
        connection.execute(statement("deletion/move_captures"))
    finally:
        connection.unregister("given_moved")


def delete(
    connection: duckdb.DuckDBPyConnection,
    found: DeletionScope,
    story_ids: Sequence[str],
    hosts: Sequence[str],
    window_days: int,
) -> None:
    """Deletes everything found; the caller owns the transaction and runs the later stages.

    Args:
        connection: the working database.
        found: see `find`.
        story_ids: ids that were, or could have been, made from one of the articles.
        hosts: hosts whose robots.txt goes too.
        window_days: days within which articles weigh each other's terms.
    """
    connection.register("given_window", pa.table({"days": pa.array([window_days])}))
    try:
        with _given(
            connection,
            addresses=found.addresses,
            articles=found.articles,
            captures=found.captures,
            stories=found.stories,
            hosts=hosts,
        ):
            connection.execute(statement("deletion/delete_derived"))
    finally:
        connection.unregister("given_window")
    owners = {
        "story_id": found.stories,
        "article_id": found.articles,
        "capture_id": found.captures,
        "address": found.addresses,
        "redirected_story_id": story_ids,
    }
    for key, ids in owners.items():
        delete_owned(connection, key, ids)
    with _given(connection, sources=found.sources):
        connection.execute(statement("deletion/delete_sources"))


def delete_person(connection: duckdb.DuckDBPyConnection, names: Sequence[str], stories: Sequence[str]) -> None:
    """Deletes the facts that name a person; the caller owns the transaction and compares the stories again."""
    delete_owned(connection, "story_id", stories, ["facts.reconciliations"])
    with _given(connection, names=names):
        connection.execute(statement("deletion/delete_person"))


def drop_dead_redirects(connection: duckdb.DuckDBPyConnection) -> None:
    """Deletes redirects to stories that are no more; call after grouping."""
    connection.execute(statement("deletion/drop_dead_redirects"))


def record(connection: duckdb.DuckDBPyConnection, keys: Iterable[str], request: Mapping[str, object]) -> None:
    """Adds hashes to the suppression list; those already on it stay as they are."""
    known = suppressed_keys(connection)
    insert_rows(
        connection, "ops.suppression_list", [{"key_sha256": key, **request} for key in sorted(set(keys) - known)]
    )


_COLUMNS = {
    "addresses": "address",
    "articles": "article_id",
    "captures": "capture_id",
    "stories": "story_id",
    "sources": "source_id",
    "hosts": "host",
    "names": "name",
}


@contextmanager
def _given(connection: duckdb.DuckDBPyConnection, **lists: Iterable[str]) -> Iterator[None]:
    """Lists visible to statements as tables ``given_<name>``."""
    with ExitStack() as after:
        for name, values in lists.items():
            after.enter_context(given(connection, values, f"given_{name}", _COLUMNS[name]))
        yield


def _ids(connection: duckdb.DuckDBPyConnection, query: str) -> list[str]:
    return [row[0] for row in connection.execute(statement(f"deletion/{query}")).fetchall()]
