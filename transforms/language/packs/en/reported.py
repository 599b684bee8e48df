"""Where a reported clause begins and ends, beside a reporting verb that ``cues`` has found."""

from __future__ import annotations

from collections.abc import Sequence

from nightdesk.transforms.language.packs.en.cue_words import CueLine
from nightdesk.transforms.records import Span
from nightdesk.transforms.text import Token

QUOTE_MARKS = frozenset('“”"«»„')
BREAKS = frozenset(",;:()–—[]") | QUOTE_MARKS

_ENDS = frozenset(".?!")
_BREAKS_AND_ENDS = BREAKS | _ENDS
_CLAUSE_MARKS = QUOTE_MARKS | _ENDS | {";", ":"}
_LONGEST_LISTENER = 14  # line.tokens between the verb and "that": listener, place, day
_REACH = {"say": 18, "tell": 18, "state": 12, "think": 10}  # line.tokens within which the clause must show its verb


def clause_after(line: CueLine, at: int, family: str) -> Span | None:
    """The clause reported after the verb at ``at``, None when none follows."""
    if family == "quote" or at + 1 >= len(line.tokens):
        return None
    start = _clause_start(line, at, family)
    if start is None:
        return None
    end = _clause_end(line, start)
    return _stretch(line, start, _main_clause(line, at, start, end) or end)


def clause_before(line: CueLine, at: int, source: Span) -> Span | None:
    """The clause before ", X said"; None when more than an adjunct follows or no clause stands there."""
    rest = [token for token in line.tokens[at + 1 :] if not source[0] <= token.start < source[1]]
    if rest and rest[0].text not in _ENDS | {",", "—", "–"} and not _is_adjunct(line, rest):
        return None
    edge = min(source[0], line.tokens[at].start)
    place = next((i for i, token in enumerate(line.tokens) if token.start >= edge), 0)
    if place < 4 or line.tokens[place - 1].text != ",":
        return None
    start = next((i + 1 for i in range(place - 2, -1, -1) if line.tokens[i].text == ";"), 0)
    if not _is_clause(line, start, place - 1):
        return None
    return _stretch(line, start, place - 1)


def clause_around_according(line: CueLine, at: int, end: int) -> Span | None:
    """The clause that "according to X" (tokens ``at`` to ``end``) belongs to: after it when it opens the clause."""
    opens = at == 0 or line.tokens[at - 1].lower in ("and", "but", "that")
    if opens and end < len(line.tokens) and line.tokens[end].text == ",":
        return _stretch(line, end + 1, len(line.tokens))
    return _stretch(line, 0, at) if at else None


def _is_clause(line: CueLine, start: int, end: int) -> bool:
    """Whether the line.tokens make a clause outside quotation marks: with a finite verb, not a mere adjunct."""
    first = line.tokens[start]
    if first.lower in line.words.clause_leads or first.lower.endswith("ing") or first.lower in ("according", "asked"):
        start = next((i + 1 for i in range(start, end) if line.tokens[i].text == ","), end)
    return any(not line.inside[i] for i in range(start, end)) and any(line.is_finite(i) for i in range(start + 1, end))


def _is_adjunct(line: CueLine, rest: Sequence[Token]) -> bool:
    """Whether what follows a reporting verb is only a listener, a place or a day ("told reporters on Monday.")."""
    if rest[0].lower in line.words.clause_leads:
        return True
    return len(rest) <= 6 and not any(
        token.text in line.words.finite or token.text in QUOTE_MARKS | {":", ";"} for token in rest
    )


def _clause_start(line: CueLine, at: int, family: str) -> int | None:
    """Where the reported clause begins: after "that", after the listener, or right after the verb."""
    place = _complementiser(line, at)
    if place is not None:
        return place + 1 if line.tokens[place].lower == "that" else place
    following = line.tokens[at + 1]
    if following.text in _BREAKS_AND_ENDS or following.lower in ("to", "of", "and", "or", "but", "not"):
        return None
    if following.lower in line.words.clause_leads:
        return None
    if family == "tell":
        return next((p for p in (at + 2, at + 3) if _has_clause(line, p, family)), None)
    return at + 1 if _has_clause(line, at + 1, family) else None


