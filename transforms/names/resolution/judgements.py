"""What a person has decided about names wins over the rules: merged names are one entity, a split name stands alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from nightdesk.transforms.names.resolution.resolve import ResolvedName, standing


@dataclass(frozen=True, slots=True)
class NameJudgement:
    """A decision about names of one type: two of them are one entity, or one is nobody else's."""

    verdict: str  # merge or split
    type: str
    name: str
    other: str | None  # None for a split


def judge_names(
    resolved: Iterable[ResolvedName], counts: Mapping[tuple[str, str], int], judgements: Sequence[NameJudgement]
) -> tuple[ResolvedName, ...]:
    """The resolution with the judgements applied; names nobody judged, and their groups, stay as they are.

    Args:
        resolved: what the rules decided.
        counts: {(type, name): mentions}, which choose the spelling that stands for a merged group.
        judgements: in order of time; a later one about a name overrules an earlier one.
    """
    found = {(name.type, name.name): name for name in resolved}
    for judgement in judgements:
        if judgement.verdict == "split":
            _split(found, counts, judgement)
        elif judgement.other is not None:
            _merge(found, counts, judgement.type, judgement.name, judgement.other)
    return tuple(found[key] for key in sorted(found))


_Found = dict[tuple[str, str], ResolvedName]


def _split(found: _Found, counts: Mapping[tuple[str, str], int], judgement: NameJudgement) -> None:
    """Takes the name out of its group; the others keep together."""
    own = found.get((judgement.type, judgement.name))
    if own is None:
        return
    others = [name for name in _group(found, own) if name != own.name]
    found[own.type, own.name] = ResolvedName(own.name, own.type, own.name, "judged: a name of its own")
    if others and own.canonical == own.name:
        _rename(found, counts, own.type, others, "same name without the one judged apart")


def _merge(found: _Found, counts: Mapping[tuple[str, str], int], type_: str, name: str, other: str) -> None:
    """Joins the groups of two names; a name the archive does not have yet waits until it does."""
    one, two = found.get((type_, name)), found.get((type_, other))
    if one is not None and two is not None:
        _rename(found, counts, type_, sorted({*_group(found, one), *_group(found, two)}), "judged: one entity")


def _group(found: _Found, own: ResolvedName) -> list[str]:
    """Every name that stands for the same entity."""
    return [name.name for name in found.values() if (name.type, name.canonical) == (own.type, own.canonical)]


def _rename(
    found: _Found, counts: Mapping[tuple[str, str], int], type_: str, names: Sequence[str], reason: str
) -> None:
    """One canonical spelling for all of the names."""
    known: dict[str, int] = defaultdict(int, {name: counts.get((type_, name), 0) for name in names})
    canonical = standing(list(names), known)
    for name in names:
        found[type_, name] = ResolvedName(name, type_, canonical, reason)
