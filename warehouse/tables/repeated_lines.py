"""Lines that sources repeat across their own pages: counted over the stories they stand in, kept with their run."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from nightdesk.warehouse.bulk import run_on_rows
from nightdesk.warehouse.sql import statement


def learn_repeated_lines(
    connection: duckdb.DuckDBPyConnection, run_seq: int, *, most_articles: int, least_stories: int, most_chars: int
) -> int:
    """Notes lines that sources repeat and returns how many are new; the caller owns the transaction.

    Args:
        connection: an open connection.
        run_seq: the run at whose end this is learned.
        most_articles: how many of a source's latest articles are looked at.
        least_stories: in how many different stories of the source a line must stand.
        most_chars: longer lines are prose.
    """
    values = {
        "run_seq": run_seq,
        "most_articles": most_articles,
        "least_stories": least_stories,
        "most_chars": most_chars,
    }
    row = connection.execute(statement("staging/learn_repeated_lines"), values).fetchone()
    return int(row[0]) if row else 0


def repeated_lines(connection: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[str, int]]]:
    """{source_id: [(line, run at whose end it was learned)]}."""
    found: dict[str, list[tuple[str, int]]] = {}
    for source_id, line, run_seq in connection.execute(statement("staging/repeated_lines")).fetchall():
        found.setdefault(source_id, []).append((line, run_seq))
    return found


def first_runs(connection: duckdb.DuckDBPyConnection, addresses: Sequence[str]) -> dict[str, int]:
    """{address: run in which its article was first seen}, for the addresses that lead to an article."""
    asked = [{"address": address} for address in dict.fromkeys(addresses)]
    found = run_on_rows(connection, "staging/first_runs", "raw.aliases", asked)
    return {row["address"]: row["first_run_seq"] for row in found.to_pylist()}
