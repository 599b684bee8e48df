"""Which names of a whole archive are one entity, and which spelling stands for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from nightdesk.transforms.facts.entities import (
    Answer,
    Judge,
    Question,
    compare_names,
    decided,
    judged,
    person_parts,
    word_parts,
)
from nightdesk.transforms.facts.gazetteer import lookup
from nightdesk.transforms.facts.sounds import skeleton
from nightdesk.transforms.text import fold

_CLEARLY_MORE = 3  # times as often as the next bearer of a surname: then the surname alone means the frequent one
_QUESTIONS = 20_000  # pairs the matcher is asked about at a time


@dataclass(frozen=True, slots=True)
class ResolvedName:
    """A name as written, the spelling that stands for its entity in the archive, and how sure that is."""

    name: str
    type: str
    canonical: str
    reason: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class _Match:
    """Two names found to be one."""

    a: str
    b: str
    score: float
    reason: str


def resolve_names(names: Iterable[tuple[str, str, int]], judge: Judge) -> tuple[ResolvedName, ...]:
    """One canonical spelling for every (name, type, count) of an archive, sorted by type and name.

    Deterministic and independent of order: the surest matches join first, and never two groups of which a rule says
    that some of their names are of different entities. The canonical spelling is the most frequent, then the longest,
    then the first in the alphabet. A surname alone joins a full name only when nobody else of that surname comes near
    it in frequency.
    """
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for name, type_, count in names:
        counts[type_, name] += count
    resolved: list[ResolvedName] = []
    for type_ in sorted({type_ for type_, _ in counts}):
        of_type = {name: count for (kind, name), count in counts.items() if kind == type_}
        resolved.extend(_resolve_type(of_type, type_, judge))
    return tuple(sorted(resolved, key=lambda item: (item.type, item.name)))


def standing(group: Iterable[str], counts: Mapping[str, int]) -> str:
    """The spelling that stands for a group."""
    names = list(group)
    known = [entry.canonical for name in names if (entry := lookup(name)) is not None]
    if known:
        return min(known)
    return min(names, key=lambda name: (-counts[name], -len(name), name))


def _resolve_type(counts: Mapping[str, int], type_: str, judge: Judge) -> list[ResolvedName]:
    """Resolve the names of one type."""
    full = sorted(name for name in counts if type_ != "PERSON" or len(person_parts(name)) > 1)
    matches = _matches(full, type_, judge)
    groups = _grouped(full, matches, counts, type_)
    found: dict[str, ResolvedName] = {}
    for group in groups:
        found |= _resolve_group(group, matches, counts, type_)
    by_block: dict[str, list[list[str]]] = defaultdict(list)
    for group in groups if len(full) < len(counts) else ():
        for key in sorted({key for name in group for key in _blocks(name, type_)}):
            by_block[key].append(group)
    for name in counts.keys() - set(full):
        bearers = [group for key in _blocks(name, type_) for group in by_block[key]]
        found[name] = _resolve_surname(name, bearers, counts)
    return list(found.values())


def _matches(names: Sequence[str], type_: str, judge: Judge) -> dict[str, list[_Match]]:
    """Pairs that rules or the matcher find to be one, under each of their two names."""
    found: dict[str, list[_Match]] = defaultdict(list)
    open_pairs: list[tuple[str, str, Question]] = []

    def keep(a: str, b: str, answer: tuple[bool, float, str]) -> None:
        if answer[0]:
            match = _Match(a, b, *answer[1:])
            found[a].append(match)
            found[b].append(match)

    for a, b in _candidates(names, type_):
        compared = compare_names(a, b, type_)
        if isinstance(compared, Answer):
            keep(a, b, decided(compared))
        else:
            open_pairs.append((a, b, compared))
    for low in range(0, len(open_pairs), _QUESTIONS):
        piece = open_pairs[low : low + _QUESTIONS]
        for (a, b, _), score in zip(piece, judge([question for *_, question in piece]), strict=True):
            keep(a, b, judged(score))
    return found


def _candidates(names: Sequence[str], type_: str) -> Iterator[tuple[str, str]]:
    """Pairs of names that share a block, each once."""
    blocks: dict[str, list[str]] = defaultdict(list)
    keys = {name: _blocks(name, type_) for name in names}
    for name in names:
        for key in keys[name]:
            blocks[key].append(name)
    for key in sorted(blocks):
        for a, b in combinations(blocks[key], 2):
            if min(keys[a] & keys[b]) == key:
                yield a, b


def _blocks(name: str, type_: str) -> frozenset[str]:
    """Keys under which names that may be the same meet: consonants of the surname or the words, gazetteer entry."""
    if type_ == "PERSON":
        parts = person_parts(name)
        return frozenset((skeleton(parts[-1]), f"{skeleton(parts[0])} {skeleton(parts[-1])[:1]}"))
    known = lookup(name)
    parts = word_parts(name)
    keys = {f"={known.canonical}"} if known is not None else set()
    keys.add("".join(part[0] for part in parts) if len(parts) > 1 else fold(name))
    if parts:  # a short form of an organisation is its first word; places begin with "New" or "Port"
        keys |= {skeleton(parts[0] if type_ == "ORG" else max(parts, key=len)), skeleton("".join(parts))}
    return frozenset(keys)


def _grouped(
    names: Sequence[str], matches: Mapping[str, Sequence[_Match]], counts: Mapping[str, int], type_: str
) -> list[list[str]]:
    """Names joined by their matches, the surest first; two groups that hold names of different entities stay apart."""
    group_of = {name: [name] for name in names}
    each = {match for of_name in matches.values() for match in of_name}
    for match in sorted(each, key=lambda m: (-m.score, -counts[m.a] - counts[m.b], m.a, m.b)):
        one, two = group_of[match.a], group_of[match.b]
        if one is not two and not any(_forbidden(a, b, type_) for a in one for b in two):
            one.extend(two)
            group_of |= dict.fromkeys(two, one)
    return [sorted(group) for group in {id(group): group for group in group_of.values()}.values()]


def _forbidden(a: str, b: str, type_: str) -> bool:
    compared = compare_names(a, b, type_)
    return isinstance(compared, Answer) and compared.forbids


def _resolve_group(
    group: Sequence[str], matches: Mapping[str, Sequence[_Match]], counts: Mapping[str, int], type_: str
) -> dict[str, ResolvedName]:
    """Each name of a group with the surest match that holds it there."""
    canonical, members = standing(group, counts), set(group)
    found = {}
    for name in group:
        mine = [match for match in matches.get(name, ()) if match.a in members and match.b in members]
        best = max(mine, key=lambda match: (match.score, match.a, match.b), default=None)
        if name == canonical or best is None:
            found[name] = ResolvedName(name, type_, canonical, "same name")
        else:
            found[name] = ResolvedName(name, type_, canonical, best.reason, best.score)
    return found


def _resolve_surname(name: str, groups: Sequence[Sequence[str]], counts: Mapping[str, int]) -> ResolvedName:
    """A single name: the full name it belongs to when one bearer is clearly the most frequent."""
    bearers = []
    for group in groups:
        scores = [score for other in group if (score := _surname_score(name, other))]
        if scores:
            bearers.append((sum(counts[other] for other in group), standing(group, counts), max(scores)))
    bearers.sort(key=lambda bearer: (-bearer[0], bearer[1]))
    if bearers and (len(bearers) == 1 or bearers[0][0] >= _CLEARLY_MORE * bearers[1][0]):
        _, canonical, score = bearers[0]
        return ResolvedName(name, "PERSON", canonical, "surname of the one frequent bearer", round(score, 3))
    return ResolvedName(name, "PERSON", name, "no or several bearers of the name")


def _surname_score(name: str, other: str) -> float:
    """Score of a single name against a full one where it counts as its surname, else 0."""
    compared = compare_names(name, other, "PERSON")
    return compared.score if isinstance(compared, Answer) and decided(compared)[0] else 0.0
