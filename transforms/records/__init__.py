"""Frozen records: the words every room shares.

A record is a value: no behaviour beyond small derived properties, no I/O, no clock. Field names are the
column names of the tables that hold them. Offsets are Unicode code points into the article's text, end
exclusive; instants are timezone-aware UTC; ``None`` means unknown, never a guess.
"""

from __future__ import annotations

from nightdesk.transforms.records.captures import (
    Article,
    Capture,
    Hints,
    Reason,
    Rejection,
    RemovedBlock,
)
from nightdesk.transforms.records.facts import (
    Commitment,
    DateMention,
    Extraction,
    Mention,
    Quantity,
    Quote,
    Sentence,
    Span,
    Statement,
    Zone,
)
from nightdesk.transforms.records.groups import (
    Document,
    Link,
    Membership,
    Relation,
)
from nightdesk.transforms.records.story_questions import (
    Claim,
    StoryAnswer,
    StoryQuestion,
    Verdict,
)

__all__ = [
    "Article",
    "Capture",
    "Claim",
    "Commitment",
    "DateMention",
    "Document",
    "Extraction",
    "Hints",
    "Link",
    "Membership",
    "Mention",
    "Quantity",
    "Quote",
    "Reason",
    "Rejection",
    "Relation",
    "RemovedBlock",
    "Sentence",
    "Span",
    "Statement",
    "StoryAnswer",
    "StoryQuestion",
    "Verdict",
    "Zone",
]
