"""Who is named around a text: contributors, agency and dateline, read from single lines.

It reads lines of the kinds newsrooms write ("Additional reporting by Ana Pohl in Riga", "LONDON (AP) –",
"(With inputs from agencies)"); it does not look at pages and removes nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from nightdesk.transforms.clean.wordings import table, words

_WORD = r"(?:[A-ZÀ-ÖØ-ÞŁŚŻČŠŽ][\w’'.\-]*|[a-z]’[A-Z]\w+|al-\w+|el-\w+|d’\w+)"
_PARTICLE = r"(?:de|da|di|du|del|della|der|den|van|von|zu|ter|ten|la|le|el|al|bin|ibn|dos|e|y)"
NAME = rf"{_WORD}(?:[ -](?:{_PARTICLE} )*{_WORD}){{0,4}}"
_PLACE = rf"(?:the )?{_WORD}(?:[ ,-]+(?:{_PARTICLE} )?{_WORD}){{0,3}}"
_PERSON = re.compile(rf"(?P<name>{NAME})(?:,? (?:in|of|at|from|on) (?P<place>{_PLACE}))?")
_SEPARATOR = re.compile(r"\s*(?:;|,? (?:and|with|alongside|along with|as well as|und|et|y|&) |, )\s*")
# "…, additional information of Tom Moor in Brussels"
_INNER_CUE = re.compile(
    r",? (?:and |with )*(?:additional |further |extra |supplementary )*(?:report\w*|writing|research|\w*information|"
    r"contributions?|input|insights?|material) (?:provided )?(?:by|from|of) "
)
_BY = re.compile(r"\b(?:by|from|of|von|de)\s*:?\s+|:\s*")
_EDITING = re.compile(r"[;.,]\s*(?:editing|writing|compiled|additional reporting|graphics?)\b.*$", re.IGNORECASE)
_CONTRIBUTED = re.compile(
    r"^(?:(?:the )?[\w .’'-]{0,40}?\b(?:writers?|correspondents?|reporters?|journalists?|staff)\b,? )?"
    r"(?P<names>.{3,200}?),? (?:also )?(?:contributed|provided|helped)(?: (?:with|additional|to|reporting|this|the|"
    r"from|report|story|article|research|in|dispatch|coverage|further|writing|files|material))*(?: [A-Z][\w ]+)?$"
)
_GIVING = ("contributed", "provided", "helped")
_EMPLOYER = re.compile(r"^[A-Z][\w .]{1,40}?(?:[’']s|s[’']) (?=[A-Z])")  # "Harbour News' Ada Lind"
_DATELINE = re.compile(
    rf"^(?P<place>(?!(?:By|The|A|An)\b){_WORD}(?:[ /-]{_WORD}){{0,3}}(?:, {_WORD}(?: {_WORD}){{0,2}})?)"
    r"(?:,? (?P<date>(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})(?:,? \d{4})?))?"
    r"(?:,? ?[(/](?P<agency>[^()]{2,40})[)/])?\s?(?P<mark>--|[–—:-])\s+(?=\S)"
)
_UPPER_PLACE = re.compile(r"^[A-ZÀ-Þ][A-ZÀ-Þ .,'’/-]{3,}$")  # shorter ones are rarely places: "SKY - TV reports"
_NAMED_DESK = re.compile(r"[A-ZÀ-Þ]\w+(?: [A-ZÀ-Þ]\w+)+")  # "Riga (Harbour Wire) –": one word may be anything
_FINAL_AGENCY = re.compile(r"\s*\((?P<desk>[^()]{2,60})\)\s*$")
_SLASH_AGENCY = re.compile(r"\s+(?:[-–—/] ?)(?P<desk>[A-Za-z]{2,12}(?:/[A-Za-z]{2,12}){0,2})\s*$")
_AGENCY_SEPARATOR = re.compile(r"\s*[/,;]\s*|(?:^|\s+)(?:and|with|via|und)\s+", re.IGNORECASE)
_DESK = re.compile(
    r"\b(?:desk|agenc(?:y|ies)|monitoring|wires?|news service|newswire|inputs?|staff reporter|correspondent|bureau)\b",
    re.IGNORECASE,
)
_STRAIGHT = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"} | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff")
)
_OUTER = " .!|*•·-_>»→›:,[]…"
MAX_CREDIT_WORDS = 45  # the longest credit of the seeds and of 487 development pages has 29 words


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where a report was filed from, and by which agency; ``end`` is the offset after the dash or colon."""

    place: str
    agency: str | None
    end: int


