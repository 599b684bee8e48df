"""Names the world agrees on: places, demonyms, organisations and the buildings named for who works there.

Read from CLDR territories (babel), countryinfo (capitals, provinces, demonyms) and the lexicons of a language; nothing
is learned here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from babel import Locale
from countryinfo import all_countries

from nightdesk.transforms.language.pack import Pack, per_pack
from nightdesk.transforms.names.name_patterns import name_pattern
from nightdesk.transforms.text import fold

EntityType = Literal["PERSON", "ORG", "PLACE", "OTHER"]
NameKind = Literal["name", "acronym", "metonym", "demonym"]


@dataclass(frozen=True, slots=True)
class Known:
    """What a name in the gazetteer means."""

    type: EntityType
    canonical: str
    kind: NameKind


class _Words(NamedTuple):
    """What a look-up needs besides the names themselves."""

    legal_forms: frozenset[str]
    only_in_capitals: frozenset[str]
    article: re.Pattern[str]


@per_pack
def _words(pack: Pack) -> _Words:
    return _Words(
        pack.words("legal_forms"),
        pack.words("not_names") | pack.words("names_in_capitals"),
        name_pattern(pack, "leading article"),
    )


@per_pack
def gazetteer(pack: Pack) -> Mapping[str, Known]:
    """Folded name → what it means; later sources win: provinces, capitals, cities, countries, organisations."""
    found: dict[str, Known] = {}
    for name in (*_provinces(pack), *_capitals(), *pack.words("cities"), *_territories(pack)):
        found[fold(name)] = Known("PLACE", name, "name")
    for key, name in pack.table("place_aliases").items():
        found[fold(key)] = Known("PLACE", name, "acronym" if len(key) <= 3 else "name")
    for key, name in pack.table("organisations").items():
        found[key] = Known("ORG", name, "acronym" if len(key) <= 5 and fold(name) != key else "name")
    for key, name in pack.table("metonyms").items():
        found[key] = Known("ORG", name, "metonym")
    return found


@per_pack
def demonyms(pack: Pack) -> Mapping[str, str]:
    """Folded demonym or adjective of a place → the place ("dutch" → "Netherlands")."""
    aliases, listed = pack.table("place_aliases"), pack.table("demonyms")
    found: dict[str, str] = {}
    for country in all_countries():
        demonym, name = country.demonym(), _plain(pack, str(country.name()))
        if demonym:
            found.setdefault(fold(demonym), aliases.get(fold(name), name))
    found.update(listed)
    found.update({f"{key}s": place for key, place in listed.items() if key.endswith("n")})
    return found


@lru_cache(maxsize=65_536)  # the same names come back all night
def lookup(pack: Pack, surface: str) -> Known | None:
    """What a capitalised name means, None when the gazetteer does not have it.

    Keys that are also common words ("us", "who") and organisations of up to three letters count only in capitals.
    """
    key = fold(surface)
    names = gazetteer(pack)
    known = names.get(key) or names.get(bare_name(pack, key))
    if known is None:
        return None
    short = key in _words(pack).only_in_capitals or (known.type == "ORG" and len(key) <= 3)
    return None if short and not surface.replace(".", "").isupper() else known


def bare_name(pack: Pack, key: str) -> str:
    """A folded name without its article and the legal form of a company ("the lumen group plc" → "lumen")."""
    words = _words(pack)
    parts = words.article.sub("", key).split()
    while len(parts) > 1 and parts[-1] in words.legal_forms:
        parts.pop()
    return " ".join(parts)


def _territories(pack: Pack) -> list[str]:
    """Countries and continents as newspapers name them."""
    listed = pack.words("unlisted_territories")
    names = [name for name in Locale(pack.code).territories.values() if name not in listed]
    return [plain for name in names if len(plain := _plain(pack, name)) > 3]


def _plain(pack: Pack, name: str) -> str:
    """Without brackets and administrative additions ("Myanmar (Burma)" → "Myanmar")."""
    for pattern, spelling in _spellings(pack):
        name = pattern.sub(spelling, name)
    return name


@per_pack
def _spellings(pack: Pack) -> tuple[tuple[re.Pattern[str], str], ...]:
    return pack.spellings("territory_names")


def _capitals() -> list[str]:
    """Capitals as countryinfo gives them."""
    return [str(capital) for country in all_countries() if (capital := country.capital())]


def _provinces(pack: Pack) -> list[str]:
    """First-level divisions that cannot be taken for an ordinary word or a head noun."""
    lists = ("not_names", "org_heads", "place_heads")
    common = frozenset(pack.table("given_names")).union(*map(pack.words, lists))
    names = {str(name) for country in all_countries() for name in country.provinces() or ()}
    return sorted(_distinct(names, common, pack.words("compass_words")))


def _distinct(names: Iterable[str], common: frozenset[str], directions: frozenset[str]) -> Iterable[str]:
    """Longer names that are no common word and not only a direction or a grade ("Central", "Upper East")."""
    for name in names:
        folded = fold(name)
        if len(name) > 6 and folded not in common and not directions.issuperset(folded.split()):
            yield name
