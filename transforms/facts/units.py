"""What stands around a number: qualifier, currency or unit of measure.

Reads a few words on each side of one number; the noun it counts is found in ``counted_nouns``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from nightdesk.transforms.language.doc import Doc
from nightdesk.transforms.language.pack import Pack, per_pack

_LONGEST_QUALIFIER = 28  # characters before a number that are looked at: "in the region of the "
_LONGEST_SIGN = 5  # "rs. "
_PART = "/100"  # marks a hundredth: "USD/100" are cents


class Qualifier(NamedTuple):
    """Words before or after a number that bend its value."""

    words: str
    kind: str  # around, below, above, over, under, min, max, exact
    start: int


class Currency(NamedTuple):
    """A currency beside a number; ``place`` is where its sign begins or its words end."""

    code: str | None  # None for a sign that a charset lost
    place: int
    parts: int = 1  # 100 where the words name hundredths


class Unit(NamedTuple):
    """A percent sign or unit of measure after a number."""

    word: str
    unit_class: str
    end: int


class _Patterns(NamedTuple):
    sign: re.Pattern[str]
    lost_sign: re.Pattern[str]
    money: re.Pattern[str]
    unit: re.Pattern[str]
    qualifier: re.Pattern[str]
    or_more: re.Pattern[str]


class _Words(NamedTuple):
    patterns: _Patterns
    signs: Mapping[str, str]
    currencies: Mapping[str, str]
    units: Mapping[str, str]
    qualifiers: Mapping[str, str]
    or_more: str


@per_pack
def _words(pack: Pack) -> _Words:
    return _Words(
        _Patterns(**pack.patterns("units")),
        pack.table("currency_signs"),
        pack.table("currency_words"),
        pack.table("units"),
        pack.table("qualifiers"),
        next(rule["qualifier"] for rule in pack.rules("units") if rule["name"] == "or_more"),
    )


def qualifier_before(doc: Doc, start: int) -> Qualifier | None:
    """The qualifier that ends at ``start``, None without one."""
    words = _words(doc.pack)
    base = max(0, start - _LONGEST_QUALIFIER)
    match = words.patterns.qualifier.search(doc.low[base:start])
    if match is None:
        return None
    return Qualifier(match["word"], words.qualifiers.get(match["word"], "exact"), base + match.start("word"))


def qualifier_of(doc: Doc, start: int, end: int) -> Qualifier | None:
    """The qualifier before ``start``, else "+" or "or more" after the number that ends at ``end``."""
    words = _words(doc.pack)
    before = qualifier_before(doc, start)
    if before is None and words.patterns.or_more.match(doc.low, end):
        return Qualifier(words.or_more, "min", end)
    return before


def currency_before(doc: Doc, start: int, scaled: bool) -> Currency | None:
    """The sign before a number; ``scaled``: a sign that a charset lost may stand before it."""
    words, low = _words(doc.pack), doc.low
    base = max(0, start - _LONGEST_SIGN)
    window = low[base:start]
    match = words.patterns.sign.search(window)
    if match and not (match.start() and window[match.start() - 1].isalpha() and match.group()[0].isalpha()):
        return Currency(words.signs.get(match["word"]), base + match.start())
    if scaled and window.endswith("#") and words.patterns.lost_sign.search(window):
        return Currency(None, start - 1)
    return None


def currency_after(doc: Doc, end: int) -> Currency | None:
    """The currency words after a number."""
    words = _words(doc.pack)
    match = words.patterns.money.match(doc.low, end)
    code = words.currencies.get(match["word"]) if match else None
    if match is None or code is None:
        return None
    return Currency(code.removesuffix(_PART), match.end(), 100 if code.endswith(_PART) else 1)


def unit_after(doc: Doc, end: int) -> Unit | None:
    """The percent sign or unit of measure after a number; its class is one of the pack's."""
    words = _words(doc.pack)
    match = words.patterns.unit.match(doc.low, end)
    if match is None:
        return None
    word = match["word"]
    if len(word) == 1 and word.isalpha() and doc.low[end : end + 1] == " ":
        return None  # "5 m" is rare, "the 5 m…" is a cut word
    return Unit(word, words.units.get(word, word), match.end())
