"""The type a span of capitalised words suggests by its own words and its neighbours: the first rule that fits.

No knowledge of the rest of the document, and none of the gazetteer but for single words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from babel import Locale

from nightdesk.transforms.language.pack import Pack, per_pack
from nightdesk.transforms.names.candidates import CapitalisedSpan, NameCandidate
from nightdesk.transforms.names.gazetteer import EntityType, lookup
from nightdesk.transforms.names.name_patterns import lemma, name_pattern, ties
from nightdesk.transforms.text import Token

_SPEECH = ("say", "tell", "state")
_CLOSING = ("”", '"', ",")  # before "said Ada Moss"
_MODEL = re.compile(r"\d|(?<!\S)[XVI]{2,}(?!\S)")  # "A380", "Apollo XI": products
_FEW = 4  # tokens from which a span is more than a name of a person


class _Words(NamedTuple):
    """The words that speak for a type."""

    given: Mapping[str, str]
    particles: frozenset[str]
    roles: frozenset[str]
    cues: Mapping[str, str]
    org_heads: frozenset[str]
    org_first: frozenset[str]
    place_heads: frozenset[str]
    place_first: frozenset[str]
    other_heads: frozenset[str]
    surname_heads: frozenset[str]
    of_or_for: frozenset[str]
    prepositions: frozenset[str]
    articles: frozenset[str]
    people: re.Pattern[str]


@per_pack
def _words(pack: Pack) -> _Words:
    return _Words(
        given=pack.table("given_names"),
        particles=pack.words("person_particles"),
        roles=pack.words("role_heads"),
        cues=pack.table("cue_verbs"),
        org_heads=pack.words("org_heads"),
        org_first=pack.words("org_first_heads"),
        place_heads=pack.words("place_heads"),
        place_first=pack.words("place_first_heads"),
        other_heads=pack.words("other_heads"),
        surname_heads=pack.words("surname_heads"),
        of_or_for=ties(pack, "head", "place"),
        prepositions=pack.words("place_prepositions"),
        articles=pack.words("articles"),
        people=name_pattern(pack, "people"),
    )


def typed(span: CapitalisedSpan) -> NameCandidate | None:
    """The span as one name of the type that fits first, None for a word that names nobody: a currency, a people."""
    words = _words(span.pack)
    if _MODEL.search(span.surface):
        return span.candidate("OTHER", 0.6, "model")
    if _is_code(span, words):
        return None
    rule = _first_rule(span, words)
    strength = rule.strength if rule.alone is None or span.size > 1 else rule.alone
    return span.candidate(rule.type, strength, rule.name)


def _first_rule(span: CapitalisedSpan, words: _Words) -> _TypeRule:
    """The first rule that fits; the last one always does."""
    for rule in _RULES if span.size > 1 else _RULES_OF_ONE_WORD:
        if rule.fits(span, words):
            return rule
    return _RULES[-1]


_SAYS_NOTHING = 0.0  # of a single word: the rule needs several


class _TypeRule(NamedTuple):
    """One reason for a type; ``alone`` is its strength for a single word where that differs."""

    name: str
    type: EntityType
    strength: float
    fits: Callable[[CapitalisedSpan, _Words], bool]
    alone: float | None = None


def is_org_head(pack: Pack, token: Token) -> bool:
    """Whether an organisation can be named after what the word is, one or several ("Bank", "Airlines")."""
    return _is_org_head(token, _words(pack))


def _is_org_head(token: Token, words: _Words) -> bool:
    return token.lower in words.org_heads or (token.lower.endswith("s") and token.lower[:-1] in words.org_heads)


# --- by its own words ----------------------------------------------------------------------------------


def _is_code(span: CapitalisedSpan, words: _Words) -> bool:
    name = span.tokens[span.first]
    return span.size == 1 and (name.text in currency_codes() or words.people.match(name.lower) is not None)


def _has_given_name(span: CapitalisedSpan, words: _Words) -> bool:
    head = span.tokens[span.end - 1].lower
    if span.tokens[span.first].lower not in words.given:
        return False
    headed = _is_org_head(span.tokens[span.end - 1], words) or head in words.place_heads or head in words.other_heads
    return head in words.surname_heads or not headed


def _is_firm(span: CapitalisedSpan, words: _Words) -> bool:
    return _has_given_name(span, words) and any(name.text == "&" for name in span.names)


def _has_org_head(span: CapitalisedSpan, words: _Words) -> bool:
    return _is_org_head(span.tokens[span.end - 1], words)


def _has_of(span: CapitalisedSpan, words: _Words) -> bool:
    return span.size > 2 and any(name.lower in words.of_or_for for name in span.names)


def _is_body_of(span: CapitalisedSpan, words: _Words) -> bool:
    return span.tokens[span.first].lower in words.org_first and _has_of(span, words)


def _has_place_head(span: CapitalisedSpan, words: _Words) -> bool:
    opens_place = span.tokens[span.first].lower in words.place_first and span.size < _FEW
    return opens_place or span.tokens[span.end - 1].lower in words.place_heads


def _has_other_head(span: CapitalisedSpan, words: _Words) -> bool:
    return span.tokens[span.end - 1].lower in words.other_heads


def _is_personal(span: CapitalisedSpan, words: _Words) -> bool:
    names = span.names
    return any(name.lower in words.particles for name in names[1:]) or _has_initial(names)


def _has_initial(names: Sequence[Token]) -> bool:
    """“Ada M. Varga”, “K.C. Moor”: an initial that is not the last word, and small letters in the last."""
    return any(len(n.text) < 5 and n.text.endswith(".") for n in names[:-1]) and names[-1].text[1:].islower()


def _is_acronym(word: str) -> bool:
    bare = word.replace(".", "")
    return len(bare) > 1 and bare.isupper() and bare.isalpha()


@cache
def currency_codes() -> frozenset[str]:
    """ISO 4217 codes as CLDR lists them: capitals that name no organisation."""
    return frozenset(Locale("en").currencies)


# --- by its neighbours ---------------------------------------------------------------------------------


def _follows_role(span: CapitalisedSpan, words: _Words) -> bool:
    return span.size < _FEW and span.word(-1) in words.roles


def _is_apposed(span: CapitalisedSpan, words: _Words) -> bool:
    """Whether an age or a role follows the comma (", 43,", ", the head of", ", president of")."""
    if span.size >= _FEW or span.word(0) != ",":
        return False
    following = span.tokens[span.end + 1 : span.end + 5]
    if following and following[0].text.isdigit() and len(following[0].text) == 2:
        return True
    return any(token.lower in words.roles for token in following if token.text[0].islower())


def _speaks(span: CapitalisedSpan, words: _Words) -> bool:
    """Whether the name stands beside a verb of speaking."""
    if span.size >= _FEW:
        return False
    before = span.word(-2) in _CLOSING and _is_speech(span.pack, span.word(-1), words)
    return before or _is_speech(span.pack, span.word(0), words)


def _is_speech(pack: Pack, word: str, words: _Words) -> bool:
    """Whether a word is a form of a verb of speaking, not its base form."""
    base = lemma(pack, word) if word else None
    return base is not None and word != base and words.cues.get(base) in _SPEECH


def _holds_known(span: CapitalisedSpan, words: _Words) -> bool:
    ends = (span.tokens[span.first].text, span.tokens[span.end - 1].text)
    return any(lookup(span.pack, name) is not None for name in ends)


def _follows_preposition(span: CapitalisedSpan, words: _Words) -> bool:
    return span.size < 3 and span.word(-1) in words.prepositions


# --- unexplained ---------------------------------------------------------------------------------------


def _is_given_name(span: CapitalisedSpan, words: _Words) -> bool:
    return span.size == 1 and span.tokens[span.first].lower in words.given


def _is_two_names(span: CapitalisedSpan, words: _Words) -> bool:
    return span.size < _FEW and not any(_is_acronym(name.text) or name.text == "&" for name in span.names)


_RULES = (
    _TypeRule("ampersand", "ORG", 0.7, _is_firm, _SAYS_NOTHING),
    _TypeRule("given_name", "PERSON", 0.85, _has_given_name, _SAYS_NOTHING),
    _TypeRule("org_head", "ORG", 0.8, _has_org_head, _SAYS_NOTHING),
    _TypeRule("org_of", "ORG", 0.8, _is_body_of, _SAYS_NOTHING),
    _TypeRule("place_of", "PLACE", 0.6, _has_of, _SAYS_NOTHING),
    _TypeRule("place_head", "PLACE", 0.75, _has_place_head, _SAYS_NOTHING),
    _TypeRule("other_head", "OTHER", 0.7, _has_other_head),
    _TypeRule("name_form", "PERSON", 0.75, _is_personal, _SAYS_NOTHING),
    _TypeRule("capitals", "ORG", 0.55, lambda span, _: span.size == 1 and _is_acronym(span.surface)),
    _TypeRule("role_before", "PERSON", 0.7, _follows_role),
    _TypeRule("role_after", "PERSON", 0.7, _is_apposed),
    _TypeRule("speaks", "PERSON", 0.6, _speaks, 0.5),
    _TypeRule("place_and_name", "ORG", 0.5, _holds_known, _SAYS_NOTHING),
    _TypeRule("preposition", "PLACE", 0.4, _follows_preposition, 0.5),
    _TypeRule("given_name_alone", "PERSON", 0.5, _is_given_name),
    _TypeRule("two_names", "PERSON", 0.35, _is_two_names, _SAYS_NOTHING),
    _TypeRule("thing", "OTHER", 0.3, lambda span, words: span.size == 1 and span.word(-1) in words.articles),
    _TypeRule("unexplained", "ORG", 0.3, lambda span, words: True),
)
"""In order of strength of evidence: a span's own words before its neighbours. Set together on the development set."""

_RULES_OF_ONE_WORD = tuple(rule for rule in _RULES if rule.alone != _SAYS_NOTHING)
