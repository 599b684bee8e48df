"""Conflicting commitments of one actor."""

from nightdesk.transforms.facts.extract import extract
from nightdesk.transforms.reconcile.commitment_conflicts import (
    StatedCommitment,
    deed_of,
    find_commitment_conflicts,
)
from nightdesk.transforms.records import Document


def commitments(*texts: str) -> list[StatedCommitment]:
    """The commitments of articles a0, a1, …"""
    return [
        StatedCommitment(f"a{number}-{place}", f"a{number}", actor, found.action, found.polarity, found.modality)
        for number, text in enumerate(texts)
        for place, found in enumerate(extract(Document(f"a{number}", None, text, None, language="en")).commitments)
        for actor in found.actors
    ]


def summary(found: list[StatedCommitment]) -> list[tuple[str, str, str, list[str]]]:
    return [
        (conflict.actor, conflict.deed, conflict.reason, [stated.article_id for stated in conflict.commitments])
        for conflict in find_commitment_conflicts(found)
    ]


def test_firm_against_conditional() -> None:
    """A firm pledge and a conditional offer of one deed do not go together, whatever verb names the deed."""
    found = commitments("Norway firmly pledged to send ferries.", "Norway offered to deploy ferries if the storm ends.")
    assert summary(found) == [("Norway", "send ferry", "softened", ["a0", "a1"])]


def test_promise_against_refusal() -> None:
    """What one text promises the other refuses."""
    found = commitments("Norway will send ferries.", "Chile will send barges.", "Norway ruled out sending ferries.")
    assert summary(found) == [("Norway", "send ferry", "refused", ["a0", "a2"])]


def test_other_actors_and_deeds_do_not_conflict() -> None:
    """Different actors may differ, and so may different deeds."""
    found = commitments("Norway will send ferries.", "Chile will not send ferries.", "Norway will not sell barges.")
    assert summary(found) == []
    assert deed_of(found[0].action) == ("send", "ferry")


def test_order_does_not_matter() -> None:
    """The same commitments in another order give the same conflicts."""
    found = commitments(
        "Norway will send ferries.", "Norway and Chile will not send ferries.", "Chile will send ferries."
    )
    assert find_commitment_conflicts(found[::-1]) == find_commitment_conflicts(found)
    assert [conflict.actor for conflict in find_commitment_conflicts(found)] == ["Chile", "Norway"]
