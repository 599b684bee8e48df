"""The headline of a page, chosen among what its elements and declarations call it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

MIN_AGREEMENT = 70.0  # token_set_ratio between an h1 and a declared title; 60 to 85 gave the same choices on 346 pages
_SITE_SEPARATOR = re.compile(r"\s+[|–—•·»:-]+\s+|\s+\|\s*|\s*\|\s+")


@dataclass(frozen=True, slots=True)
class TitleCandidates:
    """What a page offers as its title."""

    h1: tuple[str, ...]
    json_ld: str | None
    og: str | None
    twitter: str | None
    title: str | None
    site: str | None

    def listed(self) -> tuple[tuple[str, str], ...]:
        """Every title with its basis."""
        return (*(("h1", h1) for h1 in self.h1), *_present(self))

    def declared(self) -> tuple[str, ...]:
        """Declared titles in order of trust."""
        return tuple(value for _, value in _present(self))


def _present(found: TitleCandidates) -> tuple[tuple[str, str], ...]:
    declared = (("json_ld", found.json_ld), ("og", found.og), ("twitter", found.twitter), ("title", found.title))
    return tuple((basis, value) for basis, value in declared if value)


def choose_title(found: TitleCandidates) -> str | None:
    """The h1 that agrees with a declared title, else the JSON-LD headline, else og:title, else ``<title>``, else h1."""
    declared = found.declared()
    agreeing = [h1 for h1 in found.h1 if any(agree(h1, other) for other in declared)]
    if agreeing:
        return agreeing[0]
    if declared:
        return strip_site(declared[0], found.site)
    return found.h1[0] if found.h1 else None


def agree(a: str, b: str) -> bool:
    """Whether two titles name the same article: mostly the same words, or one inside the other."""
    a, b = a.casefold(), b.casefold()
    return len(a) > 5 and (fuzz.token_set_ratio(a, b) >= MIN_AGREEMENT and 0.3 < len(a) / max(1, len(b)) < 3)


def strip_site(title: str, site: str | None) -> str:
    """A title without the name of the site after (or before) a separator; short endings count as a site's name."""
    parts = _SITE_SEPARATOR.split(title)
    if len(parts) < 2:
        return title
    if site:
        named = [part for part in parts if not _is_site(part, site)]
        if named and len(named) < len(parts):
            return _between(title, named[0], named[-1])
    return title[: title.rindex(parts[-1])].rstrip(" |–—•·»:-") if len(parts[-1]) <= 25 < len(title) else title


def _is_site(part: str, site: str) -> bool:
    return fuzz.ratio(part.casefold(), site.casefold()) > 75 or part.casefold() in site.casefold()


def _between(title: str, first: str, last: str) -> str:
    return title[title.index(first) : title.rindex(last) + len(last)]
