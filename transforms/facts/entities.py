"""When two names mean one entity, and which spelling stands for it in a whole corpus.

Rules over transliteration, initials, nicknames, acronyms and the gazetteer; every answer carries its reason. Nothing is
looked up in the articles: two people of one name stay one here, and whoever knows better keeps them apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler, Levenshtein

from nightdesk.transforms.facts.gazetteer import lookup
from nightdesk.transforms.lexicons import table, words
from nightdesk.transforms.text import fold

VERSION = "1"
"""Changes whenever the rules may resolve a name differently."""

SAME_SCORE = 0.5
"""Score from which two names count as one entity."""

# Spellings of one sound across romanisations, applied in this order to folded names.
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"shch|sch|tch|tsch", "sh"),
        (r"zh|dj|j(?=[aeou])", "j"),
        (r"kh|gh|q|ck", "k"),
        (r"^g(?=[aou])", "k"),
        (r"ph", "f"),
        (r"x", "ks"),
        (r"t[sz]", "z"),
        (r"dh|th", "d"),
        (r"w", "v"),
        (r"hn", "n"),
        (r"[yj]", "i"),
        (r"(.)\1+", r"\1"),
    )
)
_VOWELS = re.compile(r"[aeiou]")
_SPELLINGS = {
    "organisation": "organization", "defence": "defense", "centre": "center", "labour": "labor", "programme": "program",
    "theatre": "theater", "harbour": "harbor", "and": "", "of": "", "the": "", "for": "", "affairs": "", "fc": "",
    "afc": "",
}  # fmt: skip
_EXPANSIONS = {"EU": "European", "UN": "United Nations", "U.N.": "United Nations", "US": "United States", "U.S.": "US"}


@dataclass(frozen=True, slots=True)
class ResolvedName:
    """A name as written and the spelling that stands for its entity in the corpus."""

    name: str
    type: str
    canonical: str
    reason: str


def same_name(a: str, b: str, type: str) -> tuple[bool, float, str]:
    """Whether two names of one type (PERSON, ORG, PLACE) mean one entity, a score in 0..1, and why.

    Symmetric; names equal but for case, accents and titles score 1.
    """
    if type == "PERSON":
        score, reason = _same_person(_person_parts(a), _person_parts(b))
    elif type == "ORG":
        score, reason = _same_organisation(a, b)
    else:
        score, reason = _same_place(a, b)
    return score >= SAME_SCORE, score, reason


# --- people --------------------------------------------------------------------------------------------


@lru_cache(maxsize=65_536)
def _person_parts(name: str) -> tuple[str, ...]:
    """Folded parts of a personal name without titles, roles and particles."""
    parts = fold(re.sub(r"['’]s$", "", name).replace(".", " ")).split()
    titles = words("honorifics") | words("role_heads") | words("role_modifiers")
    while len(parts) > 1 and parts[0] in titles and parts[0] not in table("given_names"):
        parts = parts[1:]
    bare = [part for part in parts if part not in words("person_particles") and part not in ("jr", "sr", "ii", "iii")]
    return tuple(bare or parts)


def _same_person(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[float, str]:
    """Compare part by part: the shorter name must be found in the longer, surname with surname."""
    if a == b:
        return 1.0, "same parts"
    short, long = sorted((a, b), key=lambda parts: (len(parts), parts))
    if len(short) == 1:
        return _surname_only(short[0], long)
    if _initials(a) and _initials(b) and _initials(a) != _initials(b):
        return 0.1, "different initials"
    scores = _align(short, long)
    if scores is None:
        return 0.0, "a part of the name has no counterpart"
    if not _alike(short[-1], long[-1]):
        return 0.2, "surnames differ"
    spread = "given name, surname and spelling agree" if min(scores) < 1 else "one name contains the other"
    return round(0.6 + 0.4 * min(scores), 3), spread


def _initials(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Initials between a spelled given name and the surname ("George W. Bush")."""
    return tuple(part for part in parts[1:-1] if len(part) == 1) if len(parts[0]) > 1 else ()


def _surname_only(name: str, long: tuple[str, ...]) -> tuple[float, str]:
    """A single name against a full one: it may be the surname; a given name alone is too weak."""
    score = _similar(name, long[-1])
    if score:
        return (0.55 + 0.2 * score if len(long) > 1 else score), "surname alone"
    if len(long) > 1 and name == long[0]:
        return 0.4, "given name alone"
    if name in long[1:-1]:
        return 0.55, "a middle name alone"
    return 0.0, "different names"


