"""Clusters from links: the same links and judgements give the same clusters, in whatever order they are given."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)
Pair = tuple[str, str]


def ordered(a: str, b: str) -> Pair:
    """The pair with its smaller id first; a pair of one id with itself is an error.

    Raises:
        ValueError: both ids are the same.
    """
    if a == b:
        raise ValueError(f"a pair needs two ids, got {a!r} twice")
    return (a, b) if a < b else (b, a)


def average_linkage(
    items: Iterable[str],
    scores: Mapping[Pair, float],
    threshold: float,
    together: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
    missing_is_zero: bool = True,
) -> list[list[str]]:
    """Agglomerates while the mean score between two clusters is at least ``threshold``; sorted lists, sorted.

    Chains do not grow as they do with single linkage: one strong link between two large clusters is not enough.
    Ties go to the smaller ids. ``together`` are joined first; a join that would bring a pair of ``apart`` into one
    cluster is left out.

    Args:
        items: every item; those without scores come out alone.
        scores: by pair, smaller id first.
        threshold: smallest mean, 0..1.
        together: pairs that are joined whatever their scores, in this order; the first win where they exclude others.
        apart: pairs that never meet.
        missing_is_zero: whether a pair without a score counts as 0, or not at all.
    """
    clusters = _Clusters(sorted(set(items)), apart)
    for a, b in dict.fromkeys(together):
        clusters.join(a, b)
    between = _Between(clusters, missing_is_zero)
    for (a, b), score in sorted(scores.items()):
        between.add(clusters.head(a), clusters.head(b), score, 1)
    between.agglomerate(threshold)
    return clusters.lists()


class _Between:
    """Sum and number of the scores between clusters, by their heads."""

    def __init__(self, clusters: _Clusters, missing_is_zero: bool) -> None:
        self._clusters, self._missing_is_zero = clusters, missing_is_zero
        self._rows: dict[str, dict[str, tuple[float, int]]] = {}

    def add(self, a: str, b: str, score: float, count: int) -> None:
        if a != b:
            total, number = self._rows.setdefault(a, {}).get(b, (0.0, 0))
            self._rows[a][b] = self._rows.setdefault(b, {})[a] = (total + score, number + count)

    def agglomerate(self, threshold: float) -> None:
        """Joins the best pair of clusters while its mean is at least ``threshold``.

        A mean that was not touched by a join can only fall (clusters grow), so an entry of the heap is an upper bound:
        it is corrected when it comes to the top, not at every join. A hub of 10,000 copies stays linear.
        """
        heap = [self._candidate(a, b) for a, row in self._rows.items() for b in row if a < b]
        heapify(heap)
        while heap and -heap[0][0] >= threshold:
            entry = heappop(heap)
            _, a, b = entry
            if b not in self._rows.get(a, {}):
                continue
            if (current := self._candidate(a, b)) != entry:
                if current > entry:
                    heappush(heap, current)
            elif self._clusters.join(a, b):
                for other in self._merge(b, into=a):  # a < b: the smaller id is the head
                    heappush(heap, self._candidate(a, other))

    def _candidate(self, a: str, b: str) -> tuple[float, str, str]:
        total, number = self._rows[a][b]
        possible = self._clusters.size(a) * self._clusters.size(b) if self._missing_is_zero else number
        return (-round(total / possible, 12), *ordered(a, b))  # rounded: sums depend on their order in the last bits

    def _merge(self, gone: str, into: str) -> list[str]:
        """Adds the row of one cluster to another's; returns the clusters whose mean to it changed."""
        row = self._rows.pop(gone)
        for other, (total, number) in row.items():
            del self._rows[other][gone]
            self.add(into, other, total, number)
        return [other for other in row if other != into]


class _Clusters:
    """Disjoint sets with pairs that must stay apart; the head of a set is its smallest item."""

    def __init__(self, items: Sequence[str], apart: Iterable[Pair]) -> None:
        self.items = items
        self._head = {item: item for item in items}
        self._members = {item: [item] for item in items}
        self._apart: dict[str, set[str]] = {item: set() for item in items}
        for a, b in apart:
            if a in self._apart and b in self._apart:
                self._apart[a].add(b)
                self._apart[b].add(a)

    def head(self, item: str) -> str:
        return self._head[item]

    def size(self, head: str) -> int:
        return len(self._members[head])

    def join(self, a: str, b: str) -> bool:
        """Whether a and b are in one set now; False where a judgement keeps the two sets apart."""
        keep, gone = sorted((self._head[a], self._head[b]))
        if keep == gone:
            return True
        if any(self._head[item] == keep for item in self._apart[gone]):
            return False
        for item in self._members[gone]:
            self._head[item] = keep
        self._members[keep] += self._members.pop(gone)
        self._apart[keep] |= self._apart.pop(gone)
        return True

    def lists(self) -> list[list[str]]:
        return [sorted(members) for _, members in sorted(self._members.items())]
