"""Names of the whole archive: which entity each means, and what people decided about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import duckdb

from nightdesk.warehouse.bulk import insert_rows, run_on_rows
from nightdesk.warehouse.sql import filled, statement

Row = Mapping[str, object]


class StoredJudgement(NamedTuple):
    """One row of facts.entity_judgements."""

    judgement_id: int
    verdict: str
    type: str
    name: str
    other_name: str | None
    judged_by: str
    judged_at: datetime
    withdrawn_at: datetime | None


class ChangedName(NamedTuple):
    """A name that is new, gone, or mentioned more or less often than when it was resolved."""

    type: str
    name: str
    mention_count: int  # 0: gone
    is_fresh: bool  # nobody has compared it with others yet


class NameToResolve(NamedTuple):
    """A name that a change can touch, or one that such a name depends on."""

    type: str
    name: str
    mention_count: int
    is_context: bool  # itself untouched


def changed_names(connection: duckdb.DuckDBPyConnection, resolver_version: str) -> list[ChangedName]:
    """What changed since names were resolved, sorted; every name where the rules are others."""
    found = connection.execute(statement("facts/changed_names"), {"resolver_version": resolver_version})
    return [ChangedName(*row) for row in found.fetchall()]


def store_blocks(connection: duckdb.DuckDBPyConnection, rows: Sequence[Row], resolver_version: str) -> None:
    """Adds the blocks of fresh names; what other rules said goes. The caller owns the transaction."""
    for table in ("facts.name_blocks", "facts.name_matches"):
        outdated = filled("facts/delete_outdated_names", owned_table=table)
        connection.execute(outdated, {"resolver_version": resolver_version})
    insert_rows(connection, "facts.name_blocks", rows)


def block_mates(connection: duckdb.DuckDBPyConnection, names: Sequence[ChangedName]) -> list[tuple[str, str]]:
    """(type, name) of every name that shares a block with one of these, these too; without people's single names."""
    return [(row["type"], row["name"]) for row in _asked(connection, "facts/block_mates", names)]


def store_matches(connection: duckdb.DuckDBPyConnection, rows: Sequence[Row]) -> None:
    """Adds matches of fresh names; the caller owns the transaction."""
    insert_rows(connection, "facts.name_matches", rows)


def names_to_resolve(connection: duckdb.DuckDBPyConnection, changed: Sequence[ChangedName]) -> list[NameToResolve]:
    """The names whose entity the changes can touch, with all that these depend on."""
    return [NameToResolve(**row) for row in _asked(connection, "facts/names_to_resolve", changed)]


def matches_among(
    connection: duckdb.DuckDBPyConnection, names: Sequence[NameToResolve]
) -> list[tuple[str, str, str, float, str]]:
    """(type, name, other name, score, reason) of the matches between names."""
    return [tuple(row.values()) for row in _asked(connection, "facts/matches_among", names)]


def store_entity_names(connection: duckdb.DuckDBPyConnection, rows: Sequence[Row], gone: Sequence[ChangedName]) -> None:
    """Makes the resolution of these names equal to ``rows`` and deletes who is gone; unchanged rows are not touched.

    Stories whose names now stand for others wait to be reconciled again; the caller owns the transaction.
    """
    for query in ("facts/reset_renamed_stories", "facts/delete_stale_names", "facts/add_entity_names"):
        run_on_rows(connection, query, "facts.entity_names", rows)
    run_on_rows(connection, "facts/delete_names", "facts.entity_names", _keyed(gone))


def _asked(
    connection: duckdb.DuckDBPyConnection, query: str, names: Sequence[ChangedName | NameToResolve]
) -> list[dict[str, Any]]:
    """The rows a query gives for some names."""
    found: list[dict[str, Any]] = run_on_rows(connection, query, "facts.entity_names", _keyed(names)).to_pylist()
    return found


def _keyed(names: Sequence[ChangedName | NameToResolve]) -> list[Row]:
    return [{"type": name.type, "name": name.name, "mention_count": name.mention_count} for name in names]


def types_of(connection: duckdb.DuckDBPyConnection, names: Sequence[str]) -> list[str]:
    """The types under which the archive knows all of the names; empty where it lacks one."""
    return [row[0] for row in connection.execute(statement("facts/types_of_names"), {"names": list(names)}).fetchall()]


def judgements(connection: duckdb.DuckDBPyConnection, with_withdrawn: bool = False) -> list[StoredJudgement]:
    """Judgements in order of time."""
    values = {"with_withdrawn": with_withdrawn}
    return [
        StoredJudgement(*row) for row in connection.execute(statement("facts/entity_judgements"), values).fetchall()
    ]


def record_judgement(
    connection: duckdb.DuckDBPyConnection,
    verdict: str,
    type_: str,
    names: tuple[str, str | None],
    judged_by: str,
    judged_at: datetime,
) -> int:
    """Stores a judgement and returns its number; the caller owns the transaction."""
    row = connection.execute(statement("facts/next_judgement")).fetchone()
    number = int(row[0]) if row else 1
    made = StoredJudgement(number, verdict, type_, names[0], names[1], judged_by, judged_at, None)
    insert_rows(connection, "facts.entity_judgements", [made._asdict()])
    return number


def withdraw_judgement(connection: duckdb.DuckDBPyConnection, judgement_id: int, now: datetime) -> bool:
    """Takes a judgement back; False where none of this number is in force."""
    values = {"judgement_id": judgement_id, "withdrawn_at": now.replace(tzinfo=None)}
    return connection.execute(statement("facts/withdraw_judgement"), values).fetchone() is not None
