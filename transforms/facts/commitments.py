"""The commitments of an article."""

from __future__ import annotations

from nightdesk.transforms.facts.document import Analysed
from nightdesk.transforms.records import Commitment


def find_commitments(doc: Analysed) -> tuple[Commitment, ...]:
    """Every commitment of the article in order."""
    return ()
