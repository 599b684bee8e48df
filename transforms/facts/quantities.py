"""Figures of an article: what each is worth, the interval its words mean, what it counts and who states it.

Dates are not figures; durations are, once each. Whether two figures answer the same question is decided in ``slots``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter
from typing import Literal

from nightdesk.transforms.facts import units
from nightdesk.transforms.facts.figure_predicates import NO_PREDICATE, FigurePredicate, head_of, predicate_of
from nightdesk.transforms.facts.labels import is_bare_age, is_label, is_name_part
from nightdesk.transforms.language.doc import Doc
from nightdesk.transforms.language.legacy import words
from nightdesk.transforms.language.numbers import Number, find_numbers, lowered
from nightdesk.transforms.records import DateMention, Quantity, Sentence, Span

Kind = Literal["count", "money", "percent", "measure", "duration", "age", "ordinal"]

_TOLERANCE = 0.1  # what "around" and "nearly" allow; the seed gold uses the same tenth
_RANGE = re.compile(r" ?[-–—] ?| to | and | or ")
_AGE_AFTER = re.compile(r"[- ]years?[- ](?:old|of age)\b|[- ]month[- ]old\b")
_AGE_BEFORE = re.compile(r"\baged? (?:of )?$|, $")
_KNOWN_PAIR = re.compile(r"\b(?:the|these|those) (?:two|three)$")  # names a set the reader knows, counts nothing
_SCORE = re.compile(r"[-–:/]\d|[-–]$")
_STOPS = words("phrase_stops") | words("prepositions")
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_NAMES = frozenset(("name", "acronym", "metonym"))
# Predicates whose bare figure counts people: "twelve were killed", "thousands marched".
_OF_PEOPLE = frozenset(("participate", "die", "injure", "missing", "arrest", "displace", "rescue", "free", "infect"))
_LASTING = frozenset(("last", "take", "run", "be", "continue"))
_TIME_CLASS = {"D": "day", "W": "week", "M": "month", "Y": "year", "Q": "quarter", "H": "hour", "S": "second"}
_MILLION = 1e6
_START, _HEAD = attrgetter("start"), attrgetter("head")
_OCCASION = re.compile(r"at one (?:point|time|stage)\b")  # counts nothing
_OF_WHAT = re.compile(r" (?:in|of|worth of|on) (?:the |its |their |his |her |a |an )?((?:[\w’'-]+ ){0,3}[\w’'-]+)")
_FOR_WHAT = re.compile(r"(?: (?:more|extra))? for (?:the |its |their |a |an )((?:[\w’'-]+ ){0,2}[\w’'-]+)")
_OF_ENDS = tuple(f" {word} " for word in ("of", "worth", "totalling", "totaling", "valued at", ", or"))
_WHAT_OF = re.compile(rf"((?:[\w’'-]+ ){{0,2}}[\w’'-]+)(?:{'|'.join(_OF_ENDS)})$")


@dataclass(slots=True)
class _Reading:
    """A number with its unit, before its clause is read."""

    start: int
    end: int
    kind: Kind
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


def find_quantities(doc: Doc) -> tuple[Quantity, ...]:
    """Every figure of the article in order; needs ``doc.dates`` and, for speakers and names, mentions and quotes."""
    low = lowered(doc.text)
    numbers = find_numbers(doc.text)
    found: list[Quantity] = []
    done = 0
    for place, number in enumerate(numbers):
        sentence = doc.sentence_at(number.start)
        if number.start < done or sentence is None or sentence.zone in {"byline", "credit", "boilerplate"}:
            continue
        reading = _read(doc, low, numbers, place)
        if reading is not None:
            done = reading.end
            found.append(_quantity(doc, low, sentence, reading))
    return tuple(found)


def _read(doc: Doc, low: str, numbers: Sequence[Number], place: int) -> _Reading | None:
    """The figure a number begins, None where the number is part of a date or a name."""
    number = numbers[place]
    upper = None if number.form == "ordinal" else _upper(low, numbers, place)
    date_ = _covering(doc, number) or (_covering(doc, upper) if upper else None)
    if date_ is not None:
        found = _duration(doc, low, number, date_)
        return _ranged(found, number, upper) if found and upper else found
    if number.form == "ordinal":
        return _ordinal(doc, low, number)
    reading = _unit(doc, low, number, upper or number)
    if reading is not None and reading.kind == "count" and reading.unit is None and number.step >= _MILLION:
        reading = _elided(doc, low, numbers, place) or reading
    if reading is None or (reading.kind == "count" and is_name_part(doc, low, number)):
        return None
    if upper is not None:
        return _ranged(reading, number, upper)
    return _qualified(low, number, reading)


def _covering(doc: Doc, number: Number) -> DateMention | None:
    """The time expression a number is part of."""
    return next(iter(doc.dates_in(number.start, number.end)), None)


def _duration(doc: Doc, low: str, number: Number, found: DateMention) -> _Reading | None:
    """A duration or age as a figure; None for calendar dates and times."""
    if found.type not in {"DURATION", "SET"} or not found.value or number.form == "ordinal":
        return None
    age = _AGE_AFTER.match(low, number.end)
    letter = found.value[-1] if found.value[-1] in _TIME_CLASS else "D"
    unit_class = "minute" if found.value.startswith("PT") and letter == "M" else _TIME_CLASS[letter]
    end = max(found.end, number.end)
    unit_class = next((word for word in ("decade", "century") if word[:6] in low[number.end : end]), unit_class)
    noun = units.noun_after(doc.text, low, end, surely=True) if "-" in low[number.end : end] else None
    reading = _Reading(
        number.start, end, "age" if age else "duration", number.value, number.value, number.value,
        doc.text[number.end : end].strip(" -") or None, unit_class, "quantity.duration",
        head=noun.lemma if noun else None,
    )  # fmt: skip
    return _qualified(low, number, reading)


def _ordinal(doc: Doc, low: str, number: Number) -> _Reading | None:
    """A rank with the noun it ranks: "the second meeting"; None where no noun follows."""
    noun = units.noun_after(doc.text, low, number.end, surely=True)
    if noun is None:
        return None
    return _Reading(
        number.start, number.end, "ordinal", number.value, number.value, number.value,
        noun.surface, units.class_of(noun.lemma), "quantity.ordinal", head=noun.lemma, noun_end=noun.end,
    )  # fmt: skip


def _upper(low: str, numbers: Sequence[Number], place: int) -> Number | None:
    """The second number of a range: "15-20%", "between 60 and 90", "20 to 25 million"."""
    number = numbers[place]
    after = numbers[place + 1] if place + 1 < len(numbers) else None
    if after is None or after.form != "cardinal" or after.value <= number.value:
        return None
    between = low[number.end : after.start]
    match = _RANGE.fullmatch(between)
    if match is None:
        return None
    before = low[max(0, number.start - 12) : number.start]
    if between == " and ":
        return after if before.endswith("between ") else None
    if between == " to ":
        return after if not re.search(r"\b(?:from|at) (?:[$€£])?$", before) else None
    return after


def _unit(doc: Doc, low: str, number: Number, last: Number) -> _Reading | None:
    """The figure with its currency, unit or counted noun; ``last`` is the number the unit follows."""
    if _OCCASION.match(low, max(0, number.start - 3)):
        return None
    money = _money(doc, low, number, last)
    if money is not None:
        return money
    measure = units.unit_after(low, last.end)
    if measure is not None:
        word, unit_class, end = measure
        kind: Kind = "percent" if unit_class in {"percent", "percentage_point"} else "measure"
        head = _head_beside(doc, low, number.start, end)
        return _reading(number, end, kind, doc.text[last.end : end].strip(" -") or word, unit_class, "measure", head)
    if _AGE_AFTER.match(low, last.end):
        return _reading(number, _AGE_AFTER.match(low, last.end).end(), "age", "years", "year", "age")  # type: ignore[union-attr]
    if is_bare_age(doc, low, number):
        return _reading(number, number.end, "age", None, "year", "age")
    return _count(doc, low, number, last)


def _money(doc: Doc, low: str, number: Number, last: Number) -> _Reading | None:
    """An amount of money: sign before or currency words after."""
    before = units.currency_before(low, number.start, number.step > 1)
    after = units.currency_after(low, last.end)
    if before is None and after is None:
        return None
    start = before[1] if before else number.start
    end = after[1] if after else last.end
    code = before[0] if before else None
    hundredth = after is not None and after[0].endswith("/100")
    code = code or (after[0].removesuffix("/100") if after else None)
    value = number.value / 100 if hundredth and not before else number.value
    head = _head_beside(doc, low, start, end)
    return _Reading(start, end, "money", value, value, value, code, code, "quantity.money", code, head, end)


def _elided(doc: Doc, low: str, numbers: Sequence[Number], place: int) -> _Reading | None:
    """Money whose currency the sentence has just named: "$5 billion on top of the four billion"."""
    number = numbers[place]
    sentence = doc.sentence_at(number.start)
    for before in range(place - 1, -1, -1):
        other = numbers[before]
        if sentence is None or other.start < sentence.start:
            return None
        money = _money(doc, low, other, other)
        if money is not None:
            reading = _reading(number, number.end, "money", money.unit, money.unit_class, "elided")
            return replace(reading, currency=money.currency)
    return None


def _count(doc: Doc, low: str, number: Number, last: Number) -> _Reading | None:
    """A number of things: the noun it counts, or a bare number."""
    of = 3 if number.form in {"vague", "fraction"} and low.startswith(" of ", last.end) else 0
    noun = units.noun_after(doc.text, low, last.end + of)
    if number.form == "fraction":
        unit = noun.surface if noun else None
        return _reading(number, number.end, "measure", unit, "share", "fraction", noun.lemma if noun else None)
    if _SCORE.match(low, number.end) or (
        number.start and low[number.start - 1] in "-–:/" and low[number.start - 2].isdigit()
    ):
        return None
    if noun is None:
        return None if is_label(low, number, last.end) else _reading(number, number.end, "count", None, None, "bare")
    if number.value > 1 and noun.lemma == noun.surface.lower() and is_label(low, number, last.end):
        return None  # "the 787 Comet"
    unlisted = units.class_of(noun.lemma) == noun.lemma
    if (number.value == 1 and low[number.start] == "o" and unlisted) or _KNOWN_PAIR.search(
        low[: number.end], number.start - 6
    ):
        return None
    reading = _reading(number, number.end, "count", noun.surface, units.class_of(noun.lemma), "count", noun.lemma)
    return replace(reading, noun_end=noun.end)


def _reading(
    number: Number, end: int, kind: Kind, unit: str | None, unit_class: str | None, rule: str, head: str | None = None
) -> _Reading:
    """A reading whose interval is the number's own."""
    low = number.low if number.low is not None else number.value
    high = number.high if number.high is not None else number.value
    return _Reading(
        number.start, end, kind, number.value, low, high, unit, unit_class, f"quantity.{rule}",
        head=head, noun_end=end, approx=number.form == "vague",
    )  # fmt: skip


