"""Names of the whole archive: which entity each stands for, and what people decided about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import duckdb

from nightdesk.warehouse.bulk import insert_rows, run_on_rows
from nightdesk.warehouse.statements import statement


class Judgement(NamedTuple):
    """One row of facts.entity_judgements."""

    judgement_id: int
    verdict: str
    type: str
    name: str
    other_name: str | None
    judged_by: str
    judged_at: datetime
    withdrawn_at: datetime | None


def names_found(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str, int]]:
    """(canonical name, type, number of mentions) over all articles, sorted."""
    return connection.execute(statement("facts/entity_names_found")).fetchall()


def store_entity_names(connection: duckdb.DuckDBPyConnection, rows: Sequence[dict[str, object]]) -> None:
    """Makes the resolution of names equal to ``rows``; unchanged rows are not touched.

    Stories whose names now stand for others wait to be reconciled again; the caller owns the transaction.
    """
    run_on_rows(connection, "facts/forget_renamed_stories", "facts.entity_names", rows)
    run_on_rows(connection, "facts/stale_entity_names", "facts.entity_names", rows)
    run_on_rows(connection, "facts/add_entity_names", "facts.entity_names", rows)


def types_of(connection: duckdb.DuckDBPyConnection, names: Sequence[str]) -> list[str]:
    """The types under which the archive knows all of the names; empty where it lacks one."""
    return [row[0] for row in connection.execute(statement("facts/types_of_names"), {"names": list(names)}).fetchall()]


def judgements(connection: duckdb.DuckDBPyConnection, with_withdrawn: bool = False) -> list[Judgement]:
    """Judgements in order of time."""
    values = {"with_withdrawn": with_withdrawn}
    return [Judgement(*row) for row in connection.execute(statement("facts/entity_judgements"), values).fetchall()]


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
    made = Judgement(number, verdict, type_, names[0], names[1], judged_by, judged_at, None)
    insert_rows(connection, "facts.entity_judgements", [made._asdict()])
    return number


def withdraw_judgement(connection: duckdb.DuckDBPyConnection, judgement_id: int, now: datetime) -> bool:
    """Takes a judgement back; False where none of this number is in force."""
    values = {"judgement_id": judgement_id, "withdrawn_at": now.replace(tzinfo=None)}
    return connection.execute(statement("facts/withdraw_judgement"), values).fetchone() is not None
