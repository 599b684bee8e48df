"""How a name sounds: one spelling for the romanisations of a sound, and how near two spellings are."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler, Levenshtein

from nightdesk.transforms.language.pack import Pack, per_pack
from nightdesk.transforms.language.packs import ENGLISH

_VOWELS = re.compile(r"[aeiou]")
_DOUBLED = re.compile(r"(.)\1+")


@per_pack
def _sounds(pack: Pack) -> tuple[tuple[re.Pattern[str], str], ...]:
    """What one sound is written as across romanisations, and its spelling."""
    return pack.spellings("romanisations")


@lru_cache(maxsize=65_536)
def sound(name: str) -> str:
    """One spelling for the romanisations of a folded name ("zelenskyy", "zelenskiy", "zelensky" → "zelenski")."""
    for pattern, spelling in _sounds(ENGLISH):
        name = pattern.sub(spelling, name)
    return re.sub(r"i+$", "i", name)


@lru_cache(maxsize=65_536)
def skeleton(name: str) -> str:
    """The consonants of the sound, each once in a row: what variants of a name nearly always share."""
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", sound(name)))


def sound_alike(a: str, b: str) -> float:
    """Similarity of two spellings of one sound; short names must agree in all but one letter."""
    sound_a, sound_b = sound(a), sound(b)
    if sound_a == sound_b:
        return 0.95
    if min(len(a), len(b)) < 4:
        return 0.0
    same_skeleton = _VOWELS.sub("", sound_a) == _VOWELS.sub("", sound_b)
    near = JaroWinkler.similarity(sound_a, sound_b)
    if same_skeleton and near >= 0.75 and Levenshtein.distance(sound_a, sound_b) <= (3 if len(a) > 7 else 2):
        return 0.85
    return 0.7 if near >= 0.95 and min(len(a), len(b)) > 6 else 0.0


# Letters that romanisations and hurried writers exchange become one; h comes and goes.
_CODES = str.maketrans("eiouptkgqcfvwsrj", "aaaabdggggbbbzli")


@lru_cache(maxsize=65_536)
def _code(name: str) -> str:
    """The sound in fewer letters: one vowel, one letter for those that are exchanged, none for h."""
    return _DOUBLED.sub(r"\1", sound(name).replace("h", "").translate(_CODES))


def sound_edits(a: str, b: str) -> float:
    """Edit distance of two sounds: letters that people exchange, doubled vowels and h count half."""
    return (Levenshtein.distance(sound(a), sound(b)) + Levenshtein.distance(_code(a), _code(b))) / 2


def begin_alike(a: str, b: str) -> bool:
    """Whether two words begin with letters that people exchange."""
    return _code(a)[:1] == _code(b)[:1]
