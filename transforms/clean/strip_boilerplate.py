"""The article's own lines apart from what stands among them, with what those others say: names, agency, dates.

Pages and bare text take the same step. Offsets are code points into the text that was given.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nightdesk.transforms.clean.boilerplate import find_blocks
from nightdesk.transforms.clean.hygiene import clean_line
from nightdesk.transforms.clean.metadata.author_notes import author_notes
from nightdesk.transforms.clean.metadata.authors import author_names, full_names
from nightdesk.transforms.clean.metadata.credits import agency_name, contributors, dateline, final_credit, fold
from nightdesk.transforms.clean.metadata.stated_dates import is_date_line, normalise_date
from nightdesk.transforms.clean.text_lines import TextLine, split_lines
from nightdesk.transforms.records import RemovedBlock

_HEAD_LINES = 4  # byline, date and dateline stand in the first lines
_HEADLINE_LINES = 6  # how far down a repeated headline was found on the development pages
_BYLINE = re.compile(r"^(?:by|von|par|por|door|di)\s+(?=[A-ZÀ-Þ])", re.IGNORECASE)
MAX_HEADLINE_WORDS = 20
_UPDATE = re.compile(r"(?:last )?(?:updated|modified|aktualisiert|uppdaterad|oppdatert|mis a jour|aggiornato)")
_MIN_KICKED_CHARS = 20
_FINAL_MARK = re.compile(r"[.:;,…][\"”’'»)]*$")


@dataclass(frozen=True, slots=True)
class Stripped:
    """Body text (cleaned lines), the blocks taken out, and what bylines, credits and datelines say."""

    text: str
    removed: tuple[RemovedBlock, ...]
    title: str | None
    authors: tuple[str, ...]
    contributors: tuple[str, ...]
    agency: str | None
    dateline: str | None
    published: str | None


class _OwnLines:
    """The lines of a text that are still its own, and the blocks removed so far."""

    def __init__(self, text: str) -> None:
        self.removed = list(find_blocks(text))
        starts = {block.start for block in self.removed}
        self.own = [line for line in split_lines(text) if line.start not in starts]
        for block in self.removed if self.own else ():  # a closing credit shortens the last line
            self.own[-1] = _shortened(self.own[-1], block)

    def remove(self, lines: Sequence[TextLine], reason: str) -> None:
        """Move some of the text's own lines to the removed blocks."""
        self.removed += [RemovedBlock(line.text, line.start, line.end, reason) for line in lines]
        starts = {line.start for line in lines}
        self.own = [line for line in self.own if line.start not in starts]

    def blocks(self, *, is_page: bool) -> tuple[RemovedBlock, ...]:
        """The removed blocks in reading order; the offsets of a page's are not kept."""
        found = sorted(self.removed, key=lambda block: block.start or 0)
        return tuple(replace(block, start=None, end=None) if is_page else block for block in found)


def strip_boilerplate(
    text: str,
    titles: Sequence[str] = (),
    authors: Sequence[str] = (),
    known_lines: frozenset[str] = frozenset(),
    *,
    is_page: bool,
) -> Stripped:
    """Separate a text's own lines from the rest; ``titles`` and ``authors`` are what is known of them, the best first.

    ``known_lines`` are lines (cleaned) that the same source repeats on its other pages.
    A page's headline and date lines are its furniture and go. In bare text a first line that is plainly a headline
    becomes the title when none is known; a date line is read and stays.
    """
    lines = _OwnLines(text)
    if known_lines:
        lines.remove([line for line in lines.own if clean_line(line.text) in known_lines], "repeated")
    headline = _headline(lines.own, titles, is_page=is_page)
    lines.remove(headline, "headline")
    head = lines.own[:_HEAD_LINES]
    notes, dates = author_notes(lines.own, authors), [line for line in head if is_date_line(line.text)]
    lines.remove([line for line in head if _is_byline(line.text)], "byline")
    lines.remove(notes, "bio")
    if is_page:
        lines.remove(dates, "date")
    title = next(iter(titles), None) or (clean_line(headline[0].text) if headline else None)
    return _read(lines, title, dates, is_page=is_page)


