"""Conflicting commitments of one actor."""

from nightdesk.transforms.facts.extract import extract
from nightdesk.transforms.facts.stances import conflicting, deed_of
from nightdesk.transforms.records import Commitment, Document


def commitments(*texts: str) -> list[Commitment]:
    return [one for text in texts for one in extract(Document("a", None, text, None)).commitments]


def test_firm_against_conditional() -> None:
    """A firm pledge and a conditional offer of one deed do not go together, whatever verb names the deed."""
    found = commitments("Norway firmly pledged to send ferries.", "Norway offered to deploy ferries if the storm ends.")
    assert conflicting(found) == ((0, 1),)


def test_promise_against_refusal() -> None:
    """What one text promises the other refuses."""
    found = commitments("Norway will send ferries.", "Chile will send barges.", "Norway ruled out sending ferries.")
    assert conflicting(found) == ((0, 2),)


def test_other_actors_and_deeds_do_not_conflict() -> None:
    """Different actors may differ, and so may different deeds."""
    found = commitments("Norway will send ferries.", "Chile will not send ferries.", "Norway will not sell barges.")
    assert conflicting(found) == ()
    assert deed_of(found[0]) == ("send", "ferry")
