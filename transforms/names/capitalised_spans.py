"""Runs of capitalised words in a sentence, with the small words that tie them into one name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nightdesk.transforms.language.legacy import words
from nightdesk.transforms.names.gazetteer import demonyms
from nightdesk.transforms.text import Token

PARTICLES = words("person_particles")
OFFICES = words("offices")
TITLES_OF_OFFICE = ("secretary", "chief", "chancellor")
"""Role nouns that take an office after "of"; every other "of" belongs to an organisation or place."""

_ORG_FIRST = words("org_first_heads")
_STOPPED = words("abbreviations")  # "Mr.", "St.": the full stop stands inside the name
_OF_PLACES = frozenset(
    ("gulf", "isle", "cape", "strait", "horn", "sea", "bay", "republic", "kingdom", "islands", "city")
)


def runs(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """(first, last + 1) token numbers of each run, in order."""
    end, count = 0, len(tokens)
    for position, token in enumerate(tokens):
        if token.text == token.lower or position < end or not is_capital(token):
            continue
        end = position + 1
        while end < count and (step := _extends(tokens, position, end)):
            end += step
        yield position, end


def is_capital(token: Token) -> bool:
    """A word that begins with a capital, also after a small article ("al-Rashid")."""
    if token.text == token.lower:
        return False  # most words: no capital anywhere
    return token.text[0].isupper() or token.text[:3] in ("al-", "el-")


def _extends(tokens: Sequence[Token], first: int, at: int) -> int:
    """How many tokens from ``at`` on still belong to the run that began at ``first``; 0 ends it."""
    token = tokens[at]
    if is_capital(token):
        return 0 if token.start - tokens[at - 1].end > 1 else 1
    if token.text[0].isdigit():
        return 1 if tokens[at - 1].lower in ("number", "no") and at - first == 1 else 0
    follower = tokens[at + 1] if at + 1 < len(tokens) else None
    if token.text == "." and tokens[at - 1].lower in _STOPPED and follower and is_capital(follower):
        return 2
    if token.lower in PARTICLES:
        return _particle_step(tokens, at)
    if follower is None or token.lower not in ("of", "for", "and", "&"):
        return 0
    reach = 2 if follower.lower == "the" and at + 2 < len(tokens) else 1
    if not is_capital(tokens[at + reach]):
        return 0
    return reach + 1 if _ties(tokens, first, at, tokens[at + reach]) else 0


def _particle_step(tokens: Sequence[Token], at: int) -> int:
    """Particles of a personal name and the capital after them ("von der Leyen")."""
    end = at
    while end < len(tokens) and tokens[end].lower in PARTICLES and end - at < 3:
        end += 1
    return end - at + 1 if end < len(tokens) and tokens[end].text[0].isupper() else 0


def _ties(tokens: Sequence[Token], first: int, at: int, following: Token) -> bool:
    """Whether "of", "for", "and" or "&" at ``at`` stands inside one name."""
    word = tokens[at].lower
    run = [token.lower for token in tokens[first:at]]
    if word == "&":
        return True
    if word in ("of", "for"):
        return any(part in _ORG_FIRST for part in run) or (word == "of" and _is_of_name(run, following.lower))
    return any(part in ("of", "for", "ministry", "department") for part in run) and following.lower not in demonyms()


def _is_of_name(run: list[str], following: str) -> bool:
    """“Gulf of Mexico”, “Secretary of State”, “Isle of Wight”."""
    return run[-1] in _OF_PLACES or (run[-1] in TITLES_OF_OFFICE and following in OFFICES)