def fold(line: str) -> str:
    """Lower case, straight quotes, single spaces, plain dashes, no outer punctuation: how patterns see a line."""
    plain = line.casefold().translate(_STRAIGHT)
    return " ".join(plain.split()).strip(_OUTER)


def agency_name(surface: str) -> str | None:
    """Canonical name of a news agency as listed in ``lexicons/agencies.txt``; None when it is none."""
    return table("agencies").get(fold(surface))


@cache
def _cues() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{cue})" for cue in sorted(words("credit_cues"))))


def contributors(line: str) -> tuple[str, ...]:
    """Names in a contributor credit, in order; empty when the line names only agencies or is no credit."""
    return credited(line) or ()


def credited(line: str) -> tuple[str, ...] | None:
    """Names in a contributor credit without the agencies among them; None when the line is anything but a credit.

    Every piece after the cue must be a capitalised name with an optional place, so that a sentence which merely
    begins like a credit ("Additional reports by witnesses said …") is none.
    """
    stripped = line.strip().strip("()[]*—–-• ").rstrip(".")
    if not stripped or len(stripped.split()) > MAX_CREDIT_WORDS:
        return None
    after = _after_cue(stripped)
    return after if after is not None else _before_cue(stripped)


def _after_cue(line: str) -> tuple[str, ...] | None:
    for match in _BY.finditer(line):
        if _cues().fullmatch(fold(line[: match.start()])):
            return _names(_EDITING.sub("", line[match.end() :]))
    return None


def _before_cue(line: str) -> tuple[str, ...] | None:
    # The pattern tries every end of the names: only where one of its verbs follows.
    match = _CONTRIBUTED.match(line) if any(verb in line for verb in _GIVING) else None
    return _names(match["names"]) if match else None


def _names(listing: str) -> tuple[str, ...] | None:
    plain = _INNER_CUE.sub(", ", _EMPLOYER.sub("", listing.strip(" .,")))
    found = [_PERSON.fullmatch(piece) for piece in _SEPARATOR.split(plain) if piece]
    if not found or any(match is None for match in found):
        return None
    names = (match["name"] for match in found if match is not None)
    return tuple(dict.fromkeys(name for name in names if agency_name(name) is None))


def dateline(text: str) -> Dateline | None:
    """The dateline at the start of a line ("Riga (AP) –", "LONDON:"), None when there is none.

    Without an agency in brackets, known or of several words, the place must be in capitals: "Riga: a guide" is a
    headline, no dateline.
    """
    match = _DATELINE.match(text)
    if match is None:
        return None
    desk = (match["agency"] or "").strip()
    agency = agency_name(desk) or agency_name(re.split(r"[/,–-]", desk)[0])
    is_capitals = bool(_UPPER_PLACE.match(match["place"]))
    if agency is None and not is_capitals and not _NAMED_DESK.fullmatch(desk):
        return None
    return Dateline(match["place"], agency or desk or None, match.end())


def final_credit(line: str) -> tuple[int, str] | None:
    """Offset and words of a desk or agency credit that closes a line: "… it said. (Monitoring Desk)", "… – dpa".

    The words come without brackets. None when what stands in brackets is neither agency nor desk.
    """
    match = _FINAL_AGENCY.search(line)
    if match and _is_desk(match["desk"]):
        return match.start() + _leading_space(match.group()), match["desk"].strip()
    match = _SLASH_AGENCY.search(line)
    if match and match.start() > 0 and line[match.start() - 1] in '.”"!?' and _all_agencies(match["desk"]):
        return match.start() + _leading_space(match.group()), match["desk"]
    return None


def _leading_space(words_found: str) -> int:
    return len(words_found) - len(words_found.lstrip())


def _is_desk(desk: str) -> bool:
    return _all_agencies(desk) or (len(desk.split()) <= 6 and bool(_DESK.search(desk)))


def _all_agencies(desk: str) -> bool:
    parts = [part for part in _AGENCY_SEPARATOR.split(desk.strip()) if part]
    return bool(parts) and all(agency_name(part) for part in parts)
