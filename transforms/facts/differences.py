"""What one set of facts has that another has not: ids tell which facts are the same, fields whether they changed."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact that is not the same: ``before`` is missing where it was added, ``after`` where it was removed."""

    article_id: str
    surface: str
    before: dict[str, object] | None
    """The fields that differ; of an added or removed fact those that say most."""
    after: dict[str, object] | None


@dataclass(frozen=True, slots=True)
class KindOfFact:
    """How the facts of one kind compare."""

    kind: str
    same: int
    added: tuple[Difference, ...]
    removed: tuple[Difference, ...]
    changed: tuple[Difference, ...]

    @property
    def is_equal(self) -> bool:
        """Whether nothing differs."""
        return not (self.added or self.removed or self.changed)


def compare(
    kind: str, before: Iterable[Row], after: Iterable[Row], key: Sequence[str], ignored: Collection[str]
) -> KindOfFact:
    """The facts of one kind against each other; ``key`` tells which are the same, ``ignored`` fields are not asked."""
    old, new = ({tuple(row[name] for name in key): _plain(row, ignored) for row in rows} for rows in (before, after))
    changed = [_changed(old[each], new[each]) for each in old if each in new and old[each] != new[each]]
    added = [_difference(row, None, row) for each, row in new.items() if each not in old]
    removed = [_difference(row, row, None) for each, row in old.items() if each not in new]
    same = len(old) - len(removed) - len(changed)
    return KindOfFact(kind, same, *(tuple(sorted(found, key=_place)) for found in (added, removed, changed)))


def _plain(row: Row, ignored: Collection[str]) -> dict[str, object]:
    """A row as JSON would give it back: tuples and lists, dates and their texts are the same."""
    kept = {name: value for name, value in row.items() if name not in ignored}
    plain: dict[str, object] = json.loads(json.dumps(kept, default=str))
    return plain


def _changed(old: dict[str, object], new: dict[str, object]) -> Difference:
    names = [name for name in new if old.get(name) != new[name]]
    return _difference(new, {name: old.get(name) for name in names}, {name: new[name] for name in names})


def _difference(
    row: dict[str, object], before: dict[str, object] | None, after: dict[str, object] | None
) -> Difference:
    surface = row.get("surface") or row.get("quote") or row.get("action") or ""
    return Difference(str(row["article_id"]), str(surface), before, after)


def _place(found: Difference) -> tuple[str, str]:
    return found.article_id, found.surface
