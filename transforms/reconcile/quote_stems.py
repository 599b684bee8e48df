"""What the words of a quotation are compared by: stems of the content words, and how often the sentence is denied."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from nightdesk.transforms.language.nouns import singular
from nightdesk.transforms.language.pack import Pack, per_pack
from nightdesk.transforms.language.packs import ENGLISH
from nightdesk.transforms.language.packs.en.verbs import lemma_of
from nightdesk.transforms.names.gazetteer import lookup

_COMMON_WEIGHT = 0.5  # of a word that news of any subject use; set together with the shares of ``quote_clusters``
_CAPITALS = re.compile(r"\b(?:[A-Z]\.){2,}|\b[A-Z]{2,}\b")
_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")


class _Patterns(NamedTuple):
    negation: re.Pattern[str]
    spoken: re.Pattern[str]
    possessive: re.Pattern[str]
    opposite: re.Pattern[str]
    ending: re.Pattern[str]


class _Words(NamedTuple):
    patterns: _Patterns
    stops: frozenset[str]
    synonyms: Mapping[str, str]
    common: frozenset[str]


@per_pack
def _words(pack: Pack) -> _Words:
    return _Words(
        _Patterns(**pack.patterns("rewordings")),
        pack.words("stop_words"),
        pack.table("rewordings"),
        pack.words("common_words"),
    )


def stems_of(sentence: str) -> tuple[tuple[str, ...], int]:
    """(stems of the content words in order, number of negations): "is not changed" and "remains unchanged" meet."""
    words = _words(ENGLISH)
    rules = words.patterns
    stems: list[str] = []
    negations = 0
    spelled = _CAPITALS.sub(_spelled_out, sentence)
    for found in _WORD.findall(spelled.lower().replace("’", "'")):
        word = rules.possessive.sub("", found)
        if rules.negation.search(word):
            negations += 1
        elif word not in words.stops or rules.spoken.search(word):
            stem, is_opposite = _stem(word, words)
            negations += is_opposite
            stems.append(stem)
    return tuple(stems), negations


def weight_of(stem: str) -> float:
    """How much a stem says, 0..1."""
    return _COMMON_WEIGHT if stem in _words(ENGLISH).common else 1.0


def _spelled_out(match: re.Match[str]) -> str:
    """The name an acronym is short for."""
    known = lookup(ENGLISH, match.group())
    return known.canonical if known is not None else match.group()


def _stem(word: str, words: _Words) -> tuple[str, bool]:
    """(stem, whether a prefix turned it into its opposite)."""
    bare = words.patterns.opposite.sub("", word)
    if bare != word and not _is_known(word, words) and _is_known(bare, words):
        return _reworded(bare, words), True
    return _reworded(word, words), False


def _is_known(word: str, words: _Words) -> bool:
    return word in words.synonyms or lemma_of(ENGLISH, word) is not None


def _reworded(word: str, words: _Words) -> str:
    """The word all rewordings of a word are compared by."""
    base = lemma_of(ENGLISH, word) or singular(ENGLISH, word)
    for form in (word, base):
        if form in words.synonyms:
            return words.synonyms[form]
    stem = words.patterns.ending.sub("", base)
    return words.synonyms.get(stem, stem) if stem != base else base