def _head_beside(doc: Doc, low: str, start: int, end: int) -> str | None:
    """What an amount is of: "€5m in frozen assets", "assets of more than €5m", "$6m for the package"."""
    for pattern in (_OF_WHAT, _FOR_WHAT):
        match = pattern.match(low, end)
        if match:
            noun = units.noun_after(doc.text, low, match.start(1) - 1, surely=True)
            return noun.lemma if noun else None
    qualifier = units.qualifier_before(low, start)
    stop = qualifier[2] if qualifier else start
    before = _WHAT_OF.search(low[max(0, stop - 48) : stop]) if low.endswith(_OF_ENDS, 0, stop) else None
    return head_of(before[1]) if before else None


def _ranged(reading: _Reading, number: Number, upper: Number) -> _Reading:
    """A range of two numbers; a scale on the second holds for both ("20 to 25 million")."""
    scale = upper.step if number.step == 0 and upper.step > 1 and number.value < 1000 else 1.0
    unscaled = 10 ** max(0, round(len(str(int(scale))) - 1)) if scale > 1 else 1.0
    low = number.value * unscaled
    return replace(
        reading, end=max(reading.end, upper.end), value=None, low=low, high=upper.value, approx=True, qualifier=None
    )


def _qualified(low: str, number: Number, reading: _Reading) -> _Reading:
    """The interval the words around the number mean."""
    found = units.qualifier_before(low, reading.start)
    kind = found[1] if found else "min" if units.plus_after(low, number.end) else None
    value = reading.value
    if kind is None or value is None:
        return reading
    slack = abs(value) * _TOLERANCE
    words = found[0] if found else "or more"
    bounds: dict[str, tuple[float | None, float | None, bool, bool]] = {
        "around": ((reading.low or value) - slack, (reading.high or value) + slack, False, False),
        "below": (value - slack, value, False, True),
        "above": (value, value + slack, True, False),
        "over": (value, None, True, False),
        "min": (value, None, False, False),
        "max": (0.0, value, False, False),
        "under": (0.0, value, False, True),
        "exact": (reading.low, reading.high, False, False),
    }
    bottom, top, low_open, high_open = bounds[kind]
    reading.low, reading.high, reading.low_open, reading.high_open = bottom, top, low_open, high_open
    reading.approx = reading.approx or kind in {"around", "below", "above"}
    reading.qualifier = words if kind != "exact" else None
    return reading


