"""Frozen records: the words every room shares.

A record is a value: no behaviour beyond small derived properties, no I/O, no clock. Field names are the
column names of the tables that hold them. Offsets are Unicode code points into the article's text, end
exclusive; instants are timezone-aware UTC; ``None`` means unknown, never a guess.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from nightdesk.transforms.quick_records import quick_record

Span = tuple[int, int]  # (start, end) in code points, end exclusive


class Reason(StrEnum):
    """Why an item became no article: one closed list for every room (README, "Rejections")."""

    MISSING = "missing"  # the path or address does not exist (404, no such file)
    GONE = "gone"  # the address says it was withdrawn (410)
    UNREADABLE = "unreadable"  # permission, input/output error, not a regular file
    OUTSIDE_ROOT = "outside_root"  # a link leads out of the folder that was asked for
    TOO_LARGE = "too_large"  # over the size limit
    TRUNCATED = "truncated"  # the answer stops before the end it declared
    BOMB = "bomb"  # a small body that becomes huge when its compression is undone
    BAD_CODING = "bad_coding"  # compressed in a way we do not read, twice over, or not as declared
    BAD_ADDRESS = "bad_address"  # no http or https address, or one that cannot be asked
    BLOCKED_ADDRESS = "blocked_address"  # private, loopback, link-local, metadata: allowed by allow_networks alone
    DNS = "dns"  # the host's name leads nowhere
    CONNECTION = "connection"  # refused, reset or closed without an answer
    TLS = "tls"  # the certificate is not valid for the host, or no secure connection came about
    BAD_ANSWER = "bad_answer"  # what came back is no HTTP, or breaks its rules
    DEADLINE = "deadline"  # the answer took longer than its time, or came slower than the least rate
    TOO_MANY_REDIRECTS = "too_many_redirects"  # a loop, or more hops than allowed
    ROBOTS = "robots"  # the host's robots.txt does not allow it, or cannot be read (5xx)
    TDM_RESERVED = "tdm_reserved"  # the publisher reserves text and data mining (TDMRep)
    DENIED = "denied"  # the address wants a log-in or refuses us (401, 402, 403, 407, 451)
    LOGIN_PAGE = "login_page"  # the address led to a log-in page
    RATE_LIMITED = "rate_limited"  # too many requests, says the host (429)
    PARKED = "parked"  # the host is left alone for the rest of the night
    SERVER_ERROR = "server_error"  # the host failed (5xx)
    HTTP_ERROR = "http_error"  # any other answer that is no page
    COLLECTOR_FAILED = "collector_failed"  # reading the source ended in an error of ours; the rest waits
    POSTPONED = "postponed"  # the night's window closed before its turn; tried again next night
    UNSUPPORTED_TYPE = "unsupported_type"  # neither HTML nor text (image, PDF, archive, binary)
    EMPTY = "empty"  # no characters, or none but white space
    BAD_ENCODING = "bad_encoding"  # the bytes are text in no charset we can prove
    BAD_ROW = "bad_row"  # a line of a table that does not parse or lacks a needed column
    BAD_FEED = "bad_feed"  # a feed that is no feed
    PARSER_LIMIT = "parser_limit"  # the parser would lose part of the page without saying so
    TIMEOUT = "timeout"  # the page took longer to clean, or its text to read, than is allowed
    WORKER_DIED = "worker_died"  # the page or its text ended the work on it (memory, an error of ours)
    NO_ARTICLE = "no_article"  # front page, listing, player, soft 404: no body text
    TOO_SHORT = "too_short"  # a body shorter than any article
    PAYLOAD_EXPIRED = "payload_expired"  # the bytes as received are no longer kept (keep_captures_days)
    FORGOTTEN = "forgotten"  # asked to be forgotten; skipped and counted, never stored


# --- collect -------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Hints:
    """What the carrier (feed entry, table row, side-car) says about an item; evidence, not truth."""

    guid: str | None = None
    title: str | None = None
    published: str | None = None  # as written by the carrier
    authors: tuple[str, ...] = ()
    language: str | None = None
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Capture:
    """Bytes as received, with the facts of the request that brought them."""

    capture_id: str
    source_id: str
    url: str  # address as asked for: http(s) URL, absolute file path, or "path#row"
    final_url: str | None  # after redirects; None when it is the same
    fetched_at: datetime
    media_type: str | None  # as declared, lower case, without parameters
    charset: str | None  # as declared by the transport
    content: bytes
    hints: Hints = field(default_factory=Hints)


# --- clean ---------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class RemovedBlock:
    """A block taken out of a page or text; offsets (into the input) only where the input was bare text."""

    text: str
    start: int | None
    end: int | None
    reason: str  # newsletter, follow_us, pointer, advert, credit, copyright, headline, dateline, markup, repeated, ...


@dataclass(frozen=True, slots=True)
class Article:
    """A cleaned text with its metadata; each material change of text is a version of it."""

    title: str | None
    text: str
    authors: tuple[str, ...] = ()
    published: str | None = None  # ISO 8601: YYYY-MM-DD or with time and offset
    published_basis: str | None = None  # json_ld, meta, html, feed, text, url, row
    modified: str | None = None
    language: str | None = None  # ISO 639-1
    section: str | None = None
    canonical_url: str | None = None
    agency: str | None = None  # AP, Reuters, ...
    dateline: str | None = None  # place the report was filed from, as written
    contributors: tuple[str, ...] = ()
    standfirst: str | None = None  # between headline and body, as shown; may open the body too
    captions: tuple[str, ...] = ()
    method: str = "text"  # which extractor gave the body
    flags: tuple[str, ...] = ()
    removed: tuple[RemovedBlock, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejection:
    """An item that became no article, and why."""

    reason: Reason
    detail: str


# --- group ---------------------------------------------------------------------------------------------
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


# --- extract -------------------------------------------------------------------------------------------
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


# --- reconcile -----------------------------------------------------------------------------------------
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
