"""Numbers with what they measure: money, units, ages, ranks, durations and counted nouns, and ranges of two numbers.

Reads what stands beside a number; the clause around it is read in ``quantities``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from nightdesk.transforms.facts import units
from nightdesk.transforms.facts.counted_nouns import CountedNoun, after_of, noun_after
from nightdesk.transforms.facts.intervals import Figure, FigureKind, qualified, ranged
from nightdesk.transforms.facts.labels import is_bare_age, is_label, is_name_part
from nightdesk.transforms.language.doc import Doc
from nightdesk.transforms.language.nouns import class_of, head_of
from nightdesk.transforms.language.numbers import Number
from nightdesk.transforms.language.pack import Pack, per_pack
from nightdesk.transforms.records import DateMention

_SCORE = re.compile(r"[-–:/]\d|[-–]$")
_SCORE_MARKS = "-–:/"
_TIME_CLASS = {"D": "day", "W": "week", "M": "month", "Y": "year", "Q": "quarter", "H": "hour", "S": "second"}
_MILLION = 1e6
_BEFORE_RANGE = 12  # characters before a range that are looked at
_BEFORE_AMOUNT = 48  # characters before an amount that are looked at for what it is of


class _Patterns(NamedTuple):
    age_after: re.Pattern[str]
    known_pair: re.Pattern[str]
    occasion: re.Pattern[str]
    of_what: re.Pattern[str]
    for_what: re.Pattern[str]
    what_of: re.Pattern[str]
    range_mark: re.Pattern[str]
    range_and: re.Pattern[str]
    before_and: re.Pattern[str]
    range_to: re.Pattern[str]
    before_change: re.Pattern[str]


class _Words(NamedTuple):
    patterns: _Patterns
    long_periods: Mapping[str, str]
    links: tuple[str, ...]  # " of ": what must end before an amount for `what_of`


@per_pack
def _words(pack: Pack) -> _Words:
    links = tuple(f" {word} " for word in pack.words("amount_links"))
    return _Words(_Patterns(**pack.patterns("figures")), pack.table("long_periods"), links)


def read_figure(doc: Doc, place: int) -> Figure | None:
    """The figure that number ``place`` of the article begins, None where it is part of a date or a name."""
    number = doc.numbers[place]
    upper = None if number.form == "ordinal" else _upper(doc, place)
    date = _date(doc, number) or (_date(doc, upper) if upper else None)
    if date is not None:
        figure = _duration(doc, number, date)
    elif number.form == "ordinal":
        return _ordinal(doc, number)
    else:
        figure = _amount(doc, place, upper or number)
    if figure is None:
        return None
    return ranged(figure, number, upper) if upper is not None else qualified(doc, number, figure)


def _date(doc: Doc, number: Number) -> DateMention | None:
    """The time expression a number is part of."""
    return next(iter(doc.dates_in(number.start, number.end)), None)


def _amount(doc: Doc, place: int, last: Number) -> Figure | None:
    """The figure of a number that is no date, None where it is part of a name; ``last`` ends its range."""
    number = doc.numbers[place]
    figure = _unit(doc, number, last)
    if figure is None or figure.kind != "count":
        return figure
    if figure.unit is None and number.step >= _MILLION:
        figure = _elided(doc, place) or figure
    return None if figure.kind == "count" and is_name_part(doc, number) else figure


def _duration(doc: Doc, number: Number, found: DateMention) -> Figure | None:
    """A duration or age; None for calendar dates and times."""
    if found.type not in {"DURATION", "SET"} or not found.value or number.form == "ordinal":
        return None
    end = max(found.end, number.end)
    unit = doc.low[number.end : end]
    noun = noun_after(doc, end, surely=True) if "-" in unit else None
    kind: FigureKind = "age" if _words(doc.pack).patterns.age_after.match(doc.low, number.end) else "duration"
    return Figure(
        number.start, end, kind, number.value, number.value, number.value,
        doc.text[number.end : end].strip(" -") or None, _period(doc.pack, found.value, unit), "quantity.duration",
        head=noun.lemma if noun else None,
    )  # fmt: skip


def _period(pack: Pack, timex: str, unit: str) -> str:
    """The unit class of a duration by its TIMEX3 value, of periods longer than a year by their word."""
    longer = next((name for stem, name in _words(pack).long_periods.items() if stem in unit), None)
    shorter = "minute" if timex.startswith("PT") and timex.endswith("M") else _TIME_CLASS.get(timex[-1], "day")
    return longer or shorter


def _ordinal(doc: Doc, number: Number) -> Figure | None:
    """A rank with the noun it ranks: "the second meeting"; None where no noun follows."""
    noun = noun_after(doc, number.end, surely=True)
    if noun is None:
        return None
    return Figure(
        number.start, number.end, "ordinal", number.value, number.value, number.value,
        noun.surface, class_of(doc.pack, noun.lemma), "quantity.ordinal", head=noun.lemma, noun_end=noun.end,
    )  # fmt: skip


def _upper(doc: Doc, place: int) -> Number | None:
    """The second number of a range: "15-20%", "between 60 and 90", "20 to 25 million"."""
    if place + 1 == len(doc.numbers):
        return None
    number, after = doc.numbers[place : place + 2]
    if after.form != "cardinal" or after.value <= number.value:
        return None
    between = doc.low[number.end : after.start]
    before = doc.low[max(0, number.start - _BEFORE_RANGE) : number.start]
    return after if _joins(_words(doc.pack).patterns, before, between) else None


def _joins(rules: _Patterns, before: str, between: str) -> bool:
    """Whether the words before and between two numbers make them one range."""
    if rules.range_mark.fullmatch(between):
        return True
    if rules.range_and.fullmatch(between):
        return rules.before_and.search(before) is not None
    return rules.range_to.fullmatch(between) is not None and rules.before_change.search(before) is None


def _unit(doc: Doc, number: Number, last: Number) -> Figure | None:
    """The figure with its currency, unit or counted noun; ``last`` is the number the unit follows."""
    rules = _words(doc.pack).patterns
    if rules.occasion.match(doc.low, max(0, number.start - 3)):
        return None
    amount = _money(doc, number, last) or _measure(doc, number, last)
    if amount is not None:
        return amount
    age = rules.age_after.match(doc.low, last.end)
    if age:
        return _figure(number, age.end(), "age", "years", "year", "age")
    if is_bare_age(doc, number):
        return _figure(number, number.end, "age", None, "year", "age")
    return _count(doc, number, last)


def _money(doc: Doc, number: Number, last: Number) -> Figure | None:
    """An amount of money: sign before or currency words after."""
    before = units.currency_before(doc, number.start, number.step > 1)
    after = units.currency_after(doc, last.end)
    if before is None and after is None:
        return None
    start = before.place if before else number.start
    end = after.place if after else last.end
    code = (before.code if before else None) or (after.code if after else None)
    value = number.value / after.parts if after and not before else number.value
    head = _head_beside(doc, start, end)
    return Figure(start, end, "money", value, value, value, code, code, "quantity.money", code, head, end)


def _measure(doc: Doc, number: Number, last: Number) -> Figure | None:
    """A number with a percent sign or unit of measure."""
    unit = units.unit_after(doc, last.end)
    if unit is None:
        return None
    kind: FigureKind = "percent" if unit.unit_class in {"percent", "percentage_point"} else "measure"
    written = doc.text[last.end : unit.end].strip(" -") or unit.word
    head = _head_beside(doc, number.start, unit.end)
    return _figure(number, unit.end, kind, written, unit.unit_class, "measure", head)


def _elided(doc: Doc, place: int) -> Figure | None:
    """Money whose currency the sentence has just named: "$5 billion on top of the four billion"."""
    number = doc.numbers[place]
    sentence = doc.sentence_at(number.start)
    if sentence is None:
        return None
    for other in _numbers_before(doc, place, sentence.start):
        money = _money(doc, other, other)
        if money is not None:
            figure = _figure(number, number.end, "money", money.unit, money.unit_class, "elided")
            return replace(figure, currency=money.currency)
    return None


def _numbers_before(doc: Doc, place: int, start: int) -> Iterator[Number]:
    """The numbers before one, the nearest first, back to an offset."""
    for before in range(place - 1, -1, -1):
        if doc.numbers[before].start < start:
            return
        yield doc.numbers[before]


def _count(doc: Doc, number: Number, last: Number) -> Figure | None:
    """A number of things: the noun it counts, or a bare number."""
    noun = noun_after(doc, after_of(doc, last.end) if number.form in {"vague", "fraction"} else last.end)
    if number.form == "fraction":
        unit, lemma = (noun.surface, noun.lemma) if noun else (None, None)
        return _figure(number, number.end, "measure", unit, "share", "fraction", lemma)
    if _is_score(doc.low, number):
        return None
    if noun is None:
        return None if is_label(doc, number, last.end) else _figure(number, number.end, "count", None, None, "bare")
    if _counts_nothing(doc, number, last, noun):
        return None
    figure = _figure(
        number, number.end, "count", noun.surface, class_of(doc.pack, noun.lemma), "count", noun.lemma
    )  # fmt: skip
    return replace(figure, noun_end=noun.end)


def _is_score(low: str, number: Number) -> bool:
    """Whether a number is one side of a score, clock time or address: "3-2", "10:45"."""
    if _SCORE.match(low, number.end):
        return True
    return number.start > 0 and low[number.start - 1] in _SCORE_MARKS and low[number.start - 2].isdigit()


def _counts_nothing(doc: Doc, number: Number, last: Number, noun: CountedNoun) -> bool:
    """Whether a number before a noun is a label, a pronoun or names a known set."""
    if number.value > 1 and not noun.is_plural and is_label(doc, number, last.end):
        return True  # "the 787 Comet"
    if number.value == 1 and doc.low[number.start].isalpha() and class_of(doc.pack, noun.lemma) == noun.lemma:
        return True  # "one thing"
    known = _words(doc.pack).patterns.known_pair
    return known.search(doc.low, max(0, number.start - 6), number.end) is not None


def _figure(
    number: Number,
    end: int,
    kind: FigureKind,
    unit: str | None,
    unit_class: str | None,
    rule: str,
    head: str | None = None,
) -> Figure:
    """A figure whose interval is the number's own."""
    low = number.low if number.low is not None else number.value
    high = number.high if number.high is not None else number.value
    return Figure(
        number.start, end, kind, number.value, low, high, unit, unit_class, f"quantity.{rule}",
        head=head, noun_end=end, approx=number.form == "vague",
    )  # fmt: skip


def _head_beside(doc: Doc, start: int, end: int) -> str | None:
    """What an amount is of: "€5m in frozen assets", "assets of more than €5m", "$6m for the package"."""
    words = _words(doc.pack)
    match = words.patterns.of_what.match(doc.low, end) or words.patterns.for_what.match(doc.low, end)
    if match:
        noun = noun_after(doc, match.start("what") - 1, surely=True)
        return noun.lemma if noun else None
    qualifier = units.qualifier_before(doc, start)
    stop = qualifier.start if qualifier else start
    if not doc.low.endswith(words.links, 0, stop):
        return None
    before = words.patterns.what_of.search(doc.low[max(0, stop - _BEFORE_AMOUNT) : stop])
    return head_of(doc.pack, before["what"]) if before else None