def _complementiser(line: CueLine, at: int) -> int | None:
    """Position of the "that", "how", "whether" or "why" that belongs to the verb; no other verb stands between."""
    for place in range(at + 1, min(at + 1 + _LONGEST_LISTENER, len(line.tokens) - 1)):
        token = line.tokens[place]
        if line.inside[place] or token.text in _CLAUSE_MARKS:
            return None
        if token.lower in line.words.complementisers:
            return place
        if (
            place > at + 1
            and token.text in line.words.finite
            and line.tokens[place - 1].lower not in ("a", "the", "his", "her", "in")
        ):
            return None
    return None


def _has_clause(line: CueLine, start: int, family: str) -> bool:
    """Whether a subject and then a finite verb follow; thoughts need a subject that looks like one."""
    if start >= len(line.tokens) or line.inside[start]:
        return False
    opener = line.tokens[start]
    nominal = not opener.text.islower() or _is_opener(line, opener)
    if not nominal and family not in ("say", "state"):
        return False
    for token in line.tokens[start + 1 : start + _REACH.get(family, 9)]:
        if token.text in _ENDS or token.text in (";", ":"):
            return False
        if token.text in line.words.finite:
            return True
        if (
            opener.lower in ("they", "we", "you", "i", "people")
            and line.words.forms.get(token.lower, ("", 0))[0] == token.lower
        ):
            return True
    return False


def _clause_end(line: CueLine, start: int) -> int:
    """Token number where the clause ends: at the sentence end, or before a further verb of speaking."""
    breaks = line.words.speech_breaks
    for place in range(start + 2, len(line.tokens) - 1):
        token = line.tokens[place]
        if line.inside[place]:
            continue
        if token.text == "according" and line.tokens[place - 1].text == ",":
            return place - 1
        if token.text in breaks and line.tokens[place - 1].lower in ("and", "but", ","):
            cut = place - 1
            return cut - 1 if line.tokens[cut - 1].text == "," else cut
    return len(line.tokens)


def _main_clause(line: CueLine, at: int, start: int, end: int) -> int | None:
    """Where the main clause begins behind a sentence that opens with its side clause ("While X said …, Y …")."""
    if line.tokens[0].lower not in line.words.side_clauses or any(token.text == "," for token in line.tokens[:at]):
        return None
    told = False
    for place in range(start + 1, end - 1):
        told = told or line.is_finite(place)
        following = line.tokens[place + 1]
        if told and line.tokens[place].text == "," and not line.inside[place] and _opens_clause(line, following):
            return place
    return None


def _opens_clause(line: CueLine, token: Token) -> bool:
    """Whether a word can open a clause with its subject: a name, a pronoun or a determiner."""
    return token.text[0].isupper() or _is_opener(line, token)


def _is_opener(line: CueLine, token: Token) -> bool:
    return token.lower in line.words.determiners or token.lower in line.words.pronouns


def _stretch(line: CueLine, first: int, end: int) -> Span | None:
    """Characters of the line.tokens without marks at either end, None when fewer than two words remain."""
    while first < end and line.tokens[first].text in BREAKS - {"("}:
        first += 1
    while end > first and line.tokens[end - 1].text in (BREAKS - {")"}) | _ENDS:
        end -= 1
    if sum(1 for token in line.tokens[first:end] if token.text[0].isalnum()) < 2:
        return None
    marks = sum(1 for token in line.tokens[first:end] if token.text in QUOTE_MARKS)
    if marks % 2 and end < len(line.tokens) and line.tokens[end].text in QUOTE_MARKS:
        end += 1  # a quotation that ends the clause keeps its closing mark
    return line.tokens[first].start, line.tokens[end - 1].end
