"""Roles that mean a person: "the British prime minister", "Varga’s spokesperson", "a spokesman for the port".

A role is bound to the person the document gave it to; a spokesperson without a name becomes an entity of their own
("spokesperson for …"). Anything else keeps no canonical name: unknown is no guess.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from nightdesk.transforms.identity import stable_id
from nightdesk.transforms.language.doc import Doc
from nightdesk.transforms.language.pack import Pack, per_pack
from nightdesk.transforms.names.gazetteer import demonyms, lookup
from nightdesk.transforms.names.name_patterns import ties
from nightdesk.transforms.records import Mention
from nightdesk.transforms.text import Token, fold

_HOLDER = "role.holder"
_OWNER_WORDS = 4  # tokens of the longest owner before a possessive mark
_SERVED_WORDS = 7  # tokens behind "for" in which somebody is served


@dataclass(frozen=True, slots=True)
class RoleHolder:
    """A person and the roles the document gives them, each with its place or organisation."""

    name: str
    roles: tuple[tuple[str, str | None], ...]


class _Words(NamedTuple):
    """The words of roles and around them."""

    roles: frozenset[str]
    modifiers: frozenset[str]
    determiners: frozenset[str]
    definite: frozenset[str]
    general: Mapping[str, frozenset[str]]  # noun → the titles it can mean
    spokespeople: Mapping[str, str]  # noun → the name its bearer goes by
    serving: frozenset[str]
    of: frozenset[str]
    possessives: frozenset[str]
    goes_on: frozenset[str]  # small letters that do not end a name someone serves
    demonyms: Mapping[str, str]


@per_pack
def _words(pack: Pack) -> _Words:
    modifiers, serving = pack.words("role_modifiers"), pack.words("serving_prepositions")
    definite = pack.words("definite_articles")
    roles = pack.words("role_heads") - pack.words("honorifics")
    return _Words(
        roles=roles,
        modifiers=modifiers,
        determiners=pack.words("role_determiners"),
        definite=definite,
        general={noun: frozenset(titles.split()) for noun, titles in pack.table("general_roles").items()},
        spokespeople=pack.table("spokespeople"),
        serving=serving,
        of=ties(pack, "place"),
        possessives=pack.words("possessives"),
        goes_on=roles | modifiers | serving | definite,
        demonyms=demonyms(pack),
    )


class _Role(NamedTuple):
    """A role noun in its sentence: tokens ``first`` to ``at`` (inclusive), with what stands around it."""

    doc: Doc
    words: _Words
    named: Mapping[int, Mention]  # by start
    number: int
    first: int
    at: int

    @property
    def tokens(self) -> Sequence[Token]:
        """The tokens of the sentence."""
        return self.doc.tokens[self.number]

    @property
    def noun(self) -> str:
        """The role noun, lower case."""
        return self.tokens[self.at].lower

    @property
    def before(self) -> str:
        """The word before the phrase, lower case; empty at the start of the sentence."""
        return self.tokens[self.first - 1].lower if self.first > 0 else ""


def find_roles(doc: Doc, names: Sequence[Mention], holders: Sequence[RoleHolder]) -> tuple[Mention, ...]:
    """Role mentions in text order; ``canonical`` is None where the document does not say who holds the role."""
    found: list[Mention] = []
    spokesperson: str | None = None  # the latest: "the spokesman" alone is the same one
    for role in _roles(doc, names):
        owner = _owner(role)
        if owner is None and role.before not in role.words.determiners:
            continue
        if role.noun in role.words.spokespeople:
            mention = _spokesperson(role, owner, spokesperson)
            spokesperson = mention.canonical
        else:
            mention = _held(role, owner, holders)
        found.append(mention)
    return tuple(found)


def _roles(doc: Doc, names: Sequence[Mention]) -> Iterator[_Role]:
    """The role nouns that stand outside names, each with its modifiers."""
    words, nouns = _words(doc.pack), _words(doc.pack).roles
    taken = {offset for name in names if name.kind != "demonym" for offset in (name.start, name.end - 1)}
    named = {name.start: name for name in names}
    for number, tokens in enumerate(doc.tokens):
        for at, token in enumerate(tokens):
            if token.lower in nouns and token.start not in taken and _stands_alone(tokens, at, named, words):
                yield _Role(doc, words, named, number, _first_word(tokens, at, words), at)


def _stands_alone(tokens: Sequence[Token], at: int, named: Mapping[int, Mention], words: _Words) -> bool:
    """Whether the role noun is not followed by the name of its holder or by a further noun of the role."""
    if at + 1 == len(tokens):
        return True
    after = tokens[at + 1]
    following = named.get(after.start)
    if following is not None and following.type == "PERSON":
        return False
    return after.lower not in words.roles and not (after.text[0].isupper() and tokens[at].text[0].isupper())


def _first_word(tokens: Sequence[Token], at: int, words: _Words) -> int:
    """First token of the role phrase: modifiers and demonyms before the noun belong to it."""
    first = at
    while first > 0 and (tokens[first - 1].lower in words.modifiers or tokens[first - 1].lower in words.demonyms):
        first -= 1
    return first


def _owner(role: _Role) -> Mention | None:
    """The name before a possessive mark ("Varga’s spokesman")."""
    first, tokens = role.first, role.tokens
    if first < 2 or role.before not in role.words.possessives:
        return None
    for back in range(first - 2, max(first - 2 - _OWNER_WORDS, -1), -1):
        mention = role.named.get(tokens[back].start)
        if mention is not None and mention.end == tokens[first - 2].end:
            return mention
    return None


# --- spokespeople --------------------------------------------------------------------------------------


def _spokesperson(role: _Role, owner: Mention | None, latest: str | None) -> Mention:
    """Whoever speaks for the owner or for the name behind "for"; else the spokesperson mentioned last."""
    served = owner or _served(role)
    canonical = latest
    if served is not None:
        canonical = role.words.spokespeople[role.noun].format(served.canonical)
    end = served.end if served is not None and served is not owner else role.tokens[role.at].end
    return _mention(role, owner, end, canonical, "role.spokesperson")


def _served(role: _Role) -> Mention | None:
    """The last name of "a spokesman for …" before the next verb, comma or bracket."""
    following = role.tokens[role.at + 1 : role.at + 2 + _SERVED_WORDS]
    found = None
    for token in following[1:] if following and following[0].lower in role.words.serving else ():
        mention = role.named.get(token.start)
        if mention is not None and mention.kind != "demonym":
            found = mention
        ends_name = token.text[0].islower() and token.lower not in role.words.goes_on
        if ends_name or not token.text[0].isalnum():
            break
    return found


# --- holders -------------------------------------------------------------------------------------------


def _held(role: _Role, owner: Mention | None, holders: Sequence[RoleHolder]) -> Mention:
    """The role of whoever the document gave it to; "a minister" is nobody it named before."""
    canonical = None
    if role.before not in role.words.determiners or role.before in role.words.definite:
        scope = owner.canonical if owner is not None else _scope(role)
        canonical = _holder(role, scope, holders)
    return _mention(role, owner, role.tokens[role.at].end, canonical, _HOLDER)


def _scope(role: _Role) -> str | None:
    """The place of the role: "the Dutch premier" → Netherlands, "the president of Kenya" → Kenya."""
    adjectives = (role.words.demonyms.get(token.lower) for token in role.tokens[role.first : role.at])
    adjective = next((place for place in adjectives if place is not None), None)
    if adjective is not None:
        return adjective
    following = role.tokens[role.at + 1 : role.at + 5]
    if not following or following[0].lower not in role.words.of:
        return None
    name = " ".join(token.text for token in following[1:] if token.text[0].isupper())
    known = lookup(role.doc.pack, name) if name else None
    return known.canonical if known is not None else name or None


def _holder(role: _Role, scope: str | None, holders: Sequence[RoleHolder]) -> str | None:
    """The person of the document whose role and place fit, the one named most for a role without a place."""
    fitting = [
        (holder.name, place)
        for holder in holders
        for title, place in holder.roles
        if _means(role.noun, title, role.words) and (scope is None or place is None or scope == place)
    ]
    exact = [name for name, place in fitting if scope is not None and place == scope]
    names = Counter(exact or [name for name, _ in fitting])
    return names.most_common(1)[0][0] if len(names) == 1 or (names and scope is None) else None


def _means(noun: str, title: str, words: _Words) -> bool:
    """Whether "the <noun>" can mean whoever bears the title: "the leader" is a president, too."""
    held = title.rpartition(" ")[2]
    return noun == held or held in words.general.get(noun, ())


def _mention(role: _Role, owner: Mention | None, end: int, canonical: str | None, rule: str) -> Mention:
    """The record of a role, with its owner or determiner."""
    start = owner.start if owner is not None else role.tokens[role.first - 1].start
    return Mention(
        sentence_no=role.number,
        start=start,
        end=end,
        surface=role.doc.text[start:end],
        type="PERSON",
        kind="nominal" if canonical and rule == _HOLDER else "role",
        canonical=canonical,
        entity_id=stable_id("entity", "PERSON", fold(canonical)) if canonical else None,
        rule=rule,
        confidence=0.7 if canonical else 0.5,
    )