def _align(short: tuple[str, ...], long: tuple[str, ...]) -> list[float] | None:
    """Similarity of each part of the shorter name to its counterpart, in order; None when one has none."""
    scores: list[float] = []
    at = 0
    for part in short:
        while at < len(long) and not _alike(part, long[at]):
            at += 1
        if at == len(long):
            return None
        scores.append(_similar(part, long[at]))
        at += 1
    return scores


def _alike(a: str, b: str) -> bool:
    return _similar(a, b) > 0


@lru_cache(maxsize=262_144)
def _similar(a: str, b: str) -> float:
    """1 for equal parts, 0.6..0.95 for variants of one name, 0 for different names."""
    if a == b:
        return 1.0
    if len(a) == 1 or len(b) == 1:
        return 0.8 if a[0] == b[0] else 0.0
    nicknames = table("nicknames")
    if nicknames.get(a, a) == nicknames.get(b, b):
        return 0.9
    if _genders_differ(a, b):
        return 0.0
    return _sound_alike(a, b)


def _genders_differ(a: str, b: str) -> bool:
    """Whether one is a man's and the other a woman's given name ("Mario", "Maria")."""
    genders = {table("given_names").get(a, "x"), table("given_names").get(b, "x")}
    return genders == {"m", "f"}


def _sound_alike(a: str, b: str) -> float:
    """Similarity of two spellings of one sound; short names must agree in all but one letter."""
    sound_a, sound_b = _sound(a), _sound(b)
    if sound_a == sound_b:
        return 0.95
    if min(len(a), len(b)) < 4:
        return 0.0
    same_skeleton = _VOWELS.sub("", sound_a) == _VOWELS.sub("", sound_b)
    near = JaroWinkler.similarity(sound_a, sound_b)
    if same_skeleton and near >= 0.75 and Levenshtein.distance(sound_a, sound_b) <= (3 if len(a) > 7 else 2):
        return 0.85
    return 0.7 if near >= 0.95 and min(len(a), len(b)) > 6 else 0.0


@lru_cache(maxsize=65_536)
def _sound(name: str) -> str:
    """One spelling for the romanisations of a name ("zelenskyy", "zelenskiy", "zelensky" → "zelenski")."""
    for pattern, sound in _SOUNDS:
        name = pattern.sub(sound, name)
    return re.sub(r"i+$", "i", name)


# --- organisations and places --------------------------------------------------------------------------


def _same_organisation(a: str, b: str) -> tuple[float, str]:
    """Gazetteer, acronym, legal form and spelling."""
    known_a, known_b = _known_organisation(a), _known_organisation(b)
    if known_a is not None and known_b is not None:
        same = known_a == known_b
        return (1.0, "known names of one organisation") if same else (0.0, "known names of different organisations")
    parts_a, parts_b = _organisation_parts(a), _organisation_parts(b)
    if parts_a and sorted(parts_a) == sorted(parts_b):
        return 0.95, "same but for legal form, order and spelling"
    if abbreviates(a, b) or abbreviates(b, a):
        return 0.7, "acronym of the other"
    short, long = sorted((parts_a, parts_b), key=len)
    if short and long[: len(short)] == short and set(long[len(short) :]) <= words("organisation_additions"):
        return 0.7, "short form of the other"
    if len(parts_a) == len(parts_b) and all(
        _sound_alike(x, y) or x == y for x, y in zip(parts_a, parts_b, strict=True)
    ):
        return 0.75, "spellings of one name"
    return 0.0, "different names"


def _known_organisation(name: str) -> str | None:
    """Canonical name in the gazetteer, also with the acronym of a state or union spelled out ("EU Parliament")."""
    spelled = " ".join(_EXPANSIONS.get(part, part) for part in name.split())
    known = lookup(name) or lookup(spelled)
    return known.canonical if known is not None and known.type == "ORG" else None


def _organisation_parts(name: str) -> tuple[str, ...]:
    """Folded words without legal forms and small words, in one spelling."""
    parts = (_SPELLINGS.get(part, part) for part in fold(name).split())
    bare = tuple(part for part in parts if part)
    core = tuple(part for part in bare if part not in words("legal_forms"))
    return core or bare


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
    parts = [part for part in fold(long).split() if part != "the"]
    all_initials = "".join(part[0] for part in parts)
    main = "".join(part[0] for part in parts if part not in ("of", "and", "for", "in", "on"))
    return letters.lower() in (all_initials, main)


