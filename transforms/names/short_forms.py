"""Short forms of the organisations a document names: acronyms, first words, names without their country."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from nightdesk.transforms.language.pack import Pack, per_pack
from nightdesk.transforms.names.candidates import NameCandidate
from nightdesk.transforms.names.gazetteer import bare_name, lookup
from nightdesk.transforms.names.name_patterns import name_pattern
from nightdesk.transforms.text import fold

folded = lru_cache(maxsize=65_536)(fold)
"""``fold``, remembered: the same names come back all night."""

_SHORTEST = 4  # letters of the first word that can be the short form of a name


class _Words(NamedTuple):
    """What introduces and what parts long names and short ones."""

    openers: frozenset[str]
    minor: frozenset[str]
    articles: frozenset[str]
    first_heads: frozenset[str]


@per_pack
def _words(pack: Pack) -> _Words:
    definite = pack.words("definite_articles")
    return _Words(
        pack.words("acronym_openers"), pack.words("minor_name_words"), definite, pack.words("org_first_heads")
    )


def short_forms(pack: Pack, text: str, candidates: Sequence[NameCandidate]) -> dict[str, str]:
    """Folded short form → canonical organisation; introduced acronyms are surer than what is guessed."""
    bodies = [c for c in candidates if c.type == "ORG" and " " in c.surface]
    by_initials = {_initials(pack, c.surface): _canonical(c) for c in bodies}
    found = _introduced(pack, text, candidates)
    for c in candidates:
        if c.rule == "capitals" and (name := by_initials.get(folded(c.surface))) is not None:
            found.setdefault(folded(c.surface), name)
        if c.type == "ORG" and (first := _first_word(pack, c)) is not None:
            found.setdefault(first, _canonical(c))
    return _without_country(pack, bodies) | found


def standing_name(pack: Pack, surface: str, long_names: Mapping[str, str]) -> str:
    """An organisation without article and legal form, in the long form of what remains where there is one."""
    key = folded(surface)
    article = name_pattern(pack, "leading article")
    bare = bare_name(pack, key)
    dropped = len(article.sub("", key).split()) - len(bare.split())  # words of its legal form
    parts = article.sub("", surface).split()
    return long_names.get(bare) or " ".join(parts[: len(parts) - dropped])


def _canonical(candidate: NameCandidate) -> str:
    return candidate.canonical or candidate.surface


def _introduced(pack: Pack, text: str, candidates: Sequence[NameCandidate]) -> dict[str, str]:
    """Acronyms in brackets or after "or" behind the name they abbreviate."""
    openers = _words(pack).openers
    return {
        folded(acronym.surface): _canonical(name)
        for name, acronym in pairwise(candidates)
        if acronym.kind == "acronym"
        and text[name.end : acronym.start].strip() in openers
        and (_abbreviates(pack, acronym.surface, name.surface) or _in_brackets(text, name, acronym))
    }


def _in_brackets(text: str, name: NameCandidate, acronym: NameCandidate) -> bool:
    """Whether an acronym stands alone in brackets behind a long name: it may abbreviate the name's own language."""
    return name.type == "ORG" and " " in name.surface and text.startswith(")", acronym.end)


def _abbreviates(pack: Pack, acronym: str, name: str) -> bool:
    """Whether the letters of the acronym stand in the name in order, beginning with its first."""
    letters = folded(acronym).replace(" ", "")
    spelled = name_pattern(pack, "leading article").sub("", folded(name))
    remaining = iter(spelled)
    return spelled[:1] == letters[:1] != "" and all(letter in remaining for letter in letters)


def _initials(pack: Pack, name: str) -> str:
    """First letters of the main words of a name."""
    words = _words(pack)
    return "".join(word[0] for word in folded(name).split() if word not in words.minor and word not in words.articles)


def _first_word(pack: Pack, body: NameCandidate) -> str | None:
    """The first word of a long name that is sure enough, unless many bodies begin with it ("Ministry")."""
    first, _, rest = folded(body.surface).partition(" ")
    is_sure = bool(rest) and body.strength >= 0.5 and len(first) >= _SHORTEST
    return first if is_sure and first not in _words(pack).first_heads else None


def _without_country(pack: Pack, bodies: Sequence[NameCandidate]) -> dict[str, str]:
    """“Air Force” → “Chilean Air Force”, where the document has one such body only."""
    article = name_pattern(pack, "leading article")
    found: dict[str, set[str]] = defaultdict(set)
    for body in bodies:
        parts = article.sub("", body.surface).split()
        for at in range(1, len(parts) - 1):
            known = lookup(pack, " ".join(parts[:at]))
            if known is not None and known.type == "PLACE":
                found[folded(" ".join(parts[at:]))].add(_canonical(body))
    return {short: names.pop() for short, names in found.items() if len(names) == 1}
