"""Quotation marks: which stretches of a text stand between them, also where marks are broken or turned."""

from __future__ import annotations

import re

from nightdesk.transforms.language.pack import Pack, per_pack
from nightdesk.transforms.language.packs import ENGLISH
from nightdesk.transforms.records import Span

_OPEN = {"“": "”", "«": "»", "„": "“", "‟": "”", "「": "」"}
_CLOSE = frozenset("”»」")
_MARKS = re.compile(r"[\"“”«»„‟「」]")
_REACH = 400  # characters within which turned marks must meet
_LONG = 30  # characters from which an opening mark that is never closed still opens a quotation
_SINGLE = re.compile(r"[‘'](?<![\w’'][‘'])(?=\w)((?:[^‘'’\n]|(?<=\w)[’'](?=\w)){2,200})[’'](?!\w)")


@per_pack
def _speech_after(pack: Pack) -> re.Pattern[str]:
    """Words behind a mark that show that it closed a quotation."""
    return pack.patterns("quote_rules")["speech_after"]


def quoted_spans(text: str, pack: Pack = ENGLISH) -> tuple[Span, ...]:
    """What stands between double quotation marks, without the marks, in order; pairs never cross a line break.

    Lines without double marks are read for single ones. A mark never closed counts to the end of its line when more
    than 30 characters follow.
    """
    speech_after = _speech_after(pack)
    found: list[Span] = []
    for line in re.finditer(r"[^\n]+", text):
        spans = _double(line.group(), line.start(), speech_after)
        found.extend(spans or _singles(text, line.start(), line.end()))
    return tuple(found)


def _double(line: str, base: int, speech_after: re.Pattern[str]) -> list[Span]:
    """Spans of one line between double marks, outermost pairs only."""
    found: list[Span] = []
    opened: int | None = None
    for match in _MARKS.finditer(line):
        at = match.start()
        if opened is None:
            if _opens(line, at):
                opened = at
        elif _closes(line, at, opened, speech_after):
            if at > opened + 1:
                found.append((base + opened + 1, base + at))
            opened = None
    if opened is not None and len(line) - opened > _LONG:
        found.append((base + opened + 1, base + len(line)))
    return found


def _opens(line: str, at: int) -> bool:
    """Whether a mark begins a quotation: by its shape, or by standing before a word, not after one."""
    if line[at] in _OPEN:
        return True
    before = line[at - 1] if at else " "
    after = line[at + 1] if at + 1 < len(line) else " "
    if line[at] in _CLOSE:
        return (
            after == " " and before.isalnum() and line.find("“", at, at + _REACH) > 0
        )  # marks turned the wrong way: as a” plan “in
    return (not before.isalnum() and not after.isspace()) or (before in " (" and after == " ")


def _closes(line: str, at: int, opened: int, speech_after: re.Pattern[str]) -> bool:
    """Whether a mark ends the quotation that is open."""
    mark = line[at]
    if mark in _CLOSE or mark == '"':
        return True
    inner = line[opened + 1 : at].rstrip()
    return bool(inner) and inner[-1] in ",.!?" and speech_after.match(line, at + 1) is not None


def _singles(text: str, start: int, end: int) -> list[Span]:
    """Spans between single marks; an apostrophe inside a word is none."""
    return [match.span(1) for match in _SINGLE.finditer(text, start, end)]
