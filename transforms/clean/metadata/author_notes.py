"""Closing lines that tell who wrote the article: "Ada Lind is a reporter covering ports for Harbour News"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nightdesk.transforms.clean.metadata.credits import fold
from nightdesk.transforms.clean.text_lines import TextLine
from nightdesk.transforms.clean.wordings import words

_LAST_LINES = 4  # notes of several authors follow each other; none of 487 development pages has more than three
_HEAD_CHARS = 90  # the author is named in the first words
_MAX_CHARS = 700
_ROLE_CHARS = 80  # after the verb
_VERB = re.compile(r"\b(?:is|was|ist|war|has been|has worked|works|arbeitet) (?:an? |the |als |)")
_DEED = r"(?:is|was|has|works|covers|covered|writes|joined|reports|specializes|studied|ist|schreibt|arbeitet|berichtet)"
_ANYONE = re.compile(
    r"^(?:[A-Z][\w.’'-]+ ){2,4}(?:is|ist) (?:(?:an?|the|our|\w+[’']s) )?(?:[\w-]+ ){0,5}?"
    r"(?:reporter|writer|editor|correspondent|journalist|columnist|producer|contributor)\b"
)


def author_notes(own: list[TextLine], authors: Sequence[str]) -> list[TextLine]:
    """Those of the last lines that describe an author; ``authors`` are the names known from elsewhere.

    After one note, a line that goes on with the first name ("Ada studied in Tartu") is one too.
    """
    known = [fold(author) for author in authors if " " in author]
    last = own[-_LAST_LINES:] if len(own) > _LAST_LINES else []
    notes = [line for line in last if _is_note(line.text, known)]
    firsts = "|".join(re.escape(author.split()[0]) for author in known)
    if notes and firsts:
        goes_on = re.compile(rf"(?:{firsts})(?:'s \w+| \w+ly)? {_DEED}\b")
        return [line for line in last if line in notes or goes_on.match(fold(line.text))]
    return notes


def _is_note(line: str, authors: list[str]) -> bool:
    if len(line) > _MAX_CHARS or line[0] in '“"‘':
        return False
    folded = fold(line)
    verb = _VERB.search(folded)
    if verb is None or words("bio_roles").isdisjoint(re.findall(r"\w+", folded[verb.end() :][:_ROLE_CHARS])):
        return False
    return any(author in folded[:_HEAD_CHARS] for author in authors) or _ANYONE.match(line) is not None
