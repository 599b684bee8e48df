"""The slot rule: whether two figures answer the same question, and whether their answers agree.

Two figures at a time, each with the reason; what all figures of a story say together is decided in ``verdicts``.
"""

from __future__ import annotations

import math
from dataclasses import replace
from enum import StrEnum

from nightdesk.transforms.facts.extract import analyse
from nightdesk.transforms.facts.quantities import find_quantities
from nightdesk.transforms.language.doc import Doc
from nightdesk.transforms.language.legacy import table, words
from nightdesk.transforms.language.numbers import find_numbers
from nightdesk.transforms.language.packs import ENGLISH
from nightdesk.transforms.records import DateMention, Document, Quantity, Span


class Answer(StrEnum):
    """How two answers to one question compare."""

    AGREE = "agree"
    COMPATIBLE = "compatible"
    CONTESTED = "contested"
    SCALE_ERROR = "scale_error"


NOT_COMPARABLE = "not_comparable"

_SLOT_KINDS = frozenset(("count", "money", "percent", "measure", "duration"))
_GENERIC_HEADS = words("generic_heads")
# Classes whose doer is a cause or a crowd: whoever is named as subject, the question stays the same.
_SUBJECT_FREE = frozenset(("die", "injure", "missing", "participate", "displace", "rescue", "free", "arrest", "infect"))
_GENERIC_SUBJECTS = words("generic_subjects")
_SYNONYMS = table("head_synonyms")
_FACTORS = {name: (entry.split()[0], float(entry.split()[1])) for name, entry in table("unit_factors").items()}
_PREDICATE_CLASSES = frozenset(table("predicate_classes").values())
_PARTS_OF_A_SUM = {"participate": "worth", "level": "worth"}  # "the bill includes $6m for …", "the sum reached …"
_SCALE_SLACK = 0.02  # a dropped digit gives exactly 10; 2 % allows for rounding ("1.95m" for "20m" does not pass)
_SCALE_FLOOR = 1000.0  # below, a tenfold difference is a dispute (3 dead, 30 dead), not a slipped digit
_DAY_SLACK = 1  # days: reports of one event differ by the day of the time zone they are written in


def compare(
    text_a: str, span_a: Span, text_b: str, span_b: Span, published_a: str | None, published_b: str | None
) -> tuple[str, str]:
    """(relation, reason) of the figures marked in two texts about one story.

    The relation is compatible, contested, not_comparable or scale_error; a span with no figure is not comparable.
    """
    doc_a, doc_b = _analysed(text_a, published_a), _analysed(text_b, published_b)
    figure_a, figure_b = _figure(doc_a, span_a), _figure(doc_b, span_b)
    if figure_a is None or figure_b is None:
        return NOT_COMPARABLE, "no figure at the marked place"
    reason = different_question(figure_a, figure_b) or _different_period(doc_a, figure_a, doc_b, figure_b)
    if reason is not None:
        return NOT_COMPARABLE, reason
    answer, reason = compare_answers(figure_a, figure_b)
    return ("compatible" if answer is Answer.AGREE else str(answer)), reason


def _analysed(text: str, published: str | None) -> Doc:
    """The text with everything the figures need."""
    return analyse(Document("", None, text, published)).doc


def _figure(doc: Doc, span: Span) -> Quantity | None:
    """The figure that covers most of a span."""
    found = [figure for figure in find_quantities(doc) if figure.start < span[1] and span[0] < figure.end]
    return max(found, key=lambda figure: min(figure.end, span[1]) - max(figure.start, span[0]), default=None)


def _different_period(doc_a: Doc, a: Quantity, doc_b: Doc, b: Quantity) -> str | None:
    """Why two sentences speak of different times, judged by expressions that no reference date resolves."""
    if a.as_of and b.as_of:
        return None  # resolved: already compared
    times_a, times_b = _times(doc_a, a), _times(doc_b, b)
    if times_a and times_b and times_a.isdisjoint(times_b):
        return f"different times: {min(times_a)} and {min(times_b)}"
    return None


def _times(doc: Doc, figure: Quantity) -> set[str]:
    """The dates of a figure's sentence, as values or, where unresolved, as written."""
    dates: list[DateMention] = [
        d for d in doc.dates if d.sentence_no == figure.sentence_no and d.type in {"DATE", "TIME"}
    ]
    return {mention.value or mention.surface.lower() for mention in dates if not (mention.value or "").endswith("_REF")}


def different_question(a: Quantity, b: Quantity) -> str | None:
    """Why two figures of one story answer different questions; None when they answer the same one."""
    a, b = _in_base_units(a), _in_base_units(b)
    if a.kind != b.kind or a.kind not in _SLOT_KINDS:
        return (
            f"{a.kind} and {b.kind} are not compared" if a.kind != b.kind else f"a {a.kind} answers no shared question"
        )
    if a.kind != "money" and (a.unit_class != b.unit_class or a.unit_class is None):
        return f"different units: {a.unit_class or 'none'} and {b.unit_class or 'none'}"
    if (a.status == "actual") != (b.status == "actual"):
        return f"{a.status} and {b.status}"
    if a.as_of and b.as_of and abs((a.as_of - b.as_of).days) > _DAY_SLACK:
        return f"different days: {a.as_of} and {b.as_of}"
    if a.kind == "count":
        return _different_count(a, b)
    return _different_amount(a, b)


