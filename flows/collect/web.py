"""The web as a collector sees it: an address goes in; what was received, or why not, comes out.

Two answer: `mirror.Mirror` from a folder, `http.HttpClient` from the network. Neither raises for what an address does.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from nightdesk.transforms.records import Hints, Reason


@dataclass(frozen=True, slots=True)
class Validators:
    """What an address gave to ask it again whether it has changed (RFC 9110, 8.8)."""

    etag: str | None = None
    last_modified: str | None = None  # as written by the server


@dataclass(frozen=True, slots=True)
class Received:
    """Bytes as received (content codings undone), with what the carrier says about them."""

    url: str
    content: bytes
    media_type: str | None = None
    charset: str | None = None
    final_url: str | None = None
    hints: Hints = field(default_factory=Hints)
    validators: Validators | None = None  # None: asking conditionally makes no sense
    received_at: datetime | None = None  # when the archive it comes from received it; None: it comes from no archive


@dataclass(frozen=True, slots=True)
class Refused:
    """An item that could not be received, with a reason from the closed list."""

    url: str
    reason: Reason
    detail: str
    hints: Hints = field(default_factory=Hints)
    content: bytes | None = None  # what there was of it, where that helps to explain the refusal
    is_listing: bool = False  # a feed, sitemap or page of links: tried again with its source, not as an article


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The address answered that it is as it was when its validators were given (304)."""

    url: str
    is_listing: bool = False


class Web(Protocol):
    """Whatever answers for addresses."""

    def fetch(self, url: str, validators: Validators | None = None) -> Received | Refused | Unchanged:
        """What the address gives; with validators it may answer that nothing has changed."""
        ...


class NoWeb:
    """For sources that are files: they name no addresses, so asking is a bug."""

    def fetch(self, url: str, validators: Validators | None = None) -> Received | Refused | Unchanged:
        """Raises LookupError."""
        raise LookupError(f"no web was given to fetch {url}")
