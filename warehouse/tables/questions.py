"""Questions and verdicts: which stories wait to be reconciled, their claims, and what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields

import duckdb

from nightdesk.transforms.identity import stable_id
from nightdesk.transforms.records import Claim, Quantity, StoryAnswer, StoryQuestion
from nightdesk.warehouse.bulk import given, insert_rows
from nightdesk.warehouse.sql import statement
from nightdesk.warehouse.tables.keys import delete_owned

MOST_OF_AN_ARTICLE = 500
"""Figures of one article that are compared with others. The most of 433 real ones was 43; every figure is compared with
every other that may answer the same question, so a page of 5,000 took a minute and one of 50,000 would take hours."""


Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class PendingStory:
    """A story that changed; without a fingerprint it is no more."""

    story_id: str
    fingerprint: str | None


def pending_stories(connection: duckdb.DuckDBPyConnection, reconcile_version: str, most: int) -> list[PendingStory]:
    """The next stories to reconcile, at most ``most``."""
    values = {"reconcile_version": reconcile_version, "most": most}
    return [PendingStory(*row) for row in connection.execute(statement("facts/pending_stories"), values).fetchall()]


def story_claims(connection: duckdb.DuckDBPyConnection, story_ids: Sequence[str]) -> dict[str, list[Claim]]:
    """{story_id: claims} for the stories that have figures; of an article the first `MOST_OF_AN_ARTICLE`."""
    claims: dict[str, list[Claim]] = {}
    with given(connection, story_ids, column="story_id"):
        rows = connection.execute(
            statement("facts/story_claims"), {"most_of_an_article": MOST_OF_AN_ARTICLE}
        ).fetchall()
    for row in rows:
        story_id, quantity_id, article_id, origin_id, parent, is_superseded, sentence, *quantity = row
        claim = Claim(quantity_id, article_id, origin_id, parent, sentence, Quantity(*quantity), is_superseded)
        claims.setdefault(story_id, []).append(claim)
    return claims


def store_questions(
    connection: duckdb.DuckDBPyConnection,
    run_seq: int,
    decided: Sequence[tuple[PendingStory, Sequence[StoryQuestion]]],
    origins: dict[str, tuple[str, str]],
    reconcile_version: str,
) -> None:
    """Replaces the questions of the stories; the caller owns the transaction.

    Args:
        connection: the working database.
        run_seq: the run that decided.
        decided: stories with their questions.
        origins: {quantity_id: (article_id, origin_id)} of every claim.
        reconcile_version: version of the rules.
    """
    stories = [story.story_id for story, _ in decided]
    delete_owned(connection, "story_id", stories, ("facts.questions", "facts.answers", "facts.reconciliations"))
    made = {"run_seq": run_seq, "reconcile_version": reconcile_version}
    keyed = [(_key(story.story_id, question), question) for story, found in decided for question in found]
    insert_rows(connection, "facts.questions", [key | _question_row(question) | made for key, question in keyed])
    answers = [
        key | _answer_row(answer, *origins[answer.quantity_id]) | {"reconcile_version": reconcile_version}
        for key, question in keyed
        for answer in question.claims
    ]
    insert_rows(connection, "facts.answers", answers)
    done = [{"story_id": story.story_id, "fingerprint": story.fingerprint} | made for story, _ in decided]
    insert_rows(connection, "facts.reconciliations", [row for row in done if row["fingerprint"] is not None])


def _key(story_id: str, question: StoryQuestion) -> Row:
    """A question is the one that its first claim answers: every figure answers one question."""
    first = min(claim.quantity_id for claim in question.claims)
    return {"slot_id": stable_id("slot", story_id, first), "story_id": story_id}


def _question_row(question: StoryQuestion) -> Row:
    """What is asked and decided; the answers have a table of their own."""
    return {field.name: getattr(question, field.name) for field in fields(question) if field.name != "claims"}


def _answer_row(answer: StoryAnswer, article_id: str, origin_id: str) -> Row:
    return {"article_id": article_id, "origin_id": origin_id} | asdict(answer)
