"""Pairs of names that may be one entity: which names meet, and what rules and the trained matcher say of each pair.

A pair's answer depends on the two names alone: it is found once, in the night in which the later of them is new.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from nightdesk.transforms.language.packs import ENGLISH
from nightdesk.transforms.names.gazetteer import lookup
from nightdesk.transforms.names.resolution.bodies import word_parts
from nightdesk.transforms.names.resolution.name_answers import Judge, Question, decided, judged
from nightdesk.transforms.names.resolution.people import person_parts
from nightdesk.transforms.names.resolution.same_name import compare_names
from nightdesk.transforms.names.resolution.sounds import skeleton
from nightdesk.transforms.text import fold

_QUESTIONS = 20_000  # pairs the matcher is asked about at a time


@dataclass(frozen=True, slots=True)
class NameMatch:
    """Two names of one type found to be one entity; ``a`` comes first in the alphabet."""

    type: str
    a: str
    b: str
    score: float
    reason: str


def is_single(name: str, type_: str) -> bool:
    """Whether it is a person's single name, which matches no pair: whose it is depends on all bearers (`resolve`)."""
    return type_ == "PERSON" and len(person_parts(name)) == 1


def block_keys(name: str, type_: str) -> frozenset[str]:
    """Keys under which names that may be the same meet: consonants of the surname or the words, gazetteer entry."""
    if type_ == "PERSON":
        parts = person_parts(name)
        return frozenset((skeleton(parts[-1]), f"{skeleton(parts[0])} {skeleton(parts[-1])[:1]}"))
    known = lookup(ENGLISH, name)
    parts = word_parts(name)
    keys = {f"={known.canonical}"} if known is not None else set()
    keys.add("".join(part[0] for part in parts) if len(parts) > 1 else fold(name))
    if parts:  # a short form of an organisation is its first word; places begin with "New" or "Port"
        keys |= {skeleton(parts[0] if type_ == "ORG" else max(parts, key=len)), skeleton("".join(parts))}
    return frozenset(keys)


def find_matches(
    names: Iterable[tuple[str, str]], judge: Judge, fresh: Collection[tuple[str, str]] | None = None
) -> list[NameMatch]:
    """Pairs of (type, name) that rules or the matcher find to be one entity; whatever the order of the names.

    Args:
        names: every name that shares a block with a fresh one.
        judge: answers what rules leave open.
        fresh: names nobody has compared yet; only pairs with one of them are looked at. None: all are fresh.
    """
    found: list[NameMatch] = []
    open_pairs: list[tuple[str, str, str, Question]] = []
    for type_, a, b in _candidates(names, fresh):
        compared = compare_names(a, b, type_)
        if isinstance(compared, Question):
            open_pairs.append((type_, a, b, compared))
        elif (answer := decided(compared))[0]:
            found.append(NameMatch(type_, a, b, *answer[1:]))
    for low in range(0, len(open_pairs), _QUESTIONS):
        piece = open_pairs[low : low + _QUESTIONS]
        for (type_, a, b, _), score in zip(piece, judge([question for *_, question in piece]), strict=True):
            if (answer := judged(score))[0]:
                found.append(NameMatch(type_, a, b, *answer[1:]))
    return found


def _candidates(
    names: Iterable[tuple[str, str]], fresh: Collection[tuple[str, str]] | None
) -> Iterator[tuple[str, str, str]]:
    """(type, a, b) of the names that share a block, at least one of them fresh; each pair once."""
    keys = {(type_, name): block_keys(name, type_) for type_, name in sorted(set(names)) if not is_single(name, type_)}
    new = keys.keys() if fresh is None else keys.keys() & set(fresh)
    blocks: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for of_name, of_keys in keys.items():
        for key in of_keys:
            blocks[of_name[0], key].append(of_name)
    for one in sorted(new):
        met = {other for key in keys[one] for other in blocks[one[0], key]}
        for other in sorted(met):
            if other != one and (other not in new or one < other):
                a, b = sorted((one[1], other[1]))
                yield one[0], a, b
