"""Verb groups with their arguments: who does it and what it is done to, read from word order.

What a group means for polarity and time is decided in ``statements``.
"""

from __future__ import annotations

from collections.abc import Sequence

from nightdesk.transforms.language.clause import Clause, Range
from nightdesk.transforms.language.pack import Pack
from nightdesk.transforms.language.packs.en.verb_groups import (
    ADVERBS,
    DETERMINERS,
    MARKS,
    OBJECT_CONTROL,
    PARTICLES,
    PREPOSITIONS,
    PRONOUN_PARTS,
    PRONOUNS,
    QUOTES,
    RELATIVES,
    REPORTING,
    SUBORDINATORS,
    is_nominal,
    skip_adverbs,
    verb_groups,
)
from nightdesk.transforms.language.packs.en.verbs import verb_forms
from nightdesk.transforms.text import Token

_STOPPING_MARKS = MARKS - QUOTES
_LOOSE_ENDS = MARKS - {")"}
_PHRASE_ENDS = (PREPOSITIONS - {"of"}) | (SUBORDINATORS - {"and", "or"}) | _STOPPING_MARKS


def read_clauses(pack: Pack, tokens: Sequence[Token]) -> tuple[Clause, ...]:
    """Clauses in order, with subject and object where the word order shows them."""
    groups = verb_groups(tokens)
    for place in range(len(groups)):
        _attach_subject(tokens, groups, place)
    for place in range(len(groups)):
        _attach_object(tokens, groups, place)
    _attach_openers(groups)
    return tuple(groups)


def _attach_subject(tokens: Sequence[Token], groups: list[Clause], place: int) -> None:
    """Find who does it: the words before a finite verb, or whoever the governing verb makes the doer."""
    group = groups[place]
    if group.shape in {"infinitive", "gerund"}:
        _attach_controlled(tokens, groups, place)
        return
    span = _own_pronoun(tokens, group) or _inverted(tokens, groups, place) or _phrase_before(tokens, groups, place)
    if group.shape == "participle":
        group.object = span
        return
    if span is None and place:
        span = _inherited(groups, place)
    if group.passive:
        group.object = span
    else:
        group.subject = span


def _own_pronoun(tokens: Sequence[Token], group: Clause) -> Range | None:
    """The pronoun inside a contraction: we’ve, they’ll."""
    tail = tokens[group.first].lower.replace("’", "'").rpartition("'")[2]
    return (
        (group.first, group.first + 1) if tail in PRONOUN_PARTS and len(tail) < len(tokens[group.first].lower) else None
    )


def _inverted(tokens: Sequence[Token], groups: Sequence[Clause], place: int) -> Range | None:
    """The speaker after a quotation: “…,” said Ada Quill."""
    group = groups[place]
    back = group.first - 1
    if group.lemma not in REPORTING or back < 0 or tokens[back].text not in {"”", '"', "’", "'", "»"}:
        return None
    limit = groups[place + 1].first if place + 1 < len(groups) else len(tokens)
    start = group.head + 1
    return _trimmed(tokens, start, _phrase_end(tokens, start, limit)) if start < limit else None


def _inherited(groups: Sequence[Clause], place: int) -> Range | None:
    """The subject of the finite verb before, for "and will license", "but said"."""
    for other in reversed(groups[:place]):
        if other.shape == "finite":
            return other.object if other.passive else other.subject
    return None


def _attach_controlled(tokens: Sequence[Token], groups: list[Clause], place: int) -> None:
    """The doer of an infinitive or gerund."""
    group = groups[place]
    governor = place - 1 if place else None
    group.governor = governor
    back = skip_adverbs(tokens, group.first)
    if group.shape == "gerund" and back >= 0 and is_nominal(tokens[back]) and not _follows_verb(groups, place, back):
        span: Range | None = _simple_phrase(tokens, back)
    elif governor is None:
        span = (
            _simple_phrase(tokens, back)
            if group.shape == "infinitive" and back >= 0 and is_nominal(tokens[back])
            else None
        )
    else:
        other = groups[governor]
        between = (other.head + 1, group.first)
        if group.shape == "infinitive" and other.lemma in OBJECT_CONTROL and between[0] < between[1]:
            span = other.object if other.passive else _trimmed(tokens, *between)
        else:
            span = other.subject if not other.passive else other.object
    if group.passive:
        group.object = span
    else:
        group.subject = span


