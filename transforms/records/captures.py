"""What is collected, the article it becomes, or the reason why it becomes none."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


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
