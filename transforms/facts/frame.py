"""Which part of an article a sentence stands in, and what the frame of the article states about itself.

Headline, dateline, byline, credit, subhead, caption, boilerplate and body; the stated publication date, agency, place
of filing and authors. Nothing is removed: a zone is a label, offsets stay those of the text as given.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nightdesk.transforms.clean.wordings import table
from nightdesk.transforms.language.sentences import sentences
from nightdesk.transforms.records import RemovedBlock, Sentence, Span, Zone
from nightdesk.transforms.text import fold

_MONTH_NAMES = (
    "january february march april may june july august september october november december".split()  # noqa: SIM905
)
_MONTHS = {form: number for number, name in enumerate(_MONTH_NAMES, start=1) for form in (name, name[:3], name[:4])}
_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_LEAD = r"(?:(?:published|updated|posted|date)\b:?\s*(?:on\s+)?)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
_TRAIL = r"(?:,?\s*(?:at\s+)?\d{1,2}[:.]\d{2}.{0,12})?"
# A date alone on its line. Day and month in figures are read only when their order is certain.
_DATE_LINES = tuple(
    re.compile(rf"{_LEAD}{shape}{_TRAIL}\s*$", re.IGNORECASE)
    for shape in (
        r"(?P<year>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})",
        r"(?P<a>\d{1,2})[-./](?P<b>\d{1,2})[-./](?P<year>\d{4})",
        rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?P<year>\d{{4}})",
        rf"{_MONTH}\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})",
    )
)

_DATELINE = re.compile(
    r"""
    (?P<place>[A-Z][\w.’'-]*(?:[ ]?[A-Z][\w.’'-]*){0,3}(?:(?:,\ |/)[A-Z][\w.]*(?:\ [A-Z][\w.]*)?)?)
    (?:,\ (?P<date>[A-Z][a-z]{2,8}\.?\ \d{1,2}|\d{1,2}\ [A-Z][a-z]{2,8}\.?)(?:,?\ \d{4})?)?
    (?:\s?\((?P<agency>[A-Z][\w./ -]{1,30}|dpa)\))?
    \s?(?P<mark>[–—]|--?|:)\s+(?=\S)
    """,
    re.VERBOSE,
)
_BYLINE = re.compile(r"(?:By|BY|Written by|Words by)\s+(?P<names>[A-Z][^\n]{2,90})$")
_NAME = re.compile(r"[A-Z][\w’'.-]+(?: (?:[A-Z][\w’'.-]*|(?:de|van|von|der|bin|al|la|di)(?= )))+")
_TAIL_CREDIT = re.compile(
    r"\s*\((?:[^()]{0,40}\b(?:Desk|Staff|Reuters|AP|AFP|ANI|PTI|agencies|Agencies)\b[^()]{0,20})\)$"
)
_CAPTION = re.compile(
    r"^(?:image|photo(?:graph)?|picture|file(?: photo)?|caption|pictured)\b[^.]{0,30}:|\((?:AP|AFP|Reuters|File) photo",
    re.I,
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|&\s?copy;?|copyright)\s*(?:©\s*)?\d{4},?\s+(?P<holder>[^\n.]{2,60})", re.IGNORECASE
)
_TERMINAL = re.compile(r"[.!?…:;,][\"'”’»)\]]*$")
_FRAME_ZONES: dict[str, Zone] = {
    "headline": "headline",
    "dateline": "dateline",
    "credit": "credit",
    "byline": "byline",
    "caption": "caption",
    "subhead": "subhead",
}
_HEADLINE_WORDS = 22  # longest of 922 real page titles cut to the headline had 21 words at the 99th percentile
_SUBHEAD_WORDS = 10


@dataclass(frozen=True, slots=True)
class Frame:
    """What the frame of an article states: sentences with zones and the facts that stand outside the body."""

    sentences: tuple[Sentence, ...]
    publication_date: date | None
    agency: str | None
    dateline: str | None
    byline: tuple[str, ...]


def read_frame(text: str, blocks: Sequence[RemovedBlock] = ()) -> Frame:
    """Sentences of ``text`` with their zones; ``blocks`` are what `find_blocks` found in it."""
    lines = _lines(text)
    zones = [_line_zone(text, lines, number, blocks) for number in range(len(lines))]
    dateline = _find_dateline(text, lines, zones)
    spans: list[tuple[Span, Zone]] = []
    for line, zone in zip(lines, zones, strict=True):
        spans.extend(_split_line(text, line, zone, dateline))
    return Frame(
        sentences=tuple(Sentence(number, *span, zone) for number, (span, zone) in enumerate(spans)),
        publication_date=_stated_date(text, lines),
        agency=_agency(text, dateline),
        dateline=dateline["place"].title()
        if dateline and dateline["place"].isupper()
        else dateline and dateline["place"],
        byline=_byline(text, lines, zones),
    )


def read_date(line: str) -> date | None:
    """The day that a line names when it holds a date and nothing else; None where day and month are uncertain."""
    for pattern in _DATE_LINES:
        if match := pattern.match(line.strip()):
            return _as_date(match.groupdict())
    return None


def _as_date(parts: dict[str, str | None]) -> date | None:
    """Build the date from the named parts of a pattern; None when impossible or ambiguous."""
    month: int | None
    if parts.get("a") is not None:
        first, second = int(parts["a"] or 0), int(parts["b"] or 0)
        if first <= 12 and second <= 12 and first != second:
            return None
        day, month = (first, second) if first > 12 else (second, first)
    else:
        day = int(parts["d"] or 0)
        month = int(parts["m"] or 0) if parts.get("m") else _MONTHS.get((parts.get("month") or "").lower())
    try:
        return date(int(parts["year"] or 0), month or 0, day)
    except ValueError:
        return None


def _lines(text: str) -> list[Span]:
    """Spans of the lines that hold something, without surrounding white space."""
    return [(match.start(), match.end()) for match in re.finditer(r"\S(?:[^\n]*\S)?", text)]


def _line_zone(text: str, lines: list[Span], number: int, blocks: Sequence[RemovedBlock]) -> Zone:
    """The zone of a whole line."""
    start, end = lines[number]
    line = text[start:end]
    if (zone := _block_zone(lines[number], blocks)) is not None:
        return zone
    if len(line) < 60 and read_date(line):
        return "dateline"
    if number < 6 and _BYLINE.match(line) and _NAME.search(line):
        return "byline"
    if _CAPTION.search(line):
        return "caption"
    return _heading_zone(line, number, lines, text)


def _heading_zone(line: str, number: int, lines: list[Span], text: str) -> Zone:
    """Headline, subhead or body: a heading is short, ends without a stop, and something longer follows."""
    words = line.count(" ") + 1
    if _TERMINAL.search(line) or words > _HEADLINE_WORDS or number + 1 >= len(lines):
        return "body"
    if number == 0:
        return "headline" if words <= _HEADLINE_WORDS else "body"
    following = lines[number + 1]
    return "subhead" if words <= _SUBHEAD_WORDS and following[1] - following[0] > len(line) else "body"


def _block_zone(line: Span, blocks: Sequence[RemovedBlock]) -> Zone | None:
    """The zone a boilerplate block gives to a line that lies at least half inside it."""
    for place in range(bisect_right(blocks, line[0], key=_block_end), len(blocks)):
        block = blocks[place]
        start, end = block.start or 0, _block_end(block)
        if start >= line[1]:
            break
        if min(line[1], end) - max(line[0], start) >= 0.5 * (line[1] - line[0]):
            return _FRAME_ZONES.get(block.reason, "boilerplate")
    return None


def _block_end(block: RemovedBlock) -> int:
    return block.end or 0


def _find_dateline(text: str, lines: list[Span], zones: list[Zone]) -> re.Match[str] | None:
    """The dateline that opens one of the first body lines: a place in capitals, or any place with an agency."""
    for (start, end), zone in list(zip(lines, zones, strict=True))[:6]:
        if zone != "body":
            continue
        match = _DATELINE.match(text, start, min(end, start + 120))
        if match and (match["agency"] or match["date"] or _is_capitals(match["place"])):
            return match
    return None


def _is_capitals(place: str) -> bool:
    """Whether the place is set in capitals, as wire copy does ("LONDON", "NEW YORK")."""
    return place.isupper() and len(place) > 3


def _split_line(text: str, line: Span, zone: Zone, dateline: re.Match[str] | None) -> list[tuple[Span, Zone]]:
    """Sentences of one line; a dateline and a credit in brackets become sentences of their own."""
    start, end = line
    found: list[tuple[Span, Zone]] = []
    if dateline is not None and dateline.start() == start:
        head = text[start : dateline.end()].rstrip()
        found.append(((start, start + len(head)), "dateline"))
        start = dateline.end()
    tail = _TAIL_CREDIT.search(text, start, end) if zone == "body" and text[end - 1] == ")" else None
    stop = tail.start() if tail else end
    found.extend(((start + a, start + b), zone) for a, b in sentences(text[start:stop]))
    if tail:
        found.append(((tail.start() + len(tail.group()) - len(tail.group().lstrip()), end), "credit"))
    return found


def _stated_date(text: str, lines: list[Span]) -> date | None:
    """The date that stands alone on one of the first six lines or the last."""
    for start, end in [*lines[:6], *lines[-1:]]:
        if end - start < 60 and (found := read_date(text[start:end])):
            return found
    return None


def _agency(text: str, dateline: re.Match[str] | None) -> str | None:
    """Agency named by the dateline or by the copyright line."""
    known = table("agencies")
    if dateline is not None and dateline["agency"]:
        return known.get(fold(dateline["agency"]), dateline["agency"])
    for match in _COPYRIGHT.finditer(text):
        if (name := known.get(fold(match["holder"]))) is not None:
            return name
    return None


def _byline(text: str, lines: list[Span], zones: list[Zone]) -> tuple[str, ...]:
    """Names of the authors as the byline gives them."""
    for (start, end), zone in zip(lines, zones, strict=True):
        if zone == "byline" and (match := _BYLINE.match(text[start:end])):
            return tuple(name.group() for name in _NAME.finditer(match["names"].split(" in ")[0]))
    return ()
