"""Slots and verdicts: which stories wait to be reconciled, their claims, and what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from nightdesk.transforms.identity import stable_id
from nightdesk.transforms.records import Claim, Quantity, StoryQuestion
from nightdesk.warehouse.bulk import given, insert_rows
from nightdesk.warehouse.sql import statement
from nightdesk.warehouse.tables.keys import delete_owned

MOST_OF_AN_ARTICLE = 500
"""Figures of one article that are compared with others. The most of 433 real ones was 43; every figure is compared with
every other that may answer the same question, so a page of 5,000 took a minute and one of 50,000 would take hours."""


@dataclass(frozen=True, slots=True)
class PendingStory:
    """A story that changed; without a fingerprint it is no more."""

    story_id: str
    fingerprint: str | None


def pending_stories(connection: duckdb.DuckDBPyConnection, slots_version: str, most: int) -> list[PendingStory]:
    """The next stories to reconcile, at most ``most``."""
    values = {"slots_version": slots_version, "most": most}
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


def store_slots(
    connection: duckdb.DuckDBPyConnection,
    run_seq: int,
    decided: Sequence[tuple[PendingStory, Sequence[StoryQuestion]]],
    origins: dict[str, tuple[str, str]],
    slots_version: str,
) -> None:
    """Replaces the slots of the stories; the caller owns the transaction.

    Args:
        connection: the working database.
        run_seq: the run that decided.
        decided: stories with their slots.
        origins: {quantity_id: (article_id, origin_id)} of every claim.
        slots_version: version of the slot rules.
    """
    stories = [story.story_id for story, _ in decided]
    delete_owned(connection, "story_id", stories, ("facts.slots", "facts.slot_claims", "facts.reconciliations"))
    made = {"run_seq": run_seq, "slots_version": slots_version}
    slots = [(_slot_id(story.story_id, slot), story.story_id, slot) for story, found in decided for slot in found]
    insert_rows(
        connection, "facts.slots", [_slot_row(slot_id, story_id, slot) | made for slot_id, story_id, slot in slots]
    )
    claims = [
        {
            "slot_id": slot_id,
            "story_id": story_id,
            "article_id": origins[claim.quantity_id][0],
            "origin_id": origins[claim.quantity_id][1],
            "quantity_id": claim.quantity_id,
            "group_no": claim.group_no,
            "is_error": claim.is_error,
            "note": claim.note,
            "slots_version": slots_version,
        }
        for slot_id, story_id, slot in slots
        for claim in slot.claims
    ]
    insert_rows(connection, "facts.slot_claims", claims)
    done = [{"story_id": story.story_id, "fingerprint": story.fingerprint} | made for story, _ in decided]
    insert_rows(connection, "facts.reconciliations", [row for row in done if row["fingerprint"] is not None])


def _slot_id(story_id: str, slot: StoryQuestion) -> str:
    """A slot is the one that holds its first claim: every figure answers one question."""
    return stable_id("slot", story_id, min(claim.quantity_id for claim in slot.claims))


def _slot_row(slot_id: str, story_id: str, slot: StoryQuestion) -> dict[str, object]:
    return {
        "slot_id": slot_id,
        "story_id": story_id,
        "label": slot.label,
        "unit_class": slot.unit_class,
        "head": slot.head,
        "predicate": slot.predicate,
        "status": slot.status,
        "as_of": slot.as_of,
        "verdict": str(slot.verdict),
        "reason": slot.reason,
        "independent_origins": slot.independent_origins,
    }
