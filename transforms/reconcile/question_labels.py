"""The English words for a question of a story: "country or leader: participate, 15 March 2025".

They are for people alone; nothing is compared by them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from nightdesk.transforms.records import Claim, Quantity


def question_label(claims: Sequence[Claim], day: date | None) -> str:
    """ "country or leader: participate, 15 March 2025"; "amount in EUR, Veldria: pay (planned)".

    Args:
        claims: the figures that answer the question, at least one.
        day: the day it is asked of.
    """
    quantities = [claim.quantity for claim in claims]
    status = quantities[0].status
    predicate = most_frequent([each.predicate for each in quantities if each.predicate])
    return "".join((
        ", ".join([_what(quantities), *_whose(claims)]),
        f": {predicate}" if predicate else "",
        f" ({status})" if status != "actual" else "",
        f", {day.day} {day:%B %Y}" if day else "",
    ))  # fmt: skip


def _what(quantities: Sequence[Quantity]) -> str:
    """What is counted, and in which unit where that is not the same."""
    first = quantities[0]
    heads = sorted({each.head for each in quantities if each.head})
    heads = [head for head in heads if head != "person" or "people" not in heads]
    if first.currency:
        return f"{' or '.join(heads) or 'amount'} in {first.currency}"
    if first.kind == "percent":
        return f"{' or '.join(heads) or 'share'} in per cent"
    return " or ".join(heads) or first.unit_class or first.kind


def _whose(claims: Sequence[Claim]) -> list[str]:
    """The subject that more than half of the figures name, spelled as in their sentences."""
    named = [claim.quantity.subject.casefold() for claim in claims if claim.quantity.subject]
    subject = most_frequent(named)
    if 2 * named.count(subject) <= len(claims):
        return []
    spelled = [re.search(rf"\b{re.escape(subject)}\b", claim.sentence, re.IGNORECASE) for claim in claims]
    return [most_frequent([found[0] for found in spelled if found]) or subject]


def most_frequent(words: Sequence[str]) -> str:
    """The most frequent word, the first of the alphabet among equals; "" where there is none."""
    counts = Counter(words)
    return min(counts, key=lambda word: (-counts[word], word), default="")