def _follows_verb(groups: Sequence[Clause], place: int, back: int) -> bool:
    """Whether the token before a group is the verb before it ("began selling")."""
    return place > 0 and groups[place - 1].head == back


def _phrase_before(tokens: Sequence[Token], groups: Sequence[Clause], place: int) -> Range | None:
    """The noun phrase that ends before a verb, from its clause's start; an apposition in commas is stepped over."""
    group = groups[place]
    end = skip_adverbs(tokens, group.first) + 1
    low = groups[place - 1].head + 1 if place else 0
    if end > low and tokens[end - 1].lower in RELATIVES:
        return end - 1, end
    aside = _relative_aside(tokens, groups, place, end)
    if aside is not None:
        end, low = aside
    end = _before_aside(tokens, low, end)
    start = end
    while start > low:
        word = tokens[start - 1].lower
        if word == "”" and (opening := _opening(tokens, low, start - 1)) is not None:
            start = opening
            continue
        if word in MARKS and word not in {"’", "'", "(", ")"}:
            break
        if word in SUBORDINATORS and not _joins_names(tokens, start - 1, end):
            break
        start -= 1
    directly = aside is None and start == low and place > 0 and low < end  # right behind the verb before
    if directly and (outer := _around_gerund(tokens, groups, place - 1)) is not None:
        return _trimmed(tokens, outer, end)
    if directly and groups[place - 1].shape == "finite" and not _joins(tokens, low, groups[place - 1]):
        return None
    return _trimmed(tokens, start, end)


def _around_gerund(tokens: Sequence[Token], groups: Sequence[Clause], place: int) -> int | None:
    """Where the phrase begins that holds a gerund: "[our support for rebuilding the pier] will go on"."""
    gerund, low = groups[place], groups[place - 1].head + 1 if place else 0
    noun = gerund.first - 2
    if gerund.shape != "gerund" or noun < low or tokens[noun + 1].lower not in PREPOSITIONS:
        return None
    phrase = _simple_phrase(tokens, noun) if is_nominal(tokens[noun]) else None
    return phrase[0] if phrase is not None and phrase[0] >= low else None


def _joins(tokens: Sequence[Token], low: int, before: Clause) -> bool:
    """Whether the words after a verb can open a clause of their own: "said the firm plans"."""
    return before.lemma in REPORTING or tokens[low].lower in PRONOUNS


def _joins_names(tokens: Sequence[Token], place: int, end: int) -> bool:
    """Whether "and" or "or" joins two nouns of one subject, not two clauses."""
    word = tokens[place].lower
    if word == "than" and place:
        return tokens[place - 1].lower in {"more", "less", "fewer", "other", "rather"}
    if word not in {"and", "or", "as"} or place + 1 >= end or place == 0:
        return False
    return is_nominal(tokens[place - 1]) and tokens[place - 1].lower not in verb_forms()


def _opening(tokens: Sequence[Token], low: int, closing: int) -> int | None:
    """Where a short quoted name begins that ends at ``closing``: “coalition of the willing”."""
    for place in range(closing - 1, max(low - 1, closing - _NAME_WORDS), -1):
        if tokens[place].text == "“":
            return place
    return None


_NAME_WORDS = 8  # longer quotations are speech, not names


def _relative_aside(tokens: Sequence[Token], groups: Sequence[Clause], place: int, end: int) -> Range | None:
    """(end, lowest start) of the phrase before a relative clause: "the board, which owns the pier, [sold]"."""
    if not place or end < 1 or tokens[end - 1].text != ",":
        return None
    subject = groups[place - 1].subject
    if (
        subject is None
        or tokens[subject[0]].lower not in RELATIVES
        or subject[0] < 2
        or tokens[subject[0] - 1].text != ","
    ):
        return None
    return subject[0] - 1, groups[place - 2].head + 1 if place > 1 else 0


