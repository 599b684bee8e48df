"""Conflicting commitments of one actor."""

from nightdesk.transforms.facts.extract import extract
from nightdesk.transforms.reconcile.commitment_conflicts import Stance, deed_of, find_stance_changes
from nightdesk.transforms.records import Document


def stances(*texts: str) -> list[Stance]:
    """The stances of articles a0, a1, …"""
    return [
        Stance(f"a{number}-{place}", f"a{number}", actor, found.action, found.polarity, found.modality)
        for number, text in enumerate(texts)
        for place, found in enumerate(extract(Document(f"a{number}", None, text, None, language="en")).commitments)
        for actor in found.actors
    ]


def summary(found: list[Stance]) -> list[tuple[str, str, str, list[str]]]:
    return [
        (change.actor, change.deed, change.reason, [stance.article_id for stance in change.stances])
        for change in find_stance_changes(found)
    ]


def test_firm_against_conditional() -> None:
    """A firm pledge and a conditional offer of one deed do not go together, whatever verb names the deed."""
    found = stances("Norway firmly pledged to send ferries.", "Norway offered to deploy ferries if the storm ends.")
    assert summary(found) == [("Norway", "send ferry", "softened", ["a0", "a1"])]


def test_promise_against_refusal() -> None:
    """What one text promises the other refuses."""
    found = stances("Norway will send ferries.", "Chile will send barges.", "Norway ruled out sending ferries.")
    assert summary(found) == [("Norway", "send ferry", "refused", ["a0", "a2"])]


def test_other_actors_and_deeds_do_not_conflict() -> None:
    """Different actors may differ, and so may different deeds."""
    found = stances("Norway will send ferries.", "Chile will not send ferries.", "Norway will not sell barges.")
    assert summary(found) == []
    assert deed_of(found[0].action) == ("send", "ferry")


def test_order_does_not_matter() -> None:
    """The same stances in another order give the same changes."""
    found = stances("Norway will send ferries.", "Norway and Chile will not send ferries.", "Chile will send ferries.")
    assert find_stance_changes(found[::-1]) == find_stance_changes(found)
    assert [change.actor for change in find_stance_changes(found)] == ["Chile", "Norway"]
