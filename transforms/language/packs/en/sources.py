"""Who a reporting cue names as its source: the subject before the verb, behind it, or shared with an earlier verb."""

from __future__ import annotations

from collections.abc import Sequence

from nightdesk.transforms.language.packs.en.cue_words import CueLine
from nightdesk.transforms.language.packs.en.reported import BREAKS, QUOTE_MARKS
from nightdesk.transforms.language.packs.en.verbs import Form
from nightdesk.transforms.records import Span

_LONGEST_PHRASE = 18  # tokens of the longest source that is read; the longest of the development set has 24
_LONGEST_APPOSITION = 22


def own_source(line: CueLine, at: int, place: int, form: int) -> Span | None:
    """The subject of the verb at ``at``; ``place`` is the last token before it that is no helper or adverb."""
    return _subject(line, place) or (_inverted(line, at, place) if form != Form.ING else None)


def according_end(line: CueLine, at: int) -> int:
    """Where the source behind "according to" ends; ``at`` is its "to"."""
    end = at + 1
    while end < len(line.tokens) and not line.inside[end] and end - at < _LONGEST_PHRASE:
        is_list = line.lower(end) == "and"
        if _ends_source(line, end) or (line.lower(end) in line.words.phrase_stops and not is_list):
            break
        end += 1
    return _with_name(line, end)


def _ends_source(line: CueLine, at: int) -> bool:
    """Whether a mark ends the words of a source."""
    return line.tokens[at].text in BREAKS or line.tokens[at].text in ".?!"


def _with_name(line: CueLine, end: int) -> int:
    """End of a source that a role opens and a name between commas completes ("the mayor, Ada Moss, …")."""
    if line.lower(end) != "," or line.lower(end - 1) not in line.words.role_heads or end + 1 >= len(line.tokens):
        return end
    start = line.tokens[end + 1].start
    stop = next((name.end for name in line.names if name.start == start and name.type == "PERSON"), None)
    return next((i + 1 for i in range(end + 1, len(line.tokens)) if line.tokens[i].end == stop), end)


def _inverted(line: CueLine, at: int, place: int) -> Span | None:
    """The subject after the verb: “…,” said Ada Moss, the mayor; None for ordinary order."""
    if place < 0 or (line.tokens[place].text not in QUOTE_MARKS and line.tokens[place].text != ","):
        return None
    if at + 1 >= len(line.tokens) or line.inside[at + 1] or not _opens_source(line, at + 1):
        return None
    end = at + 1
    while end < len(line.tokens) and end - at < _LONGEST_PHRASE and not _ends_source(line, end):
        if line.lower(end) in line.words.source_stops:
            break
        end += 1
    if any(line.lower(i) in line.words.auxiliaries for i in range(at + 1, end)):
        return None  # a clause of its own: said the plan was dead
    return line.span(at + 1, end - 1)


def _opens_source(line: CueLine, at: int) -> bool:
    """Whether a word can open the subject behind a verb: a name, a determiner, a pronoun."""
    word, words = line.lower(at), line.words
    opens = line.tokens[at].text[0].isupper() or word in words.determiners or word in words.third_persons
    return opens and word != "that"


def _subject(line: CueLine, place: int) -> Span | None:
    """The noun phrase that ends at ``place``; an apposition between commas belongs to the phrase before it."""
    if place < 0 or line.inside[place]:
        return None
    word = line.lower(place)
    if word == ")":
        bracket = next((i for i in range(place - 1, max(place - 8, -1), -1) if line.lower(i) == "("), 0)
        return _phrase(line, bracket - 1)
    if word in ("who", "which", "that"):
        return _phrase(line, place - 2 if line.lower(place - 1) == "," else place - 1)
    if word not in (",", "—", "–"):
        return _phrase(line, place)
    opening = next(
        (i for i in range(place - 1, max(place - _LONGEST_APPOSITION, -1), -1) if line.lower(i) in BREAKS), None
    )
    if opening is None or line.lower(opening) != word or not _is_apposition(line, opening, place):
        return None
    phrase = _phrase(line, opening - 1)
    return (phrase[0], line.tokens[place - 1].end) if phrase else None


