"""What a robots.txt allows us, by RFC 9309, and how fast; nothing here fetches it."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Literal

from protego import Protego

MAX_BYTES = 512_000  # RFC 9309, 2.5: at least 500 KiB must be read; what comes after is ignored
MAX_CRAWL_DELAY_S = 120.0
"""A longer Crawl-delay is cut to this: real ones stay below 60, and 86400 would mean one article a day."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF8[:2], "utf-8"),  # marks cut short by an editor occur
    (codecs.BOM_UTF8[:1], "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_AGENT_LINE = re.compile(r"^([ \t]*user-?agent[ \t]*:[ \t]*)([A-Za-z_-]+)[^\r\n#]*", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one host: all, none, or those of its file."""

    rule: Literal["all", "none", "file"]
    file: Protego | None = None

    def allows(self, url: str, agent: str) -> bool:
        """Whether ``agent`` (a product token such as ``nightdesk``) may fetch the address."""
        if self.file is None:
            return self.rule == "all"
        return self.file.can_fetch(url, agent)

    def crawl_delay_s(self, agent: str) -> float:
        """Seconds the host asks to wait between requests; 0 where it asks for nothing."""
        delay = self.file.crawl_delay(agent) if self.file is not None else None
        return min(max(delay or 0.0, 0.0), MAX_CRAWL_DELAY_S)

    def sitemaps(self) -> tuple[str, ...]:
        """Addresses of the sitemaps the host names."""
        return tuple(self.file.sitemaps) if self.file is not None else ()


def read_robots(status: int, content: bytes) -> Robots:
    """The rules behind an answer: its file, everything for 4xx, nothing for 5xx and 429 (RFC 9309, 2.3.1)."""
    if 200 <= status < 300:
        return Robots("file", Protego.parse(_text(content)))
    # a host that says "too many requests" to robots.txt is not one that has none
    return Robots("all" if 400 <= status < 500 and status != 429 else "none")


def _text(content: bytes) -> str:
    """The file as text: a mark of its encoding is obeyed and dropped, for it would hide the first group."""
    head = content[:MAX_BYTES]
    mark, charset = next(((mark, charset) for mark, charset in _MARKS if head.startswith(mark)), (b"", "utf-8"))
    text = head[len(mark) :].decode(charset, "replace")
    # a product token ends at the first character it cannot hold: "Foo/1.2" and "Foo Bar" speak of "Foo" (2.2.1)
    return _AGENT_LINE.sub(r"\1\2", text.replace("\x00", ""))
