"""Where the marks of the morning page's small charts stand; its template draws them as inline SVG.

Positions across are shares of the width in percent, so that a chart fits a phone and a sheet of paper without scaling
its letters; positions down are pixels.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

PageRow = Mapping[str, Any]

ROW_PX = 26
"""Height of one row of a picture of copies: room for one line of 13 px letters."""

LOG_FROM_RATIO = 8.0
"""Figures this many times apart are shown on a logarithmic scale: the smaller ones would stick together else."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a sparkline, in percent of the chart's width and height."""

    x: float
    height: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure on its line: the dot, and the interval its words mean."""

    dot: float | None
    """None where the words name no number, only bounds."""
    left: float
    right: float
    is_open_left: bool
    is_open_right: bool


@dataclass(frozen=True, slots=True)
class Node:
    """An article in a picture of copies."""

    article: PageRow
    x: float
    y: float
    parent_x: float | None
    """Where the article it was copied from stands; None for an original."""
    parent_y: float | None


@dataclass(frozen=True, slots=True)
class CopyPicture:
    """The articles of a story over time, copies tied to their originals."""

    nodes: tuple[Node, ...]
    height: float
    first: datetime
    last: datetime
    left_out: int
    """Articles for which there was no room."""


def sparkline(values: Sequence[int]) -> list[Bar]:
    """A bar for each value, as high as its share of the greatest; a value of 0 leaves a gap."""
    greatest = max(values, default=0) or 1
    return [Bar(100 * number / len(values), 100 * value / greatest) for number, value in enumerate(values) if value]


def figure_marks(claims: Sequence[PageRow]) -> list[Mark]:
    """A mark for each claim (value, low, high) on one scale shared by all; None as a bound is unbounded."""
    bounds = [float(claim[name]) for claim in claims for name in ("value", "low", "high") if _is_number(claim[name])]
    if not bounds:
        return [Mark(None, 0, 100, True, True) for _ in claims]
    scale = _Scale(min(bounds), max(bounds))
    return [_mark(claim, scale) for claim in claims]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and math.isfinite(value)


class _Scale:
    """From 8 to 92 percent of the width, so that open intervals have somewhere to go."""

    def __init__(self, least: float, greatest: float) -> None:
        self._is_log = least > 0 and greatest / least >= LOG_FROM_RATIO
        self._least, self._greatest = self._on(least), self._on(greatest)

    def _on(self, value: float) -> float:
        return math.log10(value) if self._is_log else value

    def __call__(self, value: float) -> float:
        span = self._greatest - self._least
        return round(8 + 84 * (self._on(value) - self._least) / span, 2) if span else 50.0


def _mark(claim: PageRow, scale: _Scale) -> Mark:
    low, high = (scale(claim[name]) if _is_number(claim[name]) else None for name in ("low", "high"))
    dot = scale(claim["value"]) if _is_number(claim["value"]) else None
    return Mark(
        dot,
        0 if low is None else low,
        100 if high is None else high,
        is_open_left=low is None,
        is_open_right=high is None,
    )


def copy_picture(articles: Sequence[PageRow], most: int = 14) -> CopyPicture:
    """The articles of one story, a row each: originals in order of time, each followed by what was made of it.

    Args:
        articles: rows with article_id, derived_from_article_id, published_at, first_seen_at; at least one.
        most: rows that fit; what is left out is counted.
    """
    ordered = _family_order(articles)
    shown = ordered[:most]
    moments = [_moment(article) for article in shown]
    first, last = min(moments), max(moments)
    places: dict[str, tuple[float, float]] = {}
    nodes = [_node(article, number, first, last, places) for number, article in enumerate(shown)]
    return CopyPicture(tuple(nodes), len(shown) * ROW_PX, first, last, len(ordered) - len(shown))


def _moment(article: PageRow) -> datetime:
    moment: datetime = article["published_at"] or article["first_seen_at"]
    return moment


def _family_order(articles: Sequence[PageRow]) -> list[PageRow]:
    """Originals by time, each followed by its copies and theirs; families with copies come first."""
    known = {article["article_id"] for article in articles}
    children: dict[str | None, list[PageRow]] = {}
    for article in sorted(articles, key=lambda row: (_moment(row), row["article_id"])):
        parent = article["derived_from_article_id"]
        children.setdefault(parent if parent in known else None, []).append(article)
    roots = sorted(children.get(None, []), key=lambda root: root["article_id"] not in children)
    return [member for root in roots for member in _family(root, children)]


def _family(root: PageRow, children: Mapping[str | None, Sequence[PageRow]]) -> list[PageRow]:
    return [root, *(member for child in children.get(root["article_id"], ()) for member in _family(child, children))]


def _node(
    article: PageRow, number: int, first: datetime, last: datetime, places: dict[str, tuple[float, float]]
) -> Node:
    """A copy whose time of day is unknown stands below its original, never before it."""
    span = (last - first).total_seconds()
    share = (_moment(article) - first).total_seconds() / span if span else 0.5
    parent_x, parent_y = places.get(article["derived_from_article_id"], (None, None))
    x = max(round(4 + 92 * share, 2), parent_x or 0)
    y = ROW_PX * (number + 0.5)
    places[article["article_id"]] = (x, y)
    return Node(article, x, y, parent_x, parent_y)
