"""The statements of an article."""

from __future__ import annotations

from nightdesk.transforms.facts.document import Analysed
from nightdesk.transforms.records import Statement


def find_statements(doc: Analysed) -> tuple[Statement, ...]:
    """Every statement of the article in order."""
    return ()
