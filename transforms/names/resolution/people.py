"""When two personal names are one: titles, initials, pet names and genders decide, else spelling is a question."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from nightdesk.transforms.language.pack import Pack, per_pack
from nightdesk.transforms.language.packs import ENGLISH
from nightdesk.transforms.names.name_patterns import name_pattern
from nightdesk.transforms.names.resolution.features import Parts, are_near, person_features
from nightdesk.transforms.names.resolution.name_answers import NameAnswer, Question
from nightdesk.transforms.names.resolution.sounds import sound_alike
from nightdesk.transforms.text import fold


class _Words(NamedTuple):
    """What is no part of a personal name, and what given names mean."""

    titles: frozenset[str]
    dropped: frozenset[str]  # particles and generations
    given: Mapping[str, str]
    nicknames: Mapping[str, str]
    possessive: re.Pattern[str]


@per_pack
def _words(pack: Pack) -> _Words:
    return _Words(
        titles=pack.words("honorifics") | pack.words("role_heads") | pack.words("role_modifiers"),
        dropped=pack.words("person_particles") | pack.words("name_suffixes"),
        given=pack.table("given_names"),
        nicknames=pack.table("nicknames"),
        possessive=name_pattern(pack, "possessive"),
    )


@lru_cache(maxsize=65_536)
def person_parts(name: str) -> Parts:
    """Folded parts of a personal name without titles, roles and particles; never none."""
    words = _words(ENGLISH)
    parts = fold(words.possessive.sub("", name).replace(".", " ")).split()
    while len(parts) > 1 and parts[0] in words.titles and parts[0] not in words.given:
        parts = parts[1:]
    bare = [part for part in parts if part not in words.dropped]
    return tuple(bare or parts or [name.lower()])


def compare_people(a: str, b: str) -> NameAnswer | Question:
    """What rules say about two people's names, or what they would ask the matcher."""
    return _compare_parts(person_parts(a), person_parts(b))


def _compare_parts(a: Parts, b: Parts) -> NameAnswer | Question:
    """Compare part by part: the shorter name must be found in the longer, surname with surname."""
    if a == b:
        return NameAnswer(1.0, "same parts")
    short, long = sorted((a, b), key=lambda parts: (len(parts), parts))
    if len(short) == 1:
        return NameAnswer(*_surname_only(short[0], long))
    if _initials(a) and _initials(b) and _initials(a) != _initials(b):
        return NameAnswer(0.1, "different initials", forbids=True)
    if _genders_differ(a[0], b[0]):
        return NameAnswer(0.0, "a man's and a woman's name", forbids=True)
    scores = _align(short, long)
    if scores is not None and short[-1] == long[-1]:
        return NameAnswer(round(0.6 + 0.4 * min(scores), 3), "one name contains the other, or its initials")
    if are_near(a, b) or (_is_initial(a[0], b[0]) and sound_alike(short[-1], long[-1])):
        return Question(True, tuple(person_features(a, b)))
    return NameAnswer(0.0, "a part of the name has no counterpart")


def _initials(parts: Parts) -> Parts:
    """Initials between a spelled given name and the surname ("George W. Bush")."""
    return tuple(part for part in parts[1:-1] if len(part) == 1) if len(parts[0]) > 1 else ()


def _surname_only(name: str, long: Parts) -> tuple[float, str]:
    """A single name against a full one: it may be the surname; a given name alone is too weak."""
    score = 1.0 if name == long[-1] else sound_alike(name, long[-1])
    if score:
        return (0.55 + 0.2 * score if len(long) > 1 else score), "surname alone"
    if len(long) > 1 and name == long[0]:
        return 0.4, "given name alone"
    if name in long[1:-1]:
        return 0.55, "a middle name alone"
    return 0.0, "different names"


def _align(short: Parts, long: Parts) -> list[float] | None:
    """How sure each part of the shorter name stands in the other, in order; None when one is missing."""
    scores: list[float] = []
    at = 0
    for part in short:
        while at < len(long) and not _equal(part, long[at]):
            at += 1
        if at == len(long):
            return None
        scores.append(_equal(part, long[at]))
        at += 1
    return scores


def _equal(a: str, b: str) -> float:
    """1 for equal parts, less for a pet form or an initial of one, 0 for all others."""
    if a == b:
        return 1.0
    if _is_initial(a, b):
        return 0.8
    nicknames = _words(ENGLISH).nicknames
    return 0.9 if nicknames.get(a, a) == nicknames.get(b, b) else 0.0


def _is_initial(a: str, b: str) -> bool:
    return min(len(a), len(b)) == 1 and a[0] == b[0]


def _genders_differ(a: str, b: str) -> bool:
    """Whether one is a man's and the other a woman's given name ("Mario", "Maria")."""
    given = _words(ENGLISH).given
    return {given.get(a), given.get(b)} == {"m", "f"}