def _quantity(doc: Doc, low: str, sentence: Sentence, reading: _Reading) -> Quantity:
    """The record: the reading with its clause, its day and its speaker."""
    governor = _predicate(doc, sentence, reading)
    bare = reading.kind == "count" and reading.unit is None
    noun_class = governor.noun_class or ("person" if governor.predicate in _OF_PEOPLE else None)
    return Quantity(
        sentence_no=sentence.sentence_no,
        start=reading.start,
        end=reading.end,
        surface=doc.text[reading.start : reading.end],
        kind=reading.kind,
        value=reading.value,
        low=reading.low,
        high=reading.high,
        low_open=reading.low_open,
        high_open=reading.high_open,
        approx=reading.approx,
        qualifier=reading.qualifier,
        unit=reading.unit,
        unit_class=noun_class if bare else reading.unit_class,
        currency=reading.currency,
        status=governor.status,
        attributed_to=_speaker(doc, reading.start),
        head=reading.head or ("person" if bare and noun_class == "person" else None),
        subject=_subject(doc, _clause_subject(doc, sentence, reading)),
        predicate=governor.predicate,
        as_of=_as_of(doc, sentence),
        rule=reading.rule,
        confidence=0.9 if reading.unit_class else 0.6,
    )


def _predicate(doc: Doc, sentence: Sentence, reading: _Reading) -> FigurePredicate:
    """What the clause of a figure says; durations, ages and ranks answer no question of their own."""
    if reading.kind in {"duration", "age", "ordinal"}:
        return NO_PREDICATE
    return predicate_of(doc, sentence.sentence_no, reading.start, max(reading.end, reading.noun_end))


