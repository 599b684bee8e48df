"""Utterances and stance changes: what reconcile compares beside figures, and what it found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import duckdb

from nightdesk.transforms.identity import stable_id
from nightdesk.warehouse.bulk import given, insert_rows
from nightdesk.warehouse.sql import statement
from nightdesk.warehouse.tables.keys import delete_owned

Row = dict[str, object]
QuoteRow = tuple[str, str, str | None, tuple[tuple[int, str], ...]]
"""(quote_id, article_id, speaker, ((start, words), …))"""
StanceRow = tuple[str, str, str, str | None, str, str]
"""(commitment_id, article_id, actor, action, polarity, modality)"""


def story_quotes(connection: duckdb.DuckDBPyConnection, story_ids: Sequence[str]) -> dict[str, list[QuoteRow]]:
    """{story_id: what its articles put in quotation marks} for the stories that quote somebody."""
    found: dict[str, list[QuoteRow]] = {}
    with given(connection, story_ids, column="story_id"):
        rows = connection.execute(statement("facts/story_quotes")).fetchall()
    for row in rows:
        story_id, quote_id, article_id, speaker, pieces = row
        words = tuple((piece["start_at"], piece["words"]) for piece in pieces)
        found.setdefault(story_id, []).append((quote_id, article_id, speaker, words))
    return found


def story_stances(connection: duckdb.DuckDBPyConnection, story_ids: Sequence[str]) -> dict[str, list[StanceRow]]:
    """{story_id: who commits to what} for the stories with commitments."""
    found: dict[str, list[StanceRow]] = {}
    with given(connection, story_ids, column="story_id"):
        rows = connection.execute(statement("facts/story_commitments")).fetchall()
    for row in rows:
        found.setdefault(row[0], []).append(row[1:])
    return found


def store_utterances(
    connection: duckdb.DuckDBPyConnection,
    run_seq: int,
    rows: Mapping[str, Sequence[Sequence[Row]]],
    reconcile_version: str,
) -> None:
    """Replaces the utterances of the stories; the caller owns the transaction.

    Args:
        connection: the working database.
        run_seq: the run that decided.
        rows: {story_id: utterances}, an utterance being the rows of its lines in order.
        reconcile_version: version of the rules.
    """
    delete_owned(connection, "story_id", rows, ["facts.utterances"])
    made = {"run_seq": run_seq, "reconcile_version": reconcile_version}
    stored = [
        {"utterance_id": stable_id("utterance", story_id, lines[0]["quote_id"], lines[0]["start"])}
        | {"story_id": story_id}
        | line
        | made
        for story_id, utterances in rows.items()
        for lines in utterances
        for line in lines
    ]
    insert_rows(connection, "facts.utterances", stored)


def store_stance_changes(
    connection: duckdb.DuckDBPyConnection, run_seq: int, rows: Mapping[str, Sequence[Row]], reconcile_version: str
) -> None:
    """Replaces the stance changes of the stories by ``{story_id: rows}``; the caller owns the transaction."""
    delete_owned(connection, "story_id", rows, ["facts.stance_changes"])
    made = {"run_seq": run_seq, "reconcile_version": reconcile_version}
    stored = [
        {"stance_id": stable_id("stance", story_id, row["actor"], row["deed"]), "story_id": story_id} | row | made
        for story_id, changes in rows.items()
        for row in changes
    ]
    insert_rows(connection, "facts.stance_changes", stored)