def _is_apposition(line: CueLine, opening: int, closing: int) -> bool:
    """Whether the words between two commas describe the name before them, or name the role before them."""
    stretch = line.tokens[opening + 1 : closing]
    if not stretch:
        return False
    first = stretch[0]
    if (
        first.lower in ("who", "which", "whose")
        or first.lower in line.words.determiners
        or first.text.isdigit()
        or first.text.isupper()
    ):
        return True
    if first.lower.endswith("ed") and first.lower in line.words.forms:
        return True  # "the report, published on Monday, found"
    roles = line.words.role_heads
    if line.lower(opening - 1) in roles and any(name.start == first.start for name in line.names):
        return True
    return any(token.lower in roles for token in stretch)


def _phrase(line: CueLine, last: int) -> Span | None:
    """The noun phrase whose last token is ``last``."""
    if last < 0 or line.inside[last] or line.tokens[last].text in BREAKS or line.lower(last) in line.words.phrase_stops:
        return None
    if line.lower(last) in line.words.pronouns:
        return line.span(last, last)
    first = last
    while first > 0 and last - first < _LONGEST_PHRASE and not _ends_phrase(line, first - 1):
        first -= 1
    while first < last and (line.lower(first) in line.words.clause_leads or line.lower(first) in line.words.adverbs):
        first += 1
    return line.span(first, last)


def _ends_phrase(line: CueLine, at: int) -> bool:
    """Whether the token cannot belong to the noun phrase to its right."""
    token = line.tokens[at]
    if line.inside[at] or token.text in BREAKS or token.lower in line.words.pronouns - line.words.determiners:
        return True
    if token.lower == "and":
        return not (at and line.tokens[at - 1].text[0].isupper() and line.tokens[at + 1].text[0].isupper())
    if token.lower in line.words.phrase_stops or token.lower in line.words.auxiliaries:
        return True
    verb = line.words.verbs.get(token.lower)
    return verb is not None and token.text.islower() and bool(verb[2] & (Form.PAST | Form.ING))


def inherited_source(line: CueLine, at: int, place: int, form: int, speakers: Sequence[Span]) -> Span | None:
    """The subject a second verb shares with the first: "X met Y and said", "X left, saying"."""
    joined = place >= 0 and (line.lower(place) in ("and", "but", "or", "then", ",", "—", "–") or form & Form.ING)
    if not joined:
        return None
    return speakers[-1] if speakers else _first_subject(line, at)


def _first_subject(line: CueLine, at: int) -> Span | None:
    """The first name or pronoun before a verb that no preposition governs; people before organisations."""
    limit = line.tokens[at].start
    starts = {token.start: i for i, token in enumerate(line.tokens[:at])}
    free = [
        name
        for name in line.names
        if name.end < limit
        and name.start in starts
        and line.lower(starts[name.start] - 1) not in line.words.clause_leads | {"of", "to"}
    ]
    free.sort(key=lambda name: (name.type != "PERSON", name.type != "ORG", name.start))
    pronoun = next((i for i in range(at) if line.lower(i) in line.words.third_persons and not line.inside[i]), None)
    if pronoun is not None and (not free or line.tokens[pronoun].start < free[0].start):
        return line.span(pronoun, pronoun)
    if free:
        return free[0].start, free[0].end
    return _opening_noun(line, at)


def _opening_noun(line: CueLine, at: int) -> Span | None:
    """The words before the first verb when the sentence opens with its subject ("Residents fled and said")."""
    for i in range(min(at, 6)):
        word = line.lower(i)
        if line.inside[i] or word in line.words.clause_leads or line.tokens[i].text in BREAKS:
            return None
        is_verb = word in line.words.auxiliaries or (word.endswith(("ed", "s")) and word in line.words.forms)
        if i and is_verb:
            return line.span(0, i - 1)
    return None