def _before_aside(tokens: Sequence[Token], low: int, end: int) -> int:
    """The end of the phrase before an aside: "the firm, based in Oslo, [said]", "the union (EU) [said]"."""
    if end <= low:
        return end
    if tokens[end - 1].text == ")":
        for place in range(end - 2, low, -1):
            if tokens[place].text == "(":
                return place
    if tokens[end - 1].text == ",":
        for place in range(end - 2, low, -1):
            if tokens[place].text == ",":
                return place
    return end


def _trimmed(tokens: Sequence[Token], start: int, end: int) -> Range | None:
    """A phrase without the marks, conjunctions and opening adverbials around it; None when nothing is left."""
    while start < end and (
        tokens[start].lower in MARKS or tokens[start].lower in SUBORDINATORS or tokens[start].lower in ADVERBS
    ):
        start += 1
    while end > start and (tokens[end - 1].lower in _LOOSE_ENDS or tokens[end - 1].lower in ADVERBS):
        end -= 1
    if start < end and tokens[start].lower in PREPOSITIONS:
        for place in range(start + 2, end):  # "On Saturday the group": the phrase begins at its determiner
            if tokens[place].lower in DETERMINERS or tokens[place].lower in PRONOUNS:
                start = place
                break
    return (start, end) if start < end else None


def _simple_phrase(tokens: Sequence[Token], last: int) -> Range | None:
    """The noun phrase that ends at a token, up to the next preposition, mark or conjunction."""
    start = last
    while start > 0:
        word = tokens[start - 1].lower
        if word in MARKS or word in PREPOSITIONS or word in SUBORDINATORS:
            break
        start -= 1
        if word in DETERMINERS:
            break
    return _trimmed(tokens, start, last + 1)


def _attach_object(tokens: Sequence[Token], groups: list[Clause], place: int) -> None:
    """Find what it is done to, or for a passive who does it ("by …")."""
    group = groups[place]
    limit = groups[place + 1].first if place + 1 < len(groups) else len(tokens)
    start = group.head + 1
    while start < limit and (tokens[start].lower in PARTICLES or tokens[start].lower in ADVERBS):
        start += 1
    if group.passive:
        group.subject = _agent(tokens, group.head + 1, limit)
        return
    if (
        group.lemma == "be"
        or start >= limit
        or tokens[start].lower in PREPOSITIONS
        or tokens[start].lower in SUBORDINATORS
    ):
        return
    if tokens[start].lower in _STOPPING_MARKS:
        return
    span = _trimmed(tokens, start, _phrase_end(tokens, start, limit))
    group.object = span if span != group.subject else None


def _phrase_end(tokens: Sequence[Token], start: int, limit: int) -> int:
    """The end of a noun phrase that begins at ``start``: before a mark, clause or preposition but "of"."""
    end = start + 1
    while end < limit and tokens[end].lower not in _PHRASE_ENDS:
        end += 1
    return min(end, limit)


def _agent(tokens: Sequence[Token], start: int, limit: int) -> Range | None:
    """The phrase after "by" behind a passive."""
    for place in range(start, limit):
        word = tokens[place].lower
        if word in MARKS or word in SUBORDINATORS:
            return None
        if word == "by" and place + 1 < limit and not tokens[place + 1].text[0].isdigit():
            return _trimmed(tokens, place + 1, _phrase_end(tokens, place + 1, limit))
    return None


def _attach_openers(groups: list[Clause]) -> None:
    """Give verbs that open the sentence ("Describing the plan, Ada …") the subject of the first finite verb."""
    main = next((group for group in groups if group.shape == "finite" and (group.subject or group.object)), None)
    if main is None:
        return
    doer = main.object if main.passive else main.subject
    for group in groups:
        if group is main:
            break
        if group.shape in {"gerund", "infinitive"} and group.subject is None and not group.passive:
            group.subject = doer
