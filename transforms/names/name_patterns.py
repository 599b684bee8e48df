"""Words and patterns of a language that several readers of names share."""

from __future__ import annotations

import re
from collections.abc import Mapping

from nightdesk.transforms.language.pack import Pack, per_pack
from nightdesk.transforms.language.packs.en.verbs import lemma_of


def name_pattern(pack: Pack, name: str) -> re.Pattern[str]:
    """A pattern of ``names.toml`` by its name; raises KeyError where the pack has none."""
    return _patterns(pack)[name]


@per_pack
def _patterns(pack: Pack) -> Mapping[str, re.Pattern[str]]:
    return pack.patterns("names")


def ties(pack: Pack, *needs: str) -> frozenset[str]:
    """The small words that may stand inside a name, by what they need there (``name_ties.txt``)."""
    return frozenset(word for word, need in pack.table("name_ties").items() if need in needs)


def lemma(pack: Pack, word: str) -> str | None:
    """The base form of a verb form, None for a word that is none."""
    return lemma_of(pack, word)