def _in_base_units(figure: Quantity) -> Quantity:
    """The figure in the unit it is compared in: kilometres as metres, a share as a percentage."""
    if figure.unit_class == "share":
        return _scaled(replace(figure, kind="percent"), "percent", 100.0)
    base = _FACTORS.get(figure.unit_class or "") if figure.kind == "measure" else None
    return _scaled(figure, *base) if base else figure


def _scaled(figure: Quantity, unit_class: str, factor: float) -> Quantity:
    """The figure in another unit."""
    value, low, high = (None if x is None else x * factor for x in (figure.value, figure.low, figure.high))
    return replace(figure, value=value, low=low, high=high, unit_class=unit_class)


def _different_count(a: Quantity, b: Quantity) -> str | None:
    """The same for counts: predicate, counted noun and doer must fit."""
    if a.predicate is None or a.predicate != b.predicate:
        return f"different predicates: {a.predicate or 'none'} and {b.predicate or 'none'}"
    if a.unit_class != "country" and _heads_differ(a.head, b.head):
        return f"different things counted: {a.head} and {b.head}"
    if a.predicate not in _SUBJECT_FREE and _names_differ(a.subject, b.subject):
        return f"different subjects: {a.subject} and {b.subject}"
    return None


def _different_amount(a: Quantity, b: Quantity) -> str | None:
    """The same for money, shares, measures and durations: what they are of must fit."""
    topics_a, topics_b = _topics(a), _topics(b)
    unnamed = not topics_a or not topics_b
    if topics_a.isdisjoint(topics_b) and not (unnamed and a.predicate and a.predicate == b.predicate):
        return f"about different things: {_listed(topics_a)} and {_listed(topics_b)}"
    predicate_a, predicate_b = _amount_predicate(a), _amount_predicate(b)
    if predicate_a and predicate_b and predicate_a != predicate_b and "change" in {predicate_a, predicate_b}:
        return f"different predicates: {predicate_a} and {predicate_b}"
    return None


def _amount_predicate(figure: Quantity) -> str | None:
    """The predicate of an amount; "includes" and "reached" say what something is worth."""
    return _PARTS_OF_A_SUM.get(figure.predicate or "", figure.predicate)


def _topics(figure: Quantity) -> frozenset[str]:
    """What an amount is of or about: content words of its subject and head, and a verb that names it ("was fined")."""
    parts = f"{figure.head or ''} {figure.subject or ''}".lower().split()
    if figure.predicate and figure.predicate not in _PREDICATE_CLASSES:
        parts.append(figure.predicate)
    return frozenset(parts) - _GENERIC_SUBJECTS


def _listed(topics: frozenset[str]) -> str:
    """Topics for a reason."""
    return ", ".join(sorted(topics)) or "nothing named"


def _heads_differ(a: str | None, b: str | None) -> bool:
    """Whether two counted nouns of one class name different things ("soldier", "civilian"; not "people", "person")."""
    a, b = _SYNONYMS.get(a or "", a), _SYNONYMS.get(b or "", b)
    return a != b and a not in _GENERIC_HEADS and b not in _GENERIC_HEADS


def _names_differ(a: str | None, b: str | None) -> bool:
    """Whether two subjects are different parties; a pronoun or general noun ("the firm") may mean either."""
    if a is None or b is None or (a[:1].isupper() != b[:1].isupper()):
        return False
    words_a, words_b = set(a.lower().split()), set(b.lower().split())
    general = words_a & _GENERIC_SUBJECTS or words_b & _GENERIC_SUBJECTS
    return words_a.isdisjoint(words_b) and not general


def compare_answers(a: Quantity, b: Quantity) -> tuple[Answer, str]:
    """How the answers of two figures to one question compare, with the reason."""
    a, b = _in_base_units(a), _in_base_units(b)
    if a.currency != b.currency and a.kind == "money":
        if a.value == b.value:
            return Answer.CONTESTED, f"the same figure in {a.currency} and {b.currency}"
        return Answer.COMPATIBLE, f"{a.currency} and {b.currency} are not converted"
    power = scale_power(a, b)
    if power:
        return Answer.SCALE_ERROR, f"{_said(a)} and {_said(b)} differ by the factor 10^{power}"
    if not _overlap(a, b):
        return Answer.CONTESTED, f"{_said(a)} excludes {_said(b)}"
    if a.value == b.value and a.low == b.low and a.high == b.high:
        return Answer.AGREE, f"both say {_said(a)}"
    return Answer.COMPATIBLE, f"{_said(a)} allows {_said(b)}"


def scale_power(a: Quantity, b: Quantity) -> int:
    """The power of ten between two figures, 0 where they are not a power of ten apart."""
    if not a.value or not b.value or a.value < 0 or b.value < 0 or max(a.value, b.value) < _SCALE_FLOOR:
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
    numbers = find_numbers(figure.surface, ENGLISH)
    step = numbers[0].step if numbers else 0.0
    if numbers and numbers[0].form == "fraction":
        step = 2.0  # percentage points: "two-thirds" is said of anything near
    return (step or (1.0 if figure.kind == "percent" else 0.0)) / 2


def _said(figure: Quantity) -> str:
    """The figure with its qualifier, as written."""
    return f"“{figure.qualifier} {figure.surface}”" if figure.qualifier else f"“{figure.surface}”"
