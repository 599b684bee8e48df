"""What the trained matcher sees of two names: distances of letters and sounds, parts without counterpart, lengths."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from rapidfuzz.distance import JaroWinkler, Levenshtein

from nightdesk.transforms.language.pack import Pack, per_pack
from nightdesk.transforms.language.packs import ENGLISH
from nightdesk.transforms.names.resolution.sounds import begin_alike, skeleton, sound, sound_edits

Parts = tuple[str, ...]
"""A name as folded words, without titles, particles or legal forms."""

PERSON_FEATURES = (
    "surname_sound", "surname_consonants", "surname_edits", "surname_edit_share", "surname_start", "surname_short",
    "given_sound", "given_consonants", "given_edits", "given_edit_share", "given_start", "given_short", "given_known",
    "unmatched",
)  # fmt: skip
"""Features of two people's names; all but the two lengths are distances, 0 for equal names."""

WORD_FEATURES = (
    "sound", "consonants", "edits", "edit_share", "start", "short",
    "worst_sound", "worst_consonants", "worst_edits", "is_joined", "prefix", "is_place",
)  # fmt: skip
"""Features of two names of organisations or places."""

_NEAR = 0.25
"""Distance of sounds beyond which two names are different without a closer look: of 2,500 spellings of invented people
by train_names.py's generator 3 in 100 lie further apart, and they are beyond the matcher too."""

_SAME_WORD = 0.2


class _Words(NamedTuple):
    """Given names and their pet forms."""

    given: Mapping[str, str]
    nicknames: Mapping[str, str]


@per_pack
def _words(pack: Pack) -> _Words:
    return _Words(pack.table("given_names"), pack.table("nicknames"))


def are_near(a: Parts, b: Parts) -> bool:
    """Whether two names are near enough for a closer look."""
    return _sound_distance("".join(a), "".join(b)) <= _NEAR


def person_features(a: Parts, b: Parts) -> list[float]:
    """Distances of two people's names of two parts or more, in the order of ``PERSON_FEATURES``."""
    short, long = sorted((a, b), key=lambda parts: (len(parts), parts))
    given_a, given_b = _given(short, long)
    return [
        *_word_distances(short[-1], long[-1]),
        *_word_distances(given_a, given_b),
        float(_are_known_names(given_a, given_b)),
        float(sum(min(_sound_distance(part, other) for other in long) > _SAME_WORD for part in short[1:-1])),
    ]


def word_features(a: Parts, b: Parts, is_place: bool) -> list[float]:
    """Distances of two names of organisations or places, in the order of ``WORD_FEATURES``."""
    one, two = "".join(a), "".join(b)
    pairs = list(zip(a, b, strict=True)) if len(a) == len(b) else [(one, two)]
    return [
        *_word_distances(one, two),
        max(_sound_distance(*pair) for pair in pairs),
        max(_distance(skeleton(x), skeleton(y)) for x, y in pairs),
        max(sound_edits(*pair) for pair in pairs) / 4,
        float(len(a) != len(b)),
        float(one.startswith(two) or two.startswith(one)),
        float(is_place),
    ]


def _given(short: Parts, long: Parts) -> tuple[str, str]:
    """The given names to compare: the first ones, written together where that brings them nearer."""
    first, joined = (short[0], long[0]), ("".join(short[:-1]), "".join(long[:-1]))
    if len(first[0]) == 1 or len(first[1]) == 1 or _sound_distance(*first) <= _sound_distance(*joined):
        return first
    return joined


def _word_distances(a: str, b: str) -> tuple[float, ...]:
    """Distances of two words: sound, consonants, edits, their share, first letter; and how short the words are.

    An initial is compared with the first letter only.
    """
    length = min(len(a), len(b))
    if length == 1:
        a, b = a[0], b[0]
    edits = sound_edits(a, b)
    return (
        _sound_distance(a, b),
        _distance(skeleton(a), skeleton(b)),
        min(edits, 4) / 4,
        edits / length,
        float(not begin_alike(a, b)),
        1 / length,
    )


def _sound_distance(a: str, b: str) -> float:
    return float(1 - JaroWinkler.similarity(sound(a), sound(b)))


def _distance(a: str, b: str) -> float:
    return float(Levenshtein.normalized_distance(a, b))


def _are_known_names(a: str, b: str) -> bool:
    """Whether both are given names in their own right: not of the same consonants, no pet forms of one."""
    known, pet = _words(ENGLISH)
    return a in known and b in known and skeleton(a) != skeleton(b) and pet.get(a, a) != pet.get(b, b)
