"""When two names mean one entity: certain rules first, a question to the trained matcher where only spelling tells.

Rules over titles, initials, nicknames, acronyms and the gazetteer; every answer carries its reason. Nothing is looked
up in the articles: two people of one name stay one here, and whoever knows better keeps them apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from nightdesk.transforms.language.pack import Pack, per_pack
from nightdesk.transforms.language.packs import ENGLISH
from nightdesk.transforms.names.gazetteer import lookup
from nightdesk.transforms.names.resolution.features import Parts, are_near, person_features, word_features
from nightdesk.transforms.names.resolution.sounds import sound_alike, sound_edits
from nightdesk.transforms.names.words import name_pattern
from nightdesk.transforms.text import fold

VERSION = "2"
"""Changes whenever the rules may resolve a name differently."""

SAME_SCORE = 0.5
"""Score of a rule from which two names count as one entity."""

SAME_PROBABILITY = 0.8
"""Probability from which the trained matcher's answer counts as one entity: a wrong merge puts words in somebody's
mouth, a missed one shows a person twice. Chosen for a precision of .97 or more where rules leave it open, on invented
pairs that the matcher has not seen (deployments/matcher/train_names.py prints it)."""

_RESPACED_EDITS = 0.5  # sound edits between names that differ in their spaces: one silent letter


class _Words(NamedTuple):
    """What is no part of a name, what is written in several ways, and what keeps names apart."""

    titles: frozenset[str]
    dropped: frozenset[str]  # particles and suffixes of personal names
    given: Mapping[str, str]
    nicknames: Mapping[str, str]
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
def _read(pack: Pack) -> _Words:
    return _Words(
        titles=frozenset().union(*map(pack.words, ("honorifics", "role_heads", "role_modifiers"))),
        dropped=pack.words("person_particles") | pack.words("name_suffixes"),
        given=pack.table("given_names"),
        nicknames=pack.table("nicknames"),
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


def _words() -> _Words:
    """Names are compared across articles: by the language in which they stand for their entities."""
    return _read(ENGLISH)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a rule says; ``forbids``: the two are never one entity, whoever else both are one with."""

    score: float
    reason: str
    forbids: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What rules leave to the trained matcher: two spellings, near enough to be of one name."""

    is_person: bool
    features: tuple[float, ...]


Judge = Callable[[Sequence[Question]], Sequence[float]]
"""Probabilities that the names of questions are one, in their order; a trained matcher has one."""

_DIFFERENT = Answer(0.0, "different names")


def same_name(a: str, b: str, type: str, judge: Judge) -> tuple[bool, float, str]:
    """Whether two names of one type (PERSON, ORG, PLACE) mean one entity, a score in 0..1, and why.

    Symmetric; names equal but for case, accents and titles score 1. The score is a rule's, or a probability.
    """
    found = compare_names(a, b, type)
    return decided(found) if isinstance(found, Answer) else judged(judge([found])[0])


def decided(answer: Answer) -> tuple[bool, float, str]:
    """A rule's answer as (same, score, why)."""
    return answer.score >= SAME_SCORE, answer.score, answer.reason


def judged(probability: float) -> tuple[bool, float, str]:
    """The matcher's answer as (same, probability, why)."""
    same = probability >= SAME_PROBABILITY
    return same, round(probability, 3), "spellings of one name" if same else "spellings too far apart"


def compare_names(a: str, b: str, type: str) -> Answer | Question:
    """What rules say about two names of one type, or what they would ask the matcher."""
    if type == "PERSON":
        return _compare_people(person_parts(a), person_parts(b))
    return _compare_organisations(a, b) if type == "ORG" else _compare_places(a, b)


# --- people --------------------------------------------------------------------------------------------


@lru_cache(maxsize=65_536)
def person_parts(name: str) -> Parts:
    """Folded parts of a personal name without titles, roles and particles."""
    words = _words()
    parts = fold(words.possessive.sub("", name).replace(".", " ")).split()
    while len(parts) > 1 and parts[0] in words.titles and parts[0] not in words.given:
        parts = parts[1:]
    bare = [part for part in parts if part not in words.dropped]
    return tuple(bare or parts)


def _compare_people(a: Parts, b: Parts) -> Answer | Question:
    """Compare part by part: the shorter name must be found in the longer, surname with surname."""
    if a == b:
        return Answer(1.0, "same parts")
    short, long = sorted((a, b), key=lambda parts: (len(parts), parts))
    if len(short) == 1:
        return Answer(*_surname_only(short[0], long))
    if _initials(a) and _initials(b) and _initials(a) != _initials(b):
        return Answer(0.1, "different initials", forbids=True)
    if _genders_differ(a[0], b[0]):
        return Answer(0.0, "a man's and a woman's name", forbids=True)
    scores = _align(short, long)
    if scores is not None and short[-1] == long[-1]:
        return Answer(round(0.6 + 0.4 * min(scores), 3), "one name contains the other, or its initials")
    if are_near(a, b) or (_is_initial(a[0], b[0]) and sound_alike(a[-1], b[-1])):
        return Question(True, tuple(person_features(a, b)))
    return Answer(0.0, "a part of the name has no counterpart")


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
    nicknames = _words().nicknames
    return 0.9 if nicknames.get(a, a) == nicknames.get(b, b) else 0.0


