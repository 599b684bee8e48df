"""The names inside one span of capitalised words: known ones, titled people, and what is left between them.

No knowledge of the rest of the document: ``document_names`` weighs the candidates against each other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from nightdesk.transforms.language.pack import Pack, per_pack
from nightdesk.transforms.names.candidates import CapitalisedSpan, NameCandidate
from nightdesk.transforms.names.gazetteer import Known, demonyms, lookup
from nightdesk.transforms.names.name_patterns import lemma, name_pattern, ties
from nightdesk.transforms.names.typing import is_org_head, typed
from nightdesk.transforms.text import Token

_DOUBTFUL = 0.2  # less than any reading that stands by itself
_LONGEST_KNOWN = 5  # words of the longest known name looked for at the start of a span
_CURRENCY_SIGNS = ("$", "£", "€", "#")  # "US$" names no state


class _Words(NamedTuple):
    """The words that open, close and part names."""

    not_names: frozenset[str]
    given: Mapping[str, str]
    roles: frozenset[str]
    honorifics: frozenset[str]
    modifiers: frozenset[str]
    titles: frozenset[str]  # "secretary": takes an office after "of"
    offices: frozenset[str]
    org_heads: frozenset[str]
    org_first: frozenset[str]
    place_heads: frozenset[str]
    place_first: frozenset[str]
    other_heads: frozenset[str]
    ties: frozenset[str]
    of_or_for: frozenset[str]
    of: frozenset[str]
    definite: frozenset[str]
    possessives: frozenset[str]
    motion: frozenset[str]
    buildings: frozenset[str]
    demonyms: Mapping[str, str]
    adverb: re.Pattern[str]
    past: re.Pattern[str]


@per_pack
def _words(pack: Pack) -> _Words:
    return _Words(
        not_names=pack.words("not_names") | pack.words("sentence_openers"),
        given=pack.table("given_names"),
        roles=pack.words("role_heads"),
        honorifics=pack.words("honorifics"),
        modifiers=pack.words("role_modifiers"),
        titles=pack.words("office_titles"),
        offices=pack.words("offices"),
        org_heads=pack.words("org_heads"),
        org_first=pack.words("org_first_heads"),
        place_heads=pack.words("place_heads"),
        place_first=pack.words("place_first_heads"),
        other_heads=pack.words("other_heads"),
        ties=frozenset(pack.table("name_ties")),
        of_or_for=ties(pack, "head", "place"),
        of=ties(pack, "place"),
        definite=pack.words("definite_articles"),
        possessives=pack.words("possessives"),
        motion=pack.words("motion_prepositions"),
        buildings=pack.words("buildings"),
        demonyms=demonyms(pack),
        adverb=name_pattern(pack, "adverb"),
        past=name_pattern(pack, "past"),
    )


def names_in(span: CapitalisedSpan) -> list[NameCandidate]:
    """Candidates for the names inside one span, in text order; none for an empty span."""
    words = _words(span.pack)
    if span.size and _is_adverb(span, words):
        return [span.candidate("PERSON", _DOUBTFUL, "adverb")]
    span = _trimmed(span, words)
    if not span.size:
        return []
    if (known := span.known) is not None:
        return _known(span, known, words)
    if span.size < 3 and (place := words.demonyms.get(span.surface.lower())):
        return [_demonym(span, place)]
    title = _title_in(span, words)
    return _titled(span, *title, words) if title is not None else _untitled(span, words)


def _is_adverb(span: CapitalisedSpan, words: _Words) -> bool:
    """Whether one word opens a sentence and ends like an adverb; only the rest of the document can make it a name."""
    if span.first > 0 or span.size > 1:
        return False
    word = span.tokens[0].lower
    return words.adverb.search(word) is not None and word not in words.given and span.known is None


def _trimmed(span: CapitalisedSpan, words: _Words) -> CapitalisedSpan:
    """Without leading and trailing words that are no part of any name (weekdays, pronouns, sentence adverbs)."""
    while span.size and not _may_open(span, words):
        span = span.part(span.first + 1, span.end)
    while span.size and span.tokens[span.end - 1].lower in words.not_names and span.known is None:
        span = span.part(span.first, span.end - 1)
    return span


def _may_open(span: CapitalisedSpan, words: _Words) -> bool:
    """Whether a name can begin with the span: common words only where they open a known name or a place."""
    if span.first == 0 and (_only_leads(span, words) or _is_adverb(span.part(0, 1), words)):
        return False
    word, goes_on = span.tokens[span.first].lower, span.size > 1
    if word not in words.not_names or (word in words.given and goes_on):
        return True
    if word in words.definite and goes_on and span.part(span.first + 1, span.end).known is not None:
        return False
    return (word in words.place_first and goes_on) or _known_prefix(span) is not None


def _only_leads(span: CapitalisedSpan, words: _Words) -> bool:
    """Whether the first word of a sentence only stands before a known name ("Automaker Lumen")."""
    if span.size == 1 or _may_lead_name(span.names[0], words):
        return False
    if span.known is not None or lookup(span.pack, span.names[0].text) is not None:
        return False
    return span.part(span.first + 1, span.end).known is not None


def _may_lead_name(token: Token, words: _Words) -> bool:
    """Whether the word often is the first of a name, or says who somebody is."""
    classes = (words.place_first, words.org_first, words.given, words.demonyms)
    return any(token.lower in class_ for class_ in classes) or _is_title(token, words)


def _known_prefix(span: CapitalisedSpan) -> tuple[CapitalisedSpan, Known] | None:
    """The longest known name at the start of a span, and its meaning."""
    for end in range(min(span.end, span.first + _LONGEST_KNOWN), span.first, -1):
        prefix = span.part(span.first, end)
        if (known := prefix.known) is not None:
            return prefix, known
    return None


def _known(span: CapitalisedSpan, known: Known, words: _Words) -> list[NameCandidate]:
    """A span the gazetteer has; a building one goes to is a place, an amount in "US$" is none."""
    if span.word(0) in _CURRENCY_SIGNS:
        return []
    before = span.word(-2) if span.word(-1) in words.definite else span.word(-1)
    if known.kind == "metonym" and known.canonical in words.buildings and before in words.motion:
        known = Known("PLACE", known.canonical, "name")
    return [span.candidate(known.type, 0.9, "gazetteer", known)]


def _demonym(span: CapitalisedSpan, place: str) -> NameCandidate:
    return span.candidate("PLACE", 0.9, "demonym", Known("PLACE", place, "demonym"))


# --- titles --------------------------------------------------------------------------------------------


def _title_in(span: CapitalisedSpan, words: _Words) -> tuple[int, int] | None:
    """(first, last + 1) of the title inside the span, None when there is none or the span is an organisation."""
    tokens, first, end = span.tokens, span.first, span.end
    if tokens[end - 1].lower in words.org_heads or not _ties_only_offices(span, words):
        return None
    last = next((at for at in range(end - 1, first - 1, -1) if _is_title(tokens[at], words)), None)
    if last is None:
        return None
    begin, stop = last, last + 1
    while begin > first and (tokens[begin - 1].lower in words.modifiers or tokens[begin - 1].lower in words.roles):
        begin -= 1
    while stop < end and (tokens[stop].text == "." or {tokens[stop].lower, tokens[stop - 1].lower} & words.of):
        stop += 1
    return begin, stop


def _is_title(token: Token, words: _Words) -> bool:
    return token.lower in words.roles or token.lower.rstrip(".") in words.honorifics


def _ties_only_offices(span: CapitalisedSpan, words: _Words) -> bool:
    """Whether every "of" or "for" of the span is that of an office ("Secretary of State")."""
    tokens = span.tokens
    return all(
        tokens[at - 1].lower in words.titles and tokens[at + 1].lower in words.offices
        for at in range(span.first + 1, span.end - 1)
        if tokens[at].lower in words.of_or_for
    )


def _titled(span: CapitalisedSpan, begin: int, stop: int, words: _Words) -> list[NameCandidate]:
    """“European Commission President Ursula von der Leyen”: what stands before the title, and the person after it."""
    before = names_in(span.part(span.first, begin))
    end = span.end
    while end - stop > 1 and _is_no_surname(span.pack, span.tokens[end - 1].lower, words):
        end -= 1
    if stop >= end or (end - stop == 1 and _is_common(span.pack, span.tokens[stop].lower, words)):
        return before
    person = span.part(stop, end).candidate("PERSON", 0.95, "title")
    titles = [token.lower for token in span.tokens[begin:stop] if token.lower.rstrip(".") not in words.honorifics]
    role = " ".join(title for title in titles if title != ".")
    person.roles = [(role, _scope(span, begin, before, words))] if role else []
    return [*before, person]


def _scope(span: CapitalisedSpan, begin: int, before: list[NameCandidate], words: _Words) -> str | None:
    """The place or organisation of a title: the name before it in the span, or the owner ("Italy’s Prime Minister")."""
    if before:
        return before[-1].canonical or before[-1].surface
    if begin > 1 and span.tokens[begin - 1].lower in words.possessives:
        known = lookup(span.pack, span.tokens[begin - 2].text)
        return known.canonical if known is not None else span.tokens[begin - 2].text
    return None


def _is_no_surname(pack: Pack, word: str, words: _Words) -> bool:
    """A demonym or a past tense at the end of a titled name belongs to what follows ("Ada Moss Urged Dutch …")."""
    return word in words.demonyms or (words.past.search(word) is not None and lemma(pack, word) is not None)


def _is_common(pack: Pack, word: str, words: _Words) -> bool:
    if word in words.other_heads or word in words.org_heads:
        return True
    return lemma(pack, word) is not None and word not in words.given


# --- names without a title -----------------------------------------------------------------------------


def _untitled(span: CapitalisedSpan, words: _Words) -> list[NameCandidate]:
    """A span without a title: hyphened places, a known or national beginning and the rest, or one name."""
    if span.size == 1:
        found = _hyphened(span)
    else:
        found = _after_demonym(span, words) or _after_known(span, words) or _two_bodies(span, words)
    if found:
        return found
    single = typed(span)
    return [single] if single is not None else []


def _hyphened(span: CapitalisedSpan) -> list[NameCandidate]:
    """Places inside a compound ("UK-France-led")."""
    found: list[NameCandidate] = []
    start = span.names[0].start
    for part in span.surface.split("-") if "-" in span.surface else ():
        known = lookup(span.pack, part)
        if known is not None:
            place = span.sentence_no, start, start + len(part)
            found.append(NameCandidate(*place, part, known.type, known.kind, 0.8, "gazetteer", known.canonical))
        start += len(part) + 1
    return found


def _after_demonym(span: CapitalisedSpan, words: _Words) -> list[NameCandidate]:
    """A demonym of one or two words and the names after it ("Dutch Ada Moss"); an organisation keeps its demonym."""
    if is_org_head(span.pack, span.names[-1]):
        return []
    for end in range(min(span.first + 2, span.end - 1), span.first, -1):
        lead = span.part(span.first, end)
        if (place := words.demonyms.get(lead.surface.lower())) is not None:
            return [_demonym(lead, place), *names_in(span.part(end, span.end))]
    return []


def _after_known(span: CapitalisedSpan, words: _Words) -> list[NameCandidate]:
    """A known name, and what follows where that is no part of it ("Boeing 787", "Rome Summit")."""
    prefix = _known_prefix(span)
    if prefix is None or prefix[0].size == span.size or is_org_head(span.pack, span.names[-1]):
        return []
    lead, known = prefix
    rest = span.part(lead.end, span.end)
    if rest.names[0].lower in words.ties or rest.names[-1].lower in words.place_heads:
        return []
    found = lead.candidate(known.type, 0.9, "gazetteer", known)
    if (rest.names[0].lower in words.given and rest.size > 1) or (known.type == "PLACE" and _is_organisation(rest)):
        return [found, *names_in(rest)]
    return [found] if known.type == "ORG" or rest.names[-1].lower in words.other_heads else []


def _is_organisation(span: CapitalisedSpan) -> bool:
    """Whether the gazetteer has it as an organisation ("UK RAF")."""
    return (known := span.known) is not None and known.type == "ORG"


def _two_bodies(span: CapitalisedSpan, words: _Words) -> list[NameCandidate]:
    """An organisation and the person after it ("Harbour Agency Ada Moss")."""
    for at in range(span.first + 1, span.end - 1) if span.size > 3 else ():
        if is_org_head(span.pack, span.tokens[at - 1]) and span.tokens[at].lower in words.given:
            return [*names_in(span.part(span.first, at)), *names_in(span.part(at, span.end))]
    return []
