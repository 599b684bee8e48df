"""Questions that figures of a story answer, their answers, and how these compare."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nightdesk.transforms.records.facts import Quantity


class Verdict(StrEnum):
    """How the answers to one question compare across origins."""

    AGREE = "agree"  # the same figure from at least two origins
    COMPATIBLE = "compatible"  # different words, overlapping intervals
    CONTESTED = "contested"  # two origins whose intervals exclude each other
    SCALE_ERROR = "scale_error"  # values a power of ten apart
    COPIED_ERROR = "copied_error"  # a derived article changed its parent's figure
    SINGLE = "single"  # one origin only: nothing to compare with


@dataclass(frozen=True, slots=True)
class Claim:
    """One figure of one article of a story, as the question rule sees it."""

    quantity_id: str
    article_id: str
    origin_id: str
    derived_from_article_id: str | None
    sentence: str
    quantity: Quantity
    is_superseded: bool = False  # stated by a version that its article has since replaced


@dataclass(frozen=True, slots=True)
class StoryAnswer:
    """A claim's place among the answers to a question: claims of one group are compatible with each other."""

    quantity_id: str
    group_no: int
    is_error: bool  # this claim is the scale or copying error
    note: str | None


@dataclass(frozen=True, slots=True)
class StoryQuestion:
    """A question that figures of one story answer, and how the answers compare."""

    kind: str  # of its figures: count, money, percent, ...
    unit_class: str  # what is counted or measured; the kind where that is all there is
    currency: str | None
    heads: tuple[str, ...]  # every noun that its figures count
    subject: str | None  # whose it is, where more than half of the figures name it
    predicate: str | None  # what happened, in most of the figures
    status: str
    as_of: date | None
    verdict: Verdict
    reason: str
    independent_origins: int
    claims: tuple[StoryAnswer, ...]
