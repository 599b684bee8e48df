"""Which part of an article a sentence stands in, and what the frame of the article states about itself.

Headline, dateline, byline, credit, subhead, caption, boilerplate and body; the stated publication date, agency, place
of filing and authors. Nothing is removed: a zone is a label, offsets stay those of the text as given.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from nightdesk.transforms.clean.metadata.credits import Dateline, agency_name, dateline, final_credit
from nightdesk.transforms.language.pack import Pack, per_pack
from nightdesk.transforms.language.packs import ENGLISH
from nightdesk.transforms.language.sentences import sentences
from nightdesk.transforms.records import RemovedBlock, Sentence, Span, Zone

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
_HEAD_LINES = 6  # byline, date and dateline stand in the first lines
_DATE_CHARS = 60  # a line that holds only a date is shorter
_BLOCK_SHARE = 0.5  # least share of a line that lies in a boilerplate block


class _FramePatterns(NamedTuple):
    """The rules of ``frame``, where each is shown by an example."""

    date_year_first: re.Pattern[str]
    date_in_figures: re.Pattern[str]
    date_day_first: re.Pattern[str]
    date_month_first: re.Pattern[str]
    byline: re.Pattern[str]
    name: re.Pattern[str]
    place_after_names: re.Pattern[str]
    caption: re.Pattern[str]
    copyright: re.Pattern[str]


@per_pack
def _patterns(pack: Pack) -> _FramePatterns:
    return _FramePatterns(**pack.patterns("frame"))


@per_pack
def _months(pack: Pack) -> Mapping[str, int]:
    return {name: int(number) for name, number in pack.table("month_names").items()}


@dataclass(frozen=True, slots=True)
class Frame:
    """What the frame of an article states: sentences with zones and the facts that stand outside the body."""

    sentences: tuple[Sentence, ...]
    publication_date: date | None
    agency: str | None
    dateline: str | None
    byline: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _ZonedLine:
    """A line that holds something, without surrounding white space."""

    start: int
    end: int
    text: str
    zone: Zone


def read_frame(text: str, blocks: Sequence[RemovedBlock] = (), pack: Pack = ENGLISH) -> Frame:
    """Sentences of ``text`` with their zones; ``blocks`` are what `find_blocks` found in it."""
    patterns = _patterns(pack)
    spans = _line_spans(text)
    lines = [
        _ZonedLine(*span, text[slice(*span)], _line_zone(text, spans, n, blocks, pack)) for n, span in enumerate(spans)
    ]
    at, filed = _find_dateline(lines)
    parts = [part for line in lines for part in _split_line(line, filed if line.start == at else None, pack)]
    return Frame(
        sentences=tuple(Sentence(number, *span, zone) for number, (span, zone) in enumerate(parts)),
        publication_date=_stated_date(lines, pack),
        agency=_agency(text, filed, patterns),
        dateline=_place(filed),
        byline=_byline(lines, patterns),
    )


def read_date(line: str, pack: Pack = ENGLISH) -> date | None:
    """The day that a line names when it holds a date and nothing else; None where day and month are uncertain."""
    line, patterns = line.strip(), _patterns(pack)
    try:
        if match := patterns.date_year_first.match(line):
            return date(int(match["year"]), int(match["month"]), int(match["day"]))
        if match := patterns.date_in_figures.match(line):
            return _certain(int(match["year"]), int(match["first"]), int(match["second"]))
        if match := patterns.date_day_first.match(line) or patterns.date_month_first.match(line):
            return date(int(match["year"]), _months(pack).get(match["name"].lower(), 0), int(match["day"]))
    except ValueError:  # 31 February, month 13
        return None
    return None


def _certain(year: int, first: int, second: int) -> date | None:
    """18-03 and 03-18 are plain, 04-03 may be March or April; raises ValueError for days no calendar has."""
    if first <= 12 and second <= 12 and first != second:
        return None
    day, month = (first, second) if first > 12 else (second, first)
    return date(year, month, day)


def _line_spans(text: str) -> list[Span]:
    """Spans of the lines that hold something, without surrounding white space."""
    return [(match.start(), match.end()) for match in re.finditer(r"\S(?:[^\n]*\S)?", text)]


def _line_zone(text: str, lines: list[Span], number: int, blocks: Sequence[RemovedBlock], pack: Pack) -> Zone:
    """The zone of a whole line."""
    line, patterns = text[slice(*lines[number])], _patterns(pack)
    if (zone := _block_zone(lines[number], blocks)) is not None:
        return zone
    if len(line) < _DATE_CHARS and read_date(line, pack):
        return "dateline"
    if number < _HEAD_LINES and patterns.byline.match(line) and patterns.name.search(line):
        return "byline"
    return "caption" if patterns.caption.search(line) else _heading_zone(line, number, lines)


def _heading_zone(line: str, number: int, lines: list[Span]) -> Zone:
    """Headline, subhead or body: a heading is short, ends without a stop, and something longer follows."""
    words = line.count(" ") + 1
    if _TERMINAL.search(line) or words > _HEADLINE_WORDS or number + 1 >= len(lines):
        return "body"
    if number == 0:
        return "headline"
    following = lines[number + 1]
    return "subhead" if words <= _SUBHEAD_WORDS and following[1] - following[0] > len(line) else "body"


def _block_zone(line: Span, blocks: Sequence[RemovedBlock]) -> Zone | None:
    """The zone a boilerplate block gives to a line that lies at least half inside it."""
    for place in range(bisect_right(blocks, line[0], key=_block_end), len(blocks)):
        block = blocks[place]
        start, end = block.start or 0, _block_end(block)
        if start >= line[1]:
            break
        if min(line[1], end) - max(line[0], start) >= _BLOCK_SHARE * (line[1] - line[0]):
            return _FRAME_ZONES.get(block.reason, "boilerplate")
    return None


def _block_end(block: RemovedBlock) -> int:
    return block.end or 0


def _find_dateline(lines: Sequence[_ZonedLine]) -> tuple[int, Dateline | None]:
    """Where one of the first body lines opens with a dateline, and what that says."""
    head = (line for line in lines[:_HEAD_LINES] if line.zone == "body")
    return next(((line.start, found) for line in head if (found := dateline(line.text))), (-1, None))


def _place(filed: Dateline | None) -> str | None:
    """The place of a dateline, without its capitals."""
    if filed is None:
        return None
    return filed.place.title() if filed.place.isupper() else filed.place


def _split_line(line: _ZonedLine, filed: Dateline | None, pack: Pack) -> list[tuple[Span, Zone]]:
    """Sentences of one line; a dateline and a credit that closes the line become sentences of their own."""
    head = filed.end if filed else 0
    credit = final_credit(line.text) if line.zone == "body" else None
    stop = max(head, credit[0]) if credit else len(line.text)
    found: list[tuple[Span, Zone]] = [((0, len(line.text[:head].rstrip())), "dateline")] if filed else []
    found.extend(((head + start, head + end), line.zone) for start, end in sentences(line.text[head:stop], pack))
    if stop < len(line.text):
        found.append(((stop, len(line.text)), "credit"))
    return [((line.start + start, line.start + end), zone) for (start, end), zone in found]


def _stated_date(lines: Sequence[_ZonedLine], pack: Pack) -> date | None:
    """The date that stands alone on one of the first six lines or the last."""
    short = (line.text for line in (*lines[:_HEAD_LINES], *lines[-1:]) if len(line.text) < _DATE_CHARS)
    return next((day for line in short if (day := read_date(line, pack))), None)


def _agency(text: str, filed: Dateline | None, patterns: _FramePatterns) -> str | None:
    """Agency named by the dateline or by the copyright line."""
    if filed is not None and filed.agency:
        return filed.agency
    holders = (agency_name(match["holder"]) for match in patterns.copyright.finditer(text))
    return next((name for name in holders if name is not None), None)


def _byline(lines: Sequence[_ZonedLine], patterns: _FramePatterns) -> tuple[str, ...]:
    """Names of the authors as the byline gives them."""
    for line in lines:
        if line.zone == "byline" and (match := patterns.byline.match(line.text)):
            names = patterns.place_after_names.split(match["names"])[0]
            return tuple(name.group() for name in patterns.name.finditer(names))
    return ()
