"""The article's own lines apart from what stands among them, with what those others say: names, agency, dates.

Pages and bare text take the same step. Offsets are code points into the text that was given.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nightdesk.transforms.clean.boilerplate import Line, find_blocks, split_lines
from nightdesk.transforms.clean.hygiene import clean_line
from nightdesk.transforms.clean.metadata.author_notes import author_notes
from nightdesk.transforms.clean.metadata.authors import author_names, full_names
from nightdesk.transforms.clean.metadata.credits import agency_name, contributors, dateline, final_credit, fold
from nightdesk.transforms.clean.metadata.stated_dates import is_date_line, normalise_date
from nightdesk.transforms.records import RemovedBlock

_HEAD_LINES = 4  # byline, date and dateline stand in the first lines
_HEADLINE_LINES = 6  # how far down a repeated headline was found on the development pages
_BYLINE = re.compile(r"^(?:by|von|par|por|door|di)\s+(?=[A-ZÀ-Þ])", re.IGNORECASE)
MAX_HEADLINE_WORDS = 20
_UPDATE = re.compile(r"(?:last )?(?:updated|modified|aktualisiert|uppdaterad|oppdatert|mis a jour|aggiornato)")
_MIN_KICKED_CHARS = 20
_FINAL_MARK = re.compile(r"[.:;,…][\"”’'»)]*$")


@dataclass(frozen=True, slots=True)
class Sifted:
    """Body text (cleaned lines), the blocks taken out, and what bylines, credits and datelines say."""

    text: str
    removed: tuple[RemovedBlock, ...]
    title: str | None
    authors: tuple[str, ...]
    contributors: tuple[str, ...]
    agency: str | None
    dateline: str | None
    published: str | None


def sift(
    text: str,
    titles: Sequence[str] = (),
    authors: Sequence[str] = (),
    known_lines: frozenset[str] = frozenset(),
    *,
    is_page: bool,
) -> Sifted:
    """Separate a text's own lines from the rest; ``titles`` and ``authors`` are what is known of them, the best first.

    ``known_lines`` are lines (cleaned) that the same source repeats on its other pages.
    A page's headline and date lines are its furniture and go. In bare text a first line that is plainly a headline
    becomes the title when none is known; a date line is read and stays.
    """
    blocks = list(find_blocks(text))
    own = _without(split_lines(text), blocks)
    repeated = [line for line in own if known_lines and clean_line(line.text) in known_lines]
    blocks += [RemovedBlock(line.text, line.start, line.end, "repeated") for line in repeated]
    own = _without(own, blocks)
    headline = _headline(own, titles, is_page=is_page)
    blocks += [RemovedBlock(line.text, line.start, line.end, "headline") for line in headline]
    own = _without(own, blocks)
    blocks += _bylines(own)
    blocks += [RemovedBlock(line.text, line.start, line.end, "bio") for line in author_notes(own, authors)]
    dates = [line for line in own[:_HEAD_LINES] if is_date_line(line.text)]
    if is_page:
        blocks += [RemovedBlock(line.text, line.start, line.end, "date") for line in dates]
    own = _without(own, blocks)
    place, agency = _dateline(own)
    blocks.sort(key=lambda block: block.start or 0)
    return Sifted(
        text="\n".join(line for line in (clean_line(line.text) for line in own) if line),
        removed=tuple(blocks if not is_page else (replace(block, start=None, end=None) for block in blocks)),
        title=next(iter(titles), None) or (clean_line(headline[0].text) if headline else None),
        authors=tuple(n for block in blocks if block.reason == "byline" for n in author_names(block.text)),
        contributors=tuple(dict.fromkeys(name for block in blocks for name in contributors(block.text))),
        agency=agency or _credited_agency(blocks),
        dateline=place,
        published=_stated_date(dates, blocks),
    )


def _without(lines: list[Line], blocks: list[RemovedBlock]) -> list[Line]:
    """Lines that no block covers; a block at the end of a line shortens it."""
    starts = {block.start: block for block in blocks if block.start is not None}
    kept = [line for line in lines if line.start not in starts]
    for block in starts.values():
        kept = [_shortened(line, block) for line in kept]
    return [line for line in kept if line.text]


def _shortened(line: Line, block: RemovedBlock) -> Line:
    if block.start is None or not line.start < block.start < line.end:
        return line
    text = line.text[: block.start - line.start].rstrip()
    return Line(text, line.start, line.start + len(text))


def _headline(own: list[Line], titles: Sequence[str], *, is_page: bool) -> list[Line]:
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


def _bylines(own: list[Line]) -> list[RemovedBlock]:
    """Lines among the first that only name who wrote the text: "By Ada Lind and Tom Moor"."""
    found = [line for line in own[:_HEAD_LINES] if _BYLINE.match(line.text) and full_names(line.text)]
    return [RemovedBlock(line.text, line.start, line.end, "byline") for line in found]


def _stated_date(dates: list[Line], blocks: list[RemovedBlock]) -> str | None:
    """The first date that stands alone on a line, or after "Published"; an update is not the publication."""
    stated = [line.text for line in dates]
    stated += [block.text for block in blocks if block.reason == "date" and not _UPDATE.match(fold(block.text))]
    return next((iso for text in stated if (iso := normalise_date(text))), None)


def _dateline(own: list[Line]) -> tuple[str | None, str | None]:
    for line in own[:_HEAD_LINES]:
        found = dateline(clean_line(line.text))
        if found is not None:
            return found.place, found.agency
    return None, None


def _credited_agency(blocks: list[RemovedBlock]) -> str | None:
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
