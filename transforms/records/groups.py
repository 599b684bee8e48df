"""Articles beside each other: how two relate, and where each stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


@dataclass(frozen=True, slots=True)
class Document:
    """An article as the grouping and extracting transforms see it."""

    article_id: str
    title: str | None
    text: str
    published: str | None = None  # ISO 8601
    source_id: str | None = None
    language: str | None = None
    authors: tuple[str, ...] = ()
    agency: str | None = None
    contributors: tuple[str, ...] = ()
    outlet: str | None = None  # host of its address; None for files


class Relation(StrEnum):
    """How two articles relate; the order is from closest to farthest."""

    SAME_DOCUMENT = "same_document"
    DERIVED_FROM = "derived_from"
    SAME_STORY = "same_story"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Link:
    """Scored relation of two articles with its evidence; ``article_id_a < article_id_b`` always."""

    article_id_a: str
    article_id_b: str
    relation: Relation
    score: float  # 0..1, the matcher's probability of the relation
    derived_article_id: str | None  # which of the two derives from the other; None = unknown
    direction_confidence: float | None
    shared_share: float | None  # share of the shorter text found again in the other, 0..1
    garble_score: float | None  # how damaged the derived text is, 0 clean .. 1 garbled
    evidence: str  # JSON: aligned sentence pairs, shared rare terms, bylines, introduced errors
    matcher_version: str


@dataclass(frozen=True, slots=True)
class Membership:
    """Where one article stands: its copy set, its origin, its story, and what it came from."""

    article_id: str
    copy_id: str
    origin_id: str
    story_id: str
    relation: Literal["original", "copy", "derived", "independent"]
    derived_from_article_id: str | None
    direction_confidence: float | None
    garble_score: float | None