def _read(lines: _OwnLines, title: str | None, dates: Sequence[TextLine], *, is_page: bool) -> Stripped:
    """What the lines and the removed blocks say."""
    blocks = lines.blocks(is_page=is_page)
    own = [clean_line(line.text) for line in lines.own]
    place, agency = _dateline(own)
    return Stripped(
        text="\n".join(filter(None, own)),
        removed=blocks,
        title=title,
        authors=tuple(name for block in blocks if block.reason == "byline" for name in author_names(block.text)),
        contributors=tuple(dict.fromkeys(name for block in blocks for name in contributors(block.text))),
        agency=agency or _credited_agency(blocks),
        dateline=place,
        published=_stated_date(dates, blocks),
    )


def _shortened(line: TextLine, block: RemovedBlock) -> TextLine:
    """The line up to a block inside it."""
    if block.start is None or not line.start < block.start < line.end:
        return line
    text = line.text[: block.start - line.start].rstrip()
    return TextLine(text, line.start, line.start + len(text))


def _headline(own: list[TextLine], titles: Sequence[str], *, is_page: bool) -> list[TextLine]:
    """Lines that repeat a title, or the first line of bare text when it is plainly a headline."""
    if titles:
        wanted = [_squeezed(title) for title in titles]
        return [line for line in own[:_HEADLINE_LINES] if any(_repeats(line.text, title) for title in wanted if title)]
    if is_page or len(own) < 2 or not _is_headline(own[0].text, own[1].text):
        return []
    return own[:1]


def _repeats(line: str, title: str) -> bool:
    """Whether a line is the title, alone or after a kicker ("Ports | Ferry strike ends")."""
    squeezed = _squeezed(line)
    is_kicked = squeezed.endswith(title) and len(squeezed) <= 2 * len(title) and not _FINAL_MARK.search(line)
    return squeezed == title or (is_kicked and len(title) >= _MIN_KICKED_CHARS)


def _squeezed(line: str) -> str:
    """Letters and figures only: pages glue the kicker to the headline."""
    return re.sub(r"\W", "", fold(line))


def _is_headline(line: str, following: str) -> bool:
    count = len(line.split())
    if not 3 <= count <= MAX_HEADLINE_WORDS or _FINAL_MARK.search(line) or not line[0].isalnum() or is_date_line(line):
        return False
    return dateline(line) is None and not _BYLINE.match(line) and len(following) >= 1.5 * len(line)


def _is_byline(line: str) -> bool:
    """Whether a line only names who wrote the text: "By Ada Lind and Tom Moor"."""
    return _BYLINE.match(line) is not None and bool(full_names(line))


def _stated_date(dates: Sequence[TextLine], blocks: Sequence[RemovedBlock]) -> str | None:
    """The first date that stands alone on a line, or after "Published"; an update is not the publication."""
    stated = [line.text for line in dates]
    stated += [block.text for block in blocks if block.reason == "date" and not _UPDATE.match(fold(block.text))]
    return next((iso for text in stated if (iso := normalise_date(text))), None)


def _dateline(own: Sequence[str]) -> tuple[str | None, str | None]:
    """(place, agency) of the dateline among the first lines."""
    for line in own[:_HEAD_LINES]:
        found = dateline(line)
        if found is not None:
            return found.place, found.agency
    return None, None


def _credited_agency(blocks: Sequence[RemovedBlock]) -> str | None:
    """Agency or desk of a closing credit, else the agency that holds the rights."""
    for block in blocks:
        closing = final_credit(block.text) if block.reason == "credit" else None
        if closing is not None:
            return agency_name(closing[1]) or closing[1]
    for block in blocks:
        if block.reason in ("copyright", "credit"):
            holder = re.sub(r"^\W*(?:©|\(c\)|&?\s?copy(?:right)?;?|copyright)?[\s©\d,.-]*", "", block.text, flags=re.I)
            name = agency_name(holder.split(".")[0])
            if name is not None:
                return name
    return None
