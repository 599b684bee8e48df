"""Noun phrases beside a verb: where one begins and ends, judged by marks, prepositions and conjunctions."""

from __future__ import annotations

from nightdesk.transforms.language.clause import Range
from nightdesk.transforms.language.packs.en.word_classes import MARKS, Syntax

_LOOSE_ENDS = MARKS - {")"}
_NAME_WORDS = 8  # longer quotations are speech, not names


def trimmed(syntax: Syntax, start: int, end: int) -> Range | None:
    """A phrase without the marks, conjunctions and opening adverbials around it; None when nothing is left."""
    words, lower = syntax.words, syntax.lower
    while start < end and _is_loose(syntax, lower[start]):
        start += 1
    while end > start and (lower[end - 1] in _LOOSE_ENDS or lower[end - 1] in words.adverbs):
        end -= 1
    if start < end and lower[start] in words.prepositions:
        openings = words.phrase_openings  # "On Saturday the group" begins at its article
        start = next((place for place in range(start + 2, end) if lower[place] in openings), start)
    return (start, end) if start < end else None


def _is_loose(syntax: Syntax, word: str) -> bool:
    """Whether a word at the opening of a phrase does not belong to it."""
    return word in MARKS or word in syntax.words.subordinators or word in syntax.words.adverbs


def simple_phrase(syntax: Syntax, last: int) -> Range | None:
    """The noun phrase that ends at a token, up to the next preposition, mark or conjunction."""
    words, lower = syntax.words, syntax.lower
    start = last
    while start > 0:
        word = lower[start - 1]
        if word in MARKS or word in words.prepositions or word in words.subordinators:
            break
        start -= 1
        if word in words.closed.articles:
            break
    return trimmed(syntax, start, last + 1)


def phrase_end(syntax: Syntax, start: int, limit: int) -> int:
    """The end of a noun phrase that begins at ``start``: before a mark, clause or preposition but "of"."""
    end = start + 1
    while end < limit and syntax.lower[end] not in syntax.words.phrase_ends:
        end += 1
    return min(end, limit)


def phrase_start(syntax: Syntax, low: int, end: int) -> int:
    """Where the subject begins that ends at ``end``: behind a mark or a conjunction of clauses."""
    start = end
    while start > low:
        word = syntax.lower[start - 1]
        if word == "”" and (opening := _opening(syntax, low, start - 1)) is not None:
            start = opening
        elif (word in MARKS and word not in {"’", "'", "(", ")"}) or (
            word in syntax.words.subordinators and not _joins_names(syntax, start - 1, end)
        ):
            break
        else:
            start -= 1
    return start


def _opening(syntax: Syntax, low: int, closing: int) -> int | None:
    """Where a short quoted name begins that ends at ``closing``: “coalition of the willing”."""
    for place in range(closing - 1, max(low - 1, closing - _NAME_WORDS), -1):
        if syntax.lower[place] == "“":
            return place
    return None


def _joins_names(syntax: Syntax, place: int, end: int) -> bool:
    """Whether "and" or "or" joins two nouns of one subject, not two clauses."""
    word, before = syntax.lower[place], syntax.word(place - 1)
    if word == "than" and place:
        return before in syntax.words.closed.comparing
    if word not in {"and", "or", "as"} or place + 1 >= end or place == 0:
        return False
    return syntax.is_nominal(place - 1) and before not in syntax.words.forms


def before_aside(syntax: Syntax, low: int, end: int) -> int:
    """The end of the phrase before an aside: "the firm, based in Oslo, [said]", "the union (EU) [said]"."""
    if end <= low:
        return end
    for closing, opening in ((")", "("), (",", ",")):
        if syntax.lower[end - 1] == closing:
            return next((place for place in range(end - 2, low, -1) if syntax.lower[place] == opening), end)
    return end
