"""Which names of an archive are one entity, and which spelling stands for it; pairs come from `name_matches`.

A name's entity depends on its group alone: the names it is joined with by matches, directly or through others, and for
a single name the groups of everybody who bears it. Names outside may be left away, and nothing changes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from nightdesk.transforms.language.packs import ENGLISH
from nightdesk.transforms.names.gazetteer import lookup
from nightdesk.transforms.names.resolution.name_answers import NameAnswer, decided
from nightdesk.transforms.names.resolution.pairs import NameMatch, block_keys, is_single
from nightdesk.transforms.names.resolution.same_name import compare_names

_CLEARLY_MORE = 3  # times as often as the next bearer of a surname: then the surname alone means the frequent one


@dataclass(frozen=True, slots=True)
class ResolvedName:
    """A name as written, the spelling that stands for its entity in the archive, and how sure that is."""

    name: str
    type: str
    canonical: str
    reason: str
    confidence: float = 1.0


def resolve_names(names: Iterable[tuple[str, str, int]], matches: Iterable[NameMatch]) -> tuple[ResolvedName, ...]:
    """One canonical spelling for every (name, type, count), sorted by type and name.

    Deterministic and independent of order: the surest matches join first, and never two groups of which a rule says
    that some of their names are of different entities. The canonical spelling is the most frequent, then the longest,
    then the first in the alphabet. A surname alone joins a full name only when nobody else of that surname comes near
    it in frequency.
    """
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for name, type_, count in names:
        counts[type_][name] += count
    of_type: dict[str, list[NameMatch]] = defaultdict(list)
    for match in matches:
        of_type[match.type].append(match)
    return tuple(
        resolved for type_ in sorted(counts) for resolved in _resolve_type(counts[type_], of_type[type_], type_)
    )


def standing(group: Iterable[str], counts: Mapping[str, int]) -> str:
    """The spelling that stands for a group."""
    names = list(group)
    known = [entry.canonical for name in names if (entry := lookup(ENGLISH, name)) is not None]
    if known:
        return min(known)
    return min(names, key=lambda name: (-counts[name], -len(name), name))


def _resolve_type(counts: Mapping[str, int], matches: Sequence[NameMatch], type_: str) -> list[ResolvedName]:
    """Resolve the names of one type."""
    full = sorted(name for name in counts if not is_single(name, type_))
    groups = _grouped(full, matches, counts, type_)
    of_name: dict[str, list[NameMatch]] = defaultdict(list)
    for match in matches:
        of_name[match.a].append(match)
        of_name[match.b].append(match)
    found: dict[str, ResolvedName] = {}
    for group in groups:
        found |= _resolve_group(group, of_name, counts, type_)
    by_block: dict[str, list[list[str]]] = defaultdict(list)
    for group in groups if len(full) < len(counts) else ():
        for key in {key for name in group for key in block_keys(name, type_)}:
            by_block[key].append(group)
    for name in counts.keys() - set(full):
        bearers = {id(group): group for key in block_keys(name, type_) for group in by_block[key]}
        found[name] = _resolve_surname(name, list(bearers.values()), counts)
    return [found[name] for name in sorted(found)]


def _grouped(
    names: Sequence[str], matches: Iterable[NameMatch], counts: Mapping[str, int], type_: str
) -> list[list[str]]:
    """Names joined by their matches, the surest first; two groups that hold names of different entities stay apart."""
    group_of = {name: [name] for name in names}
    for match in sorted(matches, key=lambda m: (-m.score, -counts[m.a] - counts[m.b], m.a, m.b)):
        one, two = group_of[match.a], group_of[match.b]
        if one is not two and not any(_forbidden(a, b, type_) for a in one for b in two):
            one.extend(two)
            group_of |= dict.fromkeys(two, one)
    return [sorted(group) for group in {id(group): group for group in group_of.values()}.values()]


def _forbidden(a: str, b: str, type_: str) -> bool:
    compared = compare_names(a, b, type_)
    return isinstance(compared, NameAnswer) and compared.forbids


def _resolve_group(
    group: Sequence[str], matches: Mapping[str, Sequence[NameMatch]], counts: Mapping[str, int], type_: str
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
    return compared.score if isinstance(compared, NameAnswer) and decided(compared)[0] else 0.0
