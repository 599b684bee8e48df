"""When two names of organisations or places are one: gazetteer, acronyms, legal forms; else spelling is a question."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from nightdesk.transforms.language.pack import Pack, per_pack
from nightdesk.transforms.language.packs import ENGLISH
from nightdesk.transforms.names.gazetteer import lookup
from nightdesk.transforms.names.name_patterns import name_pattern
from nightdesk.transforms.names.resolution.features import Parts, are_near, word_features
from nightdesk.transforms.names.resolution.name_answers import NameAnswer, Question
from nightdesk.transforms.names.resolution.sounds import sound_edits
from nightdesk.transforms.text import fold

_RESPACED_EDITS = 0.5  # sound edits between names that differ in their spaces: one silent letter
_DIFFERENT = NameAnswer(0.0, "different names")


class _Words(NamedTuple):
    """What is no part of a name, what is written in several ways, and what keeps names apart."""

    spellings: Mapping[str, str]
    expansions: Mapping[str, str]
    legal_forms: frozenset[str]
    additions: frozenset[str]
    minor: frozenset[str]
    definite: frozenset[str]
    opposites: frozenset[str]
    possessive: re.Pattern[str]
    full_form: re.Pattern[str]


@per_pack
def _words(pack: Pack) -> _Words:
    return _Words(
        spellings=pack.table("name_spellings"),
        expansions=pack.table("acronym_expansions"),
        legal_forms=pack.words("legal_forms"),
        additions=pack.words("organisation_additions"),
        minor=pack.words("minor_name_words"),
        definite=pack.words("definite_articles"),
        opposites=pack.words("opposites"),
        possessive=name_pattern(pack, "possessive"),
        full_form=name_pattern(pack, "full form of a state"),
    )


def compare_organisations(a: str, b: str) -> NameAnswer | Question:
    """What gazetteer, acronyms, legal forms and spelling say about two organisations, or what to ask the matcher."""
    known_a, known_b = _known_organisation(a), _known_organisation(b)
    if known_a is not None and known_b is not None:
        if known_a == known_b:
            return NameAnswer(1.0, "known names of one organisation")
        return NameAnswer(0.0, "known names of different organisations", forbids=True)
    parts_a, parts_b = word_parts(a), word_parts(b)
    if parts_a and sorted(map(_singular, parts_a)) == sorted(map(_singular, parts_b)):
        return NameAnswer(0.95, "same but for legal form, order and spelling")
    if abbreviates(a, b) or abbreviates(b, a):
        return NameAnswer(0.7, "acronym of the other")
    short, long = sorted((parts_a, parts_b), key=len)
    if short and long[: len(short)] == short and set(long[len(short) :]) <= _words(ENGLISH).additions:
        return NameAnswer(0.7, "short form of the other")
    return _compare_words(a, b, is_place=False)


def _known_organisation(name: str) -> str | None:
    """Canonical name in the gazetteer, also with the acronym of a state or union spelled out ("EU Parliament")."""
    spelled = " ".join(_words(ENGLISH).expansions.get(part, part) for part in name.split())
    known = lookup(ENGLISH, name) or lookup(ENGLISH, spelled)
    return known.canonical if known is not None and known.type == "ORG" else None


@lru_cache(maxsize=65_536)
def word_parts(name: str) -> Parts:
    """Folded words of an organisation or place without legal forms and small words, in one spelling."""
    words = _words(ENGLISH)
    parts = (words.spellings.get(part, part) for part in fold(words.possessive.sub("", name)).split())
    bare = tuple(part for part in parts if part)
    core = tuple(part for part in bare if part not in words.legal_forms)
    return core or bare


def _singular(part: str) -> str:
    """A longer word without its plural s ("Motors")."""
    return part.removesuffix("s") if len(part) > 4 else part


def abbreviates(short: str, long: str) -> bool:
    """Whether a word of capitals is made of the initials of a longer name, with or without its small words."""
    letters = short.replace(".", "")
    if (
        not 2 <= len(letters) <= 8
        or not letters.isalnum()
        or sum(map(str.isupper, letters)) < 2
        or " " not in long.strip()
    ):
        return False
    words = _words(ENGLISH)
    parts = [part for part in fold(long).split() if part not in words.definite]
    all_initials = "".join(part[0] for part in parts)
    main = "".join(part[0] for part in parts if part not in words.minor)
    return letters.lower() in (all_initials, main)


def compare_places(a: str, b: str) -> NameAnswer | Question:
    """What the gazetteer says about two places; what to ask the matcher about those it lacks."""
    known_a, known_b = lookup(ENGLISH, a), lookup(ENGLISH, b)
    if known_a is not None and known_b is not None:
        if fold(known_a.canonical) == fold(known_b.canonical):
            return NameAnswer(1.0, "known names of one place")
        return NameAnswer(0.0, "known names of different places", forbids=True)
    if _bare_place(a) == _bare_place(b) or word_parts(a) == word_parts(b):
        return NameAnswer(1.0, "same name")
    return _DIFFERENT if known_a is not None or known_b is not None else _compare_words(a, b, is_place=True)


@lru_cache(maxsize=65_536)
def _bare_place(name: str) -> str:
    """The folded name without what only its full form says."""
    return _words(ENGLISH).full_form.sub("", fold(name))


def _compare_words(a: str, b: str, is_place: bool) -> NameAnswer | Question:
    """Names word by word: as many words, or the same letters with other spaces."""
    if a == b:  # signs without a letter, which have no words
        return NameAnswer(1.0, "same name")
    parts_a, parts_b = word_parts(a), word_parts(b)
    if not parts_a or not parts_b or not are_near(parts_a, parts_b):
        return _DIFFERENT
    only_a, only_b = set(parts_a) - set(parts_b), set(parts_b) - set(parts_a)
    if all(only & _words(ENGLISH).opposites or any(part.isdigit() for part in only) for only in (only_a, only_b)):
        return NameAnswer(0.0, "another direction or number", forbids=True)
    is_respaced = sound_edits("".join(parts_a), "".join(parts_b)) <= _RESPACED_EDITS
    if _acronyms(a) != _acronyms(b) or (len(parts_a) != len(parts_b) and not is_respaced):
        return _DIFFERENT
    return Question(False, tuple(word_features(parts_a, parts_b, is_place)))


def _acronyms(name: str) -> set[str]:
    """Words of capitals in a name, in which every letter counts ("ABC News", "BBC News")."""
    return {word for word in re.findall(r"[\w.]+", name) if len(word) > 1 and word.isupper()}