def _clause_subject(doc: Doc, sentence: Sentence, reading: _Reading) -> Span | None:
    """The words for whom or what the clause is about, where the figure is no part of them itself."""
    tokens = doc.tokens[sentence.sentence_no]
    groups = doc.clauses[sentence.sentence_no]
    before = bisect_left(groups, bisect_left(tokens, reading.start, key=_START), key=_HEAD)
    group = groups[before - 1] if before else None
    if group is None or (reading.kind in {"duration", "age", "ordinal"} and group.lemma not in _LASTING):
        return None
    doer = group.object if group.passive else group.subject
    span = (tokens[doer[0]].start, tokens[doer[1] - 1].end) if doer else None
    return span if span is None or span[1] <= reading.start else None


def _subject(doc: Doc, span: Span | None) -> str | None:
    """Canonical name of the entity a phrase names, else its content words in the singular: "investment plant"."""
    if span is None:
        return None
    named = next((m.canonical for m in doc.mentions_in(*span) if m.canonical and m.kind in _NAMES), None)
    if named is not None:
        return named
    parts = [word for word in _WORDS.findall(doc.words(span).lower()) if word not in _STOPS]
    return " ".join(units.singular(word) for word in parts) or None


def _speaker(doc: Doc, start: int) -> str | None:
    """Who states the figure: the speaker of the quote or reported clause it stands in."""
    quote = doc.quote_at(start)
    if quote is None:
        return None
    return quote.speaker or (doc.words(quote.source) if quote.source else None)


def _as_of(doc: Doc, sentence: Sentence) -> date | None:
    """The day the sentence speaks of: its first resolved date; the last day of a period, the first of a weekend."""
    for mention in doc.dates_in(sentence.start, sentence.end):
        if mention.last_day and mention.first_day:
            weekend = (mention.last_day - mention.first_day).days == 1
            return mention.first_day if weekend else mention.last_day
    return None
