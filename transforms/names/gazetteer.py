"""Names the world agrees on: places, demonyms, organisations and the buildings that stand for them.

Read from CLDR territories (babel), countryinfo (capitals, provinces, demonyms) and the lexicons; nothing is learned
here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from babel import Locale
from countryinfo import all_countries

from nightdesk.transforms.language.legacy import table, words
from nightdesk.transforms.text import fold

EntityType = Literal["PERSON", "ORG", "PLACE", "OTHER"]
NameKind = Literal["name", "acronym", "metonym", "demonym"]


@dataclass(frozen=True, slots=True)
class Known:
    """What a name in the gazetteer stands for."""

    type: EntityType
    canonical: str
    kind: NameKind


@cache
def gazetteer() -> dict[str, Known]:
    """Folded name → what it stands for; later sources win: provinces, capitals, cities, countries, organisations."""
    found: dict[str, Known] = {}
    for name in (*_provinces(), *_capitals(), *words("cities"), *_territories()):
        found[fold(name)] = Known("PLACE", name, "name")
    for key, name in table("place_aliases").items():
        found[fold(key)] = Known("PLACE", name, "acronym" if len(key) <= 3 else "name")
    for key, name in table("organisations").items():
        found[key] = Known("ORG", name, "acronym" if len(key) <= 5 and fold(name) != key else "name")
    for key, name in table("metonyms").items():
        found[key] = Known("ORG", name, "metonym")
    return found


@cache
def demonyms() -> dict[str, str]:
    """Folded demonym or adjective of a place → the place ("dutch" → "Netherlands")."""
    found: dict[str, str] = {}
    for country in all_countries():
        demonym, name = country.demonym(), _plain(str(country.name()))
        if demonym:
            found.setdefault(fold(demonym), table("place_aliases").get(fold(name), name))
    found.update(table("demonyms"))
    found.update({f"{key}s": place for key, place in table("demonyms").items() if key.endswith("n")})
    return found


@lru_cache(maxsize=65_536)
def lookup(surface: str) -> Known | None:
    """What a capitalised name stands for, None when the gazetteer does not have it.

    Keys that are also English words ("us", "who") and organisations of up to three letters count only in capitals.
    """
    key = fold(surface)
    known = gazetteer().get(key) or gazetteer().get(bare_name(key))
    if known is None:
        return None
    short = key in words("not_names") or key in ("us", "who") or (known.type == "ORG" and len(key) <= 3)
    return None if short and not surface.replace(".", "").isupper() else known


def bare_name(key: str) -> str:
    """A folded name without its article and the legal form of a company ("the lumen group plc" → "lumen")."""
    parts = key.removeprefix("the ").split()
    while len(parts) > 1 and parts[-1] in words("legal_forms"):
        parts.pop()
    return " ".join(parts)


def _territories() -> list[str]:
    """Countries and continents in English, without brackets; the CLDR name of both Congos is not English usage."""
    names = [_plain(name) for code, name in Locale("en").territories.items() if name != "world"]
    return [name for name in names if "Congo" not in name and len(name) > 3]


def _plain(name: str) -> str:
    """Without brackets and administrative additions ("Myanmar (Burma)" → "Myanmar")."""
    return re.sub(r"\s*\(.*\)|\s+SAR China", "", name).replace(" & ", " and ").replace("Türkiye", "Turkey")


def _capitals() -> list[str]:
    """Capitals as countryinfo gives them."""
    return [str(capital) for country in all_countries() if (capital := country.capital())]


def _provinces() -> list[str]:
    """First-level divisions that cannot be taken for an ordinary word or a head noun."""
    common = words("not_names") | words("org_heads") | words("place_heads") | frozenset(table("given_names"))
    names = {str(name) for country in all_countries() for name in country.provinces() or ()}
    return sorted(name for name in names if len(name) > 6 and fold(name) not in common and not _is_compass(name))


def _is_compass(name: str) -> bool:
    """Whether the name is only a direction or a grade ("Central", "Upper East"), which other names begin with."""
    directions = {"north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "upper"}
    return set(fold(name).split()) <= directions
