"""Roles that stand for a person: "the British prime minister", "Varga’s spokesperson", "a spokesman for the port".

A role is bound to the person the document gave it to; a spokesperson without a name becomes an entity of their own
("spokesperson for …"). Anything else keeps no canonical name: unknown is no guess.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from nightdesk.transforms.identity import stable_id
from nightdesk.transforms.language.doc import Doc
from nightdesk.transforms.language.legacy import open_words, per_additions, words
from nightdesk.transforms.names.gazetteer import demonyms, lookup
from nightdesk.transforms.records import Mention
from nightdesk.transforms.text import Token, fold

_role_heads = open_words("role_heads")
_honorifics = open_words("honorifics")
_MODIFIERS = words("role_modifiers")
_DETERMINERS = frozenset(("the", "a", "an", "his", "her", "their", "its", "another"))
_HEADS_OF_STATE = frozenset(["president", "premier", "chancellor", "minister", "king", "queen", "prime", "leader"])
_SPOKES = frozenset(("spokesman", "spokeswoman", "spokesperson"))
_PLURALS = frozenset(("officials", "spokespeople", "mp", "mps"))


@dataclass(frozen=True, slots=True)
class RoleHolder:
    """A person and the roles the document gives them, each with its place or organisation."""

    name: str
    roles: tuple[tuple[str, str | None], ...]


@per_additions
def _roles() -> frozenset[str]:
    return _role_heads() - _honorifics()


def find_roles(doc: Doc, names: Sequence[Mention], holders: Sequence[RoleHolder]) -> tuple[Mention, ...]:
    """Role mentions in text order; ``canonical`` is None where the document does not say who holds the role."""
    taken = {offset for name in names if name.kind != "demonym" for offset in (name.start, name.end - 1)}
    by_start = {name.start: name for name in names}
    found: list[Mention] = []
    spokesperson: str | None = None
    roles = _roles()
    for number, tokens in enumerate(doc.tokens):
        for at, token in enumerate(tokens):
            if token.lower not in roles or token.start in taken or not _stands_alone(tokens, at, by_start):
                continue
            mention = _role_mention(doc, tokens, at, number, by_start, holders, spokesperson)
            if mention is not None:
                found.append(mention)
                if token.lower in _SPOKES:
                    spokesperson = mention.canonical
    return tuple(found)


def _stands_alone(tokens: tuple[Token, ...], at: int, by_start: dict[int, Mention]) -> bool:
    """Whether the role noun is not followed by the name of its holder or by a further noun of the role."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is None:
        return True
    if after.start in by_start and by_start[after.start].type == "PERSON":
        return False
    return after.lower not in _roles() and not (after.text[0].isupper() and tokens[at].text[0].isupper())


def _role_mention(
    doc: Doc,
    tokens: tuple[Token, ...],
    at: int,
    number: int,
    by_start: dict[int, Mention],
    holders: Sequence[RoleHolder],
    spokesperson: str | None,
) -> Mention | None:
    """The mention that ends with the role noun at ``at`` (or with its "for …"), None when nothing introduces it."""
    first = _first_word(tokens, at)
    owner = _owner(tokens, first, by_start)
    determined = first > 0 and tokens[first - 1].lower in _DETERMINERS
    if owner is None and not determined:
        return None
    start = owner.start if owner is not None else tokens[first - 1].start
    end, canonical = tokens[at].end, None
    if tokens[at].lower in _SPOKES:
        served = owner or _served(tokens, at, by_start)
        canonical = f"spokesperson for {served.canonical}" if served is not None else spokesperson
        end = served.end if served is not None and served is not owner else end
    elif not determined or tokens[first - 1].lower == "the":
        scope = owner.canonical if owner is not None else _scope(tokens, first, at)
        canonical = _holder(tokens[first : at + 1], scope, holders)
    return Mention(
        sentence_no=number,
        start=start,
        end=end,
        surface=doc.text[start:end],
        type="PERSON",
        kind="role" if canonical is None or tokens[at].lower in _SPOKES else "nominal",
        canonical=canonical,
        entity_id=stable_id("entity", "PERSON", fold(canonical)) if canonical else None,
        rule="role.spokesperson" if tokens[at].lower in _SPOKES else "role.holder",
        confidence=0.7 if canonical else 0.5,
    )


def _first_word(tokens: tuple[Token, ...], at: int) -> int:
    """First token of the role phrase: modifiers and demonyms before the noun belong to it."""
    first = at
    while first > 0 and (tokens[first - 1].lower in _MODIFIERS or tokens[first - 1].lower in demonyms()):
        first -= 1
    return first


def _owner(tokens: tuple[Token, ...], first: int, by_start: dict[int, Mention]) -> Mention | None:
    """The name before a possessive mark ("Varga’s spokesman")."""
    if first < 2 or tokens[first - 1].lower not in ("'s", "’s"):
        return None
    for back in range(first - 2, max(first - 6, -1), -1):
        mention = by_start.get(tokens[back].start)
        if mention is not None and mention.end == tokens[first - 2].end:
            return mention
    return None


def _served(tokens: tuple[Token, ...], at: int, by_start: dict[int, Mention]) -> Mention | None:
    """The last name of "a spokesman for …" before the next verb, comma or bracket."""
    if at + 1 >= len(tokens) or tokens[at + 1].lower not in ("for", "of"):
        return None
    found = None
    for token in tokens[at + 2 : at + 9]:
        mention = by_start.get(token.start)
        if mention is not None and mention.kind != "demonym":
            found = mention
        if (
            token.text[0].islower()
            and token.lower not in ("the", "of", "for")
            and token.lower not in _roles() | _MODIFIERS
        ):
            break
        if not token.text[0].isalnum():
            break
    return found


def _scope(tokens: tuple[Token, ...], first: int, at: int) -> str | None:
    """The place of the role: "the Dutch premier" → Netherlands, "the president of Kenya" → Kenya."""
    for token in tokens[first:at]:
        if (place := demonyms().get(token.lower)) is not None:
            return place
    following = tokens[at + 1 : at + 5]
    if following and following[0].lower == "of":
        capitals = [token.text for token in following[1:] if token.text[0].isupper()]
        known = lookup(" ".join(capitals)) if capitals else None
        return known.canonical if known is not None else " ".join(capitals) or None
    return None


def _holder(role: tuple[Token, ...], scope: str | None, holders: Sequence[RoleHolder]) -> str | None:
    """The person of the document whose role and place fit, the one named most for a role without a place."""
    noun = role[-1].lower
    fitting = [
        (holder.name, place == scope)
        for holder in holders
        for title, place in holder.roles
        if _fits(noun, scope, title, place)
    ]
    exact = [name for name, same_place in fitting if same_place and scope is not None]
    names = Counter(exact or [name for name, _ in fitting])
    return names.most_common(1)[0][0] if len(names) == 1 or (names and scope is None) else None


def _fits(noun: str, scope: str | None, title: str, place: str | None) -> bool:
    """Whether "the <scope> <noun>" can mean whoever bears the title."""
    held = title.split()[-1]
    same = noun == held or (noun == "leader" and held in _HEADS_OF_STATE)
    return same and (scope is None or place is None or scope == place)
