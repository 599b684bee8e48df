"""Spans of capitalised words in a sentence, with the small words that tie them into one name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from nightdesk.transforms.language.pack import Pack, per_pack
from nightdesk.transforms.names.gazetteer import demonyms
from nightdesk.transforms.text import Token

_MOST_PARTICLES = 3  # in a row: "van der", "de la y"


class _Words(NamedTuple):
    """The small words and marks of names."""

    particles: frozenset[str]
    small_articles: tuple[str, ...]  # "al-": the capital follows
    definite: frozenset[str]
    stopped: frozenset[str]  # "Mr.", "St.": the full stop stands inside the name
    numbered_by: frozenset[str]
    ties: Mapping[str, str]
    body_heads: frozenset[str]  # "ministry": goes on after "of" and "for"
    place_heads: frozenset[str]
    list_heads: frozenset[str]
    titles: frozenset[str]
    offices: frozenset[str]
    demonyms: Mapping[str, str]


@per_pack
def _words(pack: Pack) -> _Words:
    return _Words(
        particles=pack.words("person_particles"),
        small_articles=tuple(sorted(pack.words("small_articles"))),
        definite=pack.words("definite_articles"),
        stopped=pack.words("abbreviations"),
        numbered_by=pack.words("numbered_by"),
        ties=pack.table("name_ties"),
        body_heads=pack.words("org_first_heads"),
        place_heads=pack.words("of_place_heads"),
        list_heads=pack.words("list_name_heads"),
        titles=pack.words("office_titles"),
        offices=pack.words("offices"),
        demonyms=demonyms(pack),
    )


def capitalised_spans(pack: Pack, tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """(first, last + 1) token numbers of each span, in order; they do not overlap."""
    words = _words(pack)
    end, count = 0, len(tokens)
    for position, token in enumerate(tokens):
        if token.text == token.lower or position < end or not _is_capital(token, words):
            continue
        end = position + 1
        while end < count and (step := _extends(tokens, position, end, words)):
            end += step
        yield position, end


def _is_capital(token: Token, words: _Words) -> bool:
    """A word that begins with a capital, also after a small article ("al-Rashid")."""
    if token.text == token.lower:
        return False  # most words: no capital anywhere
    return token.text[0].isupper() or token.text.startswith(words.small_articles)


def _extends(tokens: Sequence[Token], first: int, at: int, words: _Words) -> int:
    """How many tokens from ``at`` on still belong to the span that began at ``first``; 0 ends it."""
    token, before = tokens[at], tokens[at - 1]
    if _is_capital(token, words):
        return 0 if token.start - before.end > 1 else 1
    if token.text[0].isdigit():
        return 1 if before.lower in words.numbered_by and at - first == 1 else 0
    follower = tokens[at + 1] if at + 1 < len(tokens) else None
    if token.text == "." and before.lower in words.stopped and follower and _is_capital(follower, words):
        return 2
    if token.lower in words.particles:
        return _particle_step(tokens, at, words)
    return _tie_step(tokens, first, at, words) if follower is not None and token.lower in words.ties else 0


def _particle_step(tokens: Sequence[Token], at: int, words: _Words) -> int:
    """Particles of a personal name and the capital after them ("von der Leyen")."""
    end = at
    while end < len(tokens) and tokens[end].lower in words.particles and end - at < _MOST_PARTICLES:
        end += 1
    return end - at + 1 if end < len(tokens) and tokens[end].text[0].isupper() else 0


def _tie_step(tokens: Sequence[Token], first: int, at: int, words: _Words) -> int:
    """A small word, an article after it and the capital behind both ("Bank of the South")."""
    reach = 2 if tokens[at + 1].lower in words.definite and at + 2 < len(tokens) else 1
    following = tokens[at + reach]
    return reach + 1 if _is_capital(following, words) and _ties(tokens, first, at, following, words) else 0


def _ties(tokens: Sequence[Token], first: int, at: int, following: Token, words: _Words) -> bool:
    """Whether the small word at ``at`` stands inside one name."""
    needs, before = words.ties[tokens[at].lower], [token.lower for token in tokens[first:at]]
    if needs == "list":
        return not words.list_heads.isdisjoint(before) and following.lower not in words.demonyms
    if needs == "nothing" or not words.body_heads.isdisjoint(before):
        return True
    return needs == "place" and _is_of_name(before[-1], following.lower, words)


def _is_of_name(head: str, following: str, words: _Words) -> bool:
    """“Gulf of Mexico”, “Secretary of State”, “Isle of Wight”."""
    return head in words.place_heads or (head in words.titles and following in words.offices)