def _is_initial(a: str, b: str) -> bool:
    return min(len(a), len(b)) == 1 and a[0] == b[0]


def _genders_differ(a: str, b: str) -> bool:
    """Whether one is a man's and the other a woman's given name ("Mario", "Maria")."""
    given = _words().given
    return {given.get(a), given.get(b)} == {"m", "f"}


# --- organisations and places --------------------------------------------------------------------------


def _compare_organisations(a: str, b: str) -> Answer | Question:
    """Gazetteer, acronym, legal form and spelling."""
    known_a, known_b = _known_organisation(a), _known_organisation(b)
    if known_a is not None and known_b is not None:
        if known_a == known_b:
            return Answer(1.0, "known names of one organisation")
        return Answer(0.0, "known names of different organisations", forbids=True)
    parts_a, parts_b = word_parts(a), word_parts(b)
    if parts_a and sorted(map(_singular, parts_a)) == sorted(map(_singular, parts_b)):
        return Answer(0.95, "same but for legal form, order and spelling")
    if abbreviates(a, b) or abbreviates(b, a):
        return Answer(0.7, "acronym of the other")
    short, long = sorted((parts_a, parts_b), key=len)
    if short and long[: len(short)] == short and set(long[len(short) :]) <= _words().additions:
        return Answer(0.7, "short form of the other")
    return _compare_words(a, b, is_place=False)


def _known_organisation(name: str) -> str | None:
    """Canonical name in the gazetteer, also with the acronym of a state or union spelled out ("EU Parliament")."""
    spelled = " ".join(_words().expansions.get(part, part) for part in name.split())
    known = lookup(ENGLISH, name) or lookup(ENGLISH, spelled)
    return known.canonical if known is not None and known.type == "ORG" else None


@lru_cache(maxsize=65_536)
def word_parts(name: str) -> Parts:
    """Folded words of an organisation or place without legal forms and small words, in one spelling."""
    words = _words()
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
    words = _words()
    parts = [part for part in fold(long).split() if part not in words.definite]
    all_initials = "".join(part[0] for part in parts)
    main = "".join(part[0] for part in parts if part not in words.minor)
    return letters.lower() in (all_initials, main)


def _compare_places(a: str, b: str) -> Answer | Question:
    """Gazetteer first; places it lacks are compared letter by letter."""
    known_a, known_b = lookup(ENGLISH, a), lookup(ENGLISH, b)
    if known_a is not None and known_b is not None:
        if fold(known_a.canonical) == fold(known_b.canonical):
            return Answer(1.0, "known names of one place")
        return Answer(0.0, "known names of different places", forbids=True)
    if _bare_place(a) == _bare_place(b) or word_parts(a) == word_parts(b):
        return Answer(1.0, "same name")
    return _DIFFERENT if known_a is not None or known_b is not None else _compare_words(a, b, is_place=True)


@lru_cache(maxsize=65_536)
def _bare_place(name: str) -> str:
    """The folded name without what only its full form says."""
    return _words().full_form.sub("", fold(name))


def _compare_words(a: str, b: str, is_place: bool) -> Answer | Question:
    """Names word by word: as many words, or the same letters with other spaces."""
    parts_a, parts_b = word_parts(a), word_parts(b)
    if not parts_a or not parts_b or not are_near(parts_a, parts_b):
        return _DIFFERENT
    only_a, only_b = set(parts_a) - set(parts_b), set(parts_b) - set(parts_a)
    if all(only & _words().opposites or any(part.isdigit() for part in only) for only in (only_a, only_b)):
        return Answer(0.0, "another direction or number", forbids=True)
    is_respaced = sound_edits("".join(parts_a), "".join(parts_b)) <= _RESPACED_EDITS
    if _acronyms(a) != _acronyms(b) or (len(parts_a) != len(parts_b) and not is_respaced):
        return _DIFFERENT
    return Question(False, tuple(word_features(parts_a, parts_b, is_place)))


def _acronyms(name: str) -> set[str]:
    """Words of capitals in a name, in which every letter counts ("ABC News", "BBC News")."""
    return {word for word in re.findall(r"[\w.]+", name) if len(word) > 1 and word.isupper()}
