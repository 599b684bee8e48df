"""Nouns of a language: their singular, and what a counted noun means when figures are compared.

Word lists and endings only; which words of a sentence are nouns is decided by whoever reads it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from nightdesk.transforms.language.pack import Pack, per_pack


class _Ending(NamedTuple):
    shortest: int  # letters that must stand before it
    singular: str


class _Plurals(NamedTuple):
    irregular: Mapping[str, str]
    endings: Mapping[str, _Ending]
    longest: int  # letters of the longest ending


@per_pack
def _plurals(pack: Pack) -> _Plurals:
    endings = {}
    for ending, entry in pack.table("plural_endings").items():
        shortest, _, singular = entry.partition(" ")
        endings[ending] = _Ending(int(shortest), singular)
    return _Plurals(pack.table("irregular_plurals"), endings, max(map(len, endings)))


@per_pack
def _classes(pack: Pack) -> Mapping[str, str]:
    return pack.table("unit_classes")


def singular(pack: Pack, word: str) -> str:
    """The singular of a noun in lower case; words that are no plural come back unchanged."""
    plurals = _plurals(pack)
    if word in plurals.irregular:
        return plurals.irregular[word]
    for length in range(min(plurals.longest, len(word)), 0, -1):
        ending = plurals.endings.get(word[-length:])
        if ending is not None and len(word) - length >= ending.shortest:
            return word[:-length] + ending.singular
    return word


def is_irregular(pack: Pack, word: str) -> bool:
    """Whether a word is listed as a plural, even where it is its own singular ("people")."""
    return word in _plurals(pack).irregular


def class_of(pack: Pack, lemma: str) -> str:
    """The class a counted noun (singular) is compared by; unlisted nouns are their own class."""
    return _classes(pack).get(lemma, lemma)


def has_class(pack: Pack, lemma: str) -> bool:
    """Whether a class is listed for a noun."""
    return lemma in _classes(pack)


def head_of(pack: Pack, phrase: str) -> str:
    """The head noun of a phrase in lower case, in the singular; "" where no word begins with a letter or digit."""
    bare = phrase.lower().replace("’s", "").replace("'s", "")
    parts = [part for part in bare.split() if part[0].isalnum()]
    return singular(pack, parts[-1]) if parts else ""
