"""What a question of a story asks, from the figures that answer it: what is counted, and whose it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from nightdesk.transforms.records import Claim


def counted_heads(claims: Iterable[Claim]) -> tuple[str, ...]:
    """Each noun that the figures count, in the order of the alphabet."""
    return tuple(sorted({claim.quantity.head for claim in claims if claim.quantity.head}))


def shared_subject(claims: Sequence[Claim]) -> str | None:
    """The subject that more than half of the figures name, as most of their sentences spell it."""
    named = [claim.quantity.subject.casefold() for claim in claims if claim.quantity.subject]
    subject = most_frequent(named)
    if subject is None or 2 * named.count(subject) <= len(claims):
        return None
    spelled = [re.search(rf"\b{re.escape(subject)}\b", claim.sentence, re.IGNORECASE) for claim in claims]
    return most_frequent(found[0] for found in spelled if found) or subject


def most_frequent(words: Iterable[str]) -> str | None:
    """The most frequent word, the first of the alphabet among equals; None where there is none."""
    counts = Counter(words)
    return min(counts, key=lambda word: (-counts[word], word), default=None)
