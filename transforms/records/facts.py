"""The facts of one article, each with its place in the text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from nightdesk.transforms.quick_records import quick_record
from nightdesk.transforms.records.captures import RemovedBlock

Span = tuple[int, int]  # (start, end) in code points, end exclusive

Zone = Literal["headline", "dateline", "byline", "credit", "subhead", "caption", "boilerplate", "body"]


@quick_record
class Sentence:
    """A sentence of the text, numbered from 0, with the zone it stands in."""

    sentence_no: int
    start: int
    end: int
    zone: Zone


@quick_record
class Mention:
    """A span that names or points to an entity."""

    sentence_no: int
    start: int
    end: int
    surface: str
    type: Literal["PERSON", "ORG", "PLACE", "OTHER"]
    kind: Literal["name", "nominal", "pronoun", "role", "demonym", "acronym", "metonym"]
    canonical: str | None
    entity_id: str | None
    rule: str
    confidence: float


@quick_record
class Quote:
    """What someone is reported to have said; ``term`` marks scare quotes, which are no statement."""

    sentence_no: int
    start: int  # hull of the pieces
    end: int
    surface: str
    kind: Literal["direct", "partial", "indirect", "term"]
    pieces: tuple[Span, ...]
    source: Span | None  # the words that name the speaker
    cue: Span | None
    cue_lemma: str | None
    speaker: str | None  # canonical name
    speaker_status: Literal["named", "role", "pronoun", "unknown"]
    polarity: Literal["positive", "negative"]
    modality: str  # asserted, expected, planned, conditional, possible, demanded
    rule: str
    confidence: float


@quick_record
class Quantity:
    """A figure: its value, the interval its words mean, what it counts, and what the question it answers is about."""

    sentence_no: int
    start: int
    end: int
    surface: str
    kind: Literal["count", "money", "percent", "measure", "duration", "age", "ordinal"]
    value: float | None
    low: float | None  # None = unbounded
    high: float | None
    low_open: bool
    high_open: bool
    approx: bool
    qualifier: str | None  # as written: "around", "more than"
    unit: str | None  # as written: "countries"
    unit_class: str | None  # country, person, day, EUR, percent, ...
    currency: str | None  # ISO 4217
    status: Literal["actual", "expected", "planned"]
    attributed_to: str | None  # canonical name of whoever states it; None = the article
    head: str | None  # lemma of what is counted: "leader"
    subject: str | None  # who or what the figure is about
    predicate: str | None  # class of the predicate: participate, die, injure, pay, freeze, ...
    as_of: date | None  # day the figure speaks of
    rule: str
    confidence: float


@quick_record
class DateMention:
    """A TIMEX3 expression, resolved against the reference date when there is one."""

    sentence_no: int
    start: int
    end: int
    surface: str
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str | None  # TIMEX3
    first_day: date | None
    last_day: date | None
    rule: str
    confidence: float


@quick_record
class Statement:
    """Who did or does what: a trigger verb with the spans of its subject and object."""

    sentence_no: int
    start: int  # the trigger
    end: int
    surface: str
    subject: Span | None
    object: Span | None
    predicate: str
    polarity: Literal["POS", "NEG"]
    time: Literal["PAST", "PRESENT", "FUTURE", "NONE"]
    certainty: Literal["CERTAIN", "UNCERTAIN"]
    modality: str
    attributed_to: str | None
    first_day: date | None
    last_day: date | None
    rule: str
    confidence: float


@quick_record
class Commitment:
    """A promise, offer or refusal; stored as one row per actor."""

    sentence_no: int
    start: int  # the clause
    end: int
    surface: str
    trigger: Span
    actors: tuple[str, ...]
    action: str | None
    target: str | None
    polarity: Literal["positive", "negative"]
    modality: str  # pledged_firm, promised, offered, agreed, planned, considered, conditional, refused
    conditional: bool
    condition: Span | None
    attributed_to: str | None
    due_date: date | None
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Extraction:
    """Every fact found in one article, with the date its relative dates were read against."""

    article_id: str
    reference_date: date | None
    reference_basis: str | None  # given, text, or None
    sentences: tuple[Sentence, ...]
    quotes: tuple[Quote, ...]
    mentions: tuple[Mention, ...]
    dates: tuple[DateMention, ...]
    quantities: tuple[Quantity, ...]
    statements: tuple[Statement, ...]
    commitments: tuple[Commitment, ...]
    byline: tuple[str, ...] = ()
    agency: str | None = None
    dateline: str | None = None
    publication_date: date | None = None  # stated in the text
    boilerplate: tuple[RemovedBlock, ...] = ()
    capped: tuple[str, ...] = ()  # caps the article reached: what is beyond them is left out
    language: str | None = None  # ISO 639-1, as declared or detected
    skipped: str | None = None  # the rule by which the article was not read for facts: "language"