def _same_place(a: str, b: str) -> tuple[float, str]:
    """Gazetteer first; unknown places only when the spelling sounds the same."""
    known_a, known_b = lookup(a), lookup(b)
    if known_a is not None and known_b is not None:
        same = fold(known_a.canonical) == fold(known_b.canonical)
        return (1.0, "known names of one place") if same else (0.0, "known names of different places")
    fold_a, fold_b = (re.sub(r"^(?:the |republic of )+", "", fold(name)) for name in (a, b))
    if fold_a == fold_b:
        return 1.0, "same name"
    if known_a is None and known_b is None and len(fold_a) > 4 and _sound(fold_a) == _sound(fold_b):
        return 0.8, "spellings of one name"
    return 0.0, "different names"


# --- a corpus ------------------------------------------------------------------------------------------


def resolve_names(names: Iterable[tuple[str, str, int]]) -> tuple[ResolvedName, ...]:
    """One canonical spelling for every (name, type, count) of a corpus, sorted by type and name.

    Deterministic and independent of order: groups are the connected components of ``same_name`` within blocks; the
    canonical spelling is the most frequent, then the longest, then the first in the alphabet. A surname alone joins a
    full name only when nobody else of that surname comes near it in frequency.
    """
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for name, type_, count in names:
        counts[type_, name] += count
    resolved: list[ResolvedName] = []
    for type_ in sorted({type_ for type_, _ in counts}):
        of_type = {name: count for (kind, name), count in counts.items() if kind == type_}
        resolved.extend(_resolve_type(of_type, type_))
    return tuple(sorted(resolved, key=lambda item: (item.type, item.name)))


def _resolve_type(counts: dict[str, int], type_: str) -> list[ResolvedName]:
    """Resolve the names of one type."""
    full = {name: count for name, count in counts.items() if type_ != "PERSON" or len(_person_parts(name)) > 1}
    groups = _components(full, type_)
    found: dict[str, ResolvedName] = {}
    for group in groups:
        canonical = standing(group, counts)
        for name in group:
            reason = "same name" if name == canonical else same_name(name, canonical, type_)[2]
            found[name] = ResolvedName(name, type_, canonical, reason)
    by_block: dict[str, list[list[str]]] = defaultdict(list)
    for group in groups if full.keys() != counts.keys() else ():
        for key in sorted({key for name in group for key in _blocks(name, type_)}):
            by_block[key].append(group)
    for name in counts.keys() - full.keys():
        bearers = [group for key in _blocks(name, type_) for group in by_block[key]]
        found[name] = _resolve_surname(name, bearers, counts)
    return list(found.values())


def _components(counts: dict[str, int], type_: str) -> list[list[str]]:
    """Groups of names linked by ``same_name``; only names that share a block are compared."""
    parent = {name: name for name in counts}

    def root(name: str) -> str:
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    blocks: dict[str, list[str]] = defaultdict(list)
    for name in sorted(counts):
        for key in _blocks(name, type_):
            blocks[key].append(name)
    for block in blocks.values():
        for at, name in enumerate(block):
            for other in block[at + 1 :]:
                if root(name) != root(other) and same_name(name, other, type_)[0]:
                    first, second = sorted((root(name), root(other)))
                    parent[second] = first
    groups: dict[str, list[str]] = defaultdict(list)
    for name in sorted(counts):
        groups[root(name)].append(name)
    return list(groups.values())


def _blocks(name: str, type_: str) -> set[str]:
    """Keys under which names that may be the same meet: sound of the surname, initials, gazetteer entry."""
    if type_ == "PERSON":
        return {_VOWELS.sub("", _sound(_person_parts(name)[-1]))}
    known = lookup(name)
    parts = _organisation_parts(name)
    keys = {f"={known.canonical}"} if known is not None else set()
    initials = "".join(part[0] for part in parts)
    return (
        keys | {initials if len(parts) > 1 else fold(name)} | ({_VOWELS.sub("", _sound(parts[0]))} if parts else set())
    )


def standing(group: list[str], counts: dict[str, int]) -> str:
    """The spelling that stands for a group."""
    known = [entry.canonical for name in group if (entry := lookup(name)) is not None]
    if known:
        return min(known)
    return min(group, key=lambda name: (-counts[name], -len(name), name))


def _resolve_surname(name: str, groups: list[list[str]], counts: dict[str, int]) -> ResolvedName:
    """A single name: the full name it belongs to when one bearer is clearly the most frequent."""
    bearers = []
    for group in groups:
        if any(same_name(name, other, "PERSON")[0] for other in group):
            bearers.append((sum(counts[other] for other in group), standing(group, counts)))
    bearers.sort(key=lambda bearer: (-bearer[0], bearer[1]))
    if bearers and (len(bearers) == 1 or bearers[0][0] >= 3 * bearers[1][0]):
        return ResolvedName(name, "PERSON", bearers[0][1], "surname of the one frequent bearer")
    return ResolvedName(name, "PERSON", name, "no or several bearers of the name")
