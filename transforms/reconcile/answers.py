"""Whether the answers that two figures give to one question agree, each with the reason."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple

from nightdesk.transforms.language.numbers import find_numbers
from nightdesk.transforms.language.pack import Pack, per_pack
from nightdesk.transforms.language.packs import ENGLISH
from nightdesk.transforms.records import Quantity

_SCALE_SLACK = 0.02  # a dropped digit gives exactly 10; 2 % allows for rounding ("1.95m" for "20m" does not pass)
_SCALE_FLOOR = 1000.0  # below, a tenfold difference is a dispute (3 dead, 30 dead), not a slipped digit
_FRACTION_STEP = 2.0  # percentage points: "two-thirds" is said of anything near


class AnswerRelation(StrEnum):
    """How two answers to one question compare."""

    AGREE = "agree"
    COMPATIBLE = "compatible"
    CONTESTED = "contested"
    SCALE_ERROR = "scale_error"


class _BaseUnit(NamedTuple):
    unit_class: str
    factor: float


@per_pack
def _base_units(pack: Pack) -> Mapping[str, _BaseUnit]:
    """Unit class → the unit it is compared in."""
    entries = {name: entry.split() for name, entry in pack.table("unit_factors").items()}
    return {name: _BaseUnit(base, float(factor)) for name, (base, factor) in entries.items()}


def in_base_units(figure: Quantity) -> Quantity:
    """The figure in the unit it is compared in: kilometres as metres, a share as a percentage."""
    if figure.unit_class == "share":
        return _scaled(replace(figure, kind="percent"), _BaseUnit("percent", 100.0))
    base = _base_units(ENGLISH).get(figure.unit_class or "") if figure.kind == "measure" else None
    return _scaled(figure, base) if base else figure


def _scaled(figure: Quantity, base: _BaseUnit) -> Quantity:
    """The figure in another unit."""
    value, low, high = (None if x is None else x * base.factor for x in (figure.value, figure.low, figure.high))
    return replace(figure, value=value, low=low, high=high, unit_class=base.unit_class)


def compare_answers(a: Quantity, b: Quantity) -> tuple[AnswerRelation, str]:
    """How the answers of two figures to one question compare, with the reason."""
    a, b = in_base_units(a), in_base_units(b)
    if a.currency != b.currency and a.kind == "money":
        if a.value == b.value:
            return AnswerRelation.CONTESTED, f"the same figure in {a.currency} and {b.currency}"
        return AnswerRelation.COMPATIBLE, f"{a.currency} and {b.currency} are not converted"
    power = scale_power(a, b)
    if power:
        return AnswerRelation.SCALE_ERROR, f"{_said(a)} and {_said(b)} differ by the factor 10^{power}"
    if not _overlap(a, b):
        return AnswerRelation.CONTESTED, f"{_said(a)} excludes {_said(b)}"
    if (a.value, a.low, a.high) == (b.value, b.low, b.high):
        return AnswerRelation.AGREE, f"both say {_said(a)}"
    return AnswerRelation.COMPATIBLE, f"{_said(a)} allows {_said(b)}"


def are_compatible(a: Quantity, b: Quantity) -> bool:
    """Whether two answers can both be right."""
    return compare_answers(a, b)[0] in {AnswerRelation.AGREE, AnswerRelation.COMPATIBLE}


def scale_power(a: Quantity, b: Quantity) -> int:
    """The power of ten between two figures, 0 where they are not a power of ten apart."""
    if not a.value or not b.value or min(a.value, b.value) < 0 or max(a.value, b.value) < _SCALE_FLOOR:
        return 0
    exponent = abs(math.log10(a.value / b.value))
    power = round(exponent)
    return power if power and abs(10 ** (exponent - power) - 1) <= _SCALE_SLACK else 0


def _overlap(a: Quantity, b: Quantity) -> bool:
    """Whether some value satisfies both figures; a rounded figure allows half a unit of its last digit."""
    slack = max(_half_step(a), _half_step(b))
    return _below(a, b, slack) and _below(b, a, slack)


def _below(a: Quantity, b: Quantity, slack: float) -> bool:
    """Whether the lower end of ``a`` does not lie above the upper end of ``b``."""
    if a.low is None or b.high is None:
        return True
    if slack > 0.0 or a.low_open or b.high_open:
        return a.low < b.high + slack  # what lies half a unit away rounds to the next one
    return a.low <= b.high


def _half_step(figure: Quantity) -> float:
    """Half a unit of the last stated digit: 0.05 million for "1.5 million", 0.5 for a whole percent, 0 for a count."""
    number = next(iter(find_numbers(figure.surface, ENGLISH)), None)
    whole = 1.0 if figure.kind == "percent" else 0.0
    step = (number.step if number else 0.0) or whole
    return (_FRACTION_STEP if number and number.form == "fraction" else step) / 2


def _said(figure: Quantity) -> str:
    """The figure with its qualifier, as written."""
    return f"“{figure.qualifier} {figure.surface}”" if figure.qualifier else f"“{figure.surface}”"
