"""The interval a figure means: what the words around a number allow, and ranges of two numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from nightdesk.transforms.facts.units import qualifier_of
from nightdesk.transforms.language.doc import Doc
from nightdesk.transforms.language.numbers import Number

FigureKind = Literal["count", "money", "percent", "measure", "duration", "age", "ordinal"]

_TOLERANCE = 0.1  # what "around" and "nearly" allow; the seed gold uses the same tenth
_UNSCALED = 1000  # a number below may take the scale of the second: "20 to 25 million"


@dataclass(slots=True)
class Figure:
    """A number with its unit, before its clause is read."""

    start: int
    end: int
    kind: FigureKind
    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    unit_class: str | None
    rule: str
    currency: str | None = None
    head: str | None = None
    noun_end: int = 0
    low_open: bool = False
    high_open: bool = False
    approx: bool = False
    qualifier: str | None = None


class _Bounds(NamedTuple):
    low: float | None
    high: float | None
    low_open: bool = False
    high_open: bool = False


_BOUNDS: dict[str, Callable[[float, float, float], _Bounds]] = {
    "around": lambda value, low, high: _Bounds(low - _slack(value), high + _slack(value)),
    "below": lambda value, low, high: _Bounds(value - _slack(value), value, high_open=True),
    "above": lambda value, low, high: _Bounds(value, value + _slack(value), low_open=True),
    "over": lambda value, low, high: _Bounds(value, None, low_open=True),
    "min": lambda value, low, high: _Bounds(value, None),
    "max": lambda value, low, high: _Bounds(0.0, value),
    "under": lambda value, low, high: _Bounds(0.0, value, high_open=True),
}


def _slack(value: float) -> float:
    return abs(value) * _TOLERANCE


def qualified(doc: Doc, number: Number, figure: Figure) -> Figure:
    """The figure with the interval that the words around its number mean."""
    found = qualifier_of(doc, figure.start, number.end)
    value = figure.value
    bounds = _BOUNDS.get(found.kind) if found else None
    if found is None or value is None or bounds is None:
        return figure
    low, high, low_open, high_open = bounds(value, figure.low or value, figure.high or value)
    return replace(
        figure,
        low=low,
        high=high,
        low_open=low_open,
        high_open=high_open,
        approx=figure.approx or found.kind in {"around", "below", "above"},
        qualifier=found.words,
    )


def ranged(figure: Figure, number: Number, upper: Number) -> Figure:
    """The figure of two numbers; a scale on the second holds for both ("20 to 25 million")."""
    shares_scale = number.step == 0 and upper.step > 1 and number.value < _UNSCALED
    scale = 10 ** (len(str(int(upper.step))) - 1) if shares_scale else 1
    low, high = number.value * scale, upper.value
    return replace(figure, end=max(figure.end, upper.end), value=None, low=low, high=high, approx=True, qualifier=None)
