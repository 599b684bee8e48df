"""The question rule: whether two figures of one story answer the same question, with the reason why not.

Whether their answers agree is decided in ``answers``; what all figures of a story say together in ``verdicts``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from nightdesk.transforms.language.pack import Pack, per_pack
from nightdesk.transforms.language.packs import ENGLISH
from nightdesk.transforms.reconcile.answers import in_base_units
from nightdesk.transforms.records import Quantity

_SHARED_KINDS = frozenset(("count", "money", "percent", "measure", "duration"))
_DAY_SLACK = 1  # days: reports of one event differ by the day of the time zone they are written in


class _Words(NamedTuple):
    generic_heads: frozenset[str]
    generic_subjects: frozenset[str]
    synonyms: Mapping[str, str]
    classes: frozenset[str]  # of predicates
    subject_free: frozenset[str]  # whoever is named as subject, the question stays the same
    partial: Mapping[str, str]


@per_pack
def _words(pack: Pack) -> _Words:
    return _Words(
        pack.words("generic_heads"),
        pack.words("generic_subjects"),
        pack.table("head_synonyms"),
        frozenset(pack.table("predicate_classes").values()),
        pack.words("crowd_predicates"),
        pack.table("partial_predicates"),
    )


def different_question(a: Quantity, b: Quantity) -> str | None:
    """Why two figures of one story answer different questions; None when they answer the same one."""
    a, b = in_base_units(a), in_base_units(b)
    reason = _different_kind(a, b) or _different_circumstances(a, b)
    if reason is not None:
        return reason
    return _different_count(a, b) if a.kind == "count" else _different_amount(a, b)


def _different_kind(a: Quantity, b: Quantity) -> str | None:
    """Why two figures cannot be compared at all."""
    if a.kind != b.kind:
        return f"{a.kind} and {b.kind} are not compared"
    if a.kind not in _SHARED_KINDS:
        return f"a {a.kind} answers no shared question"
    if a.kind != "money" and (a.unit_class != b.unit_class or a.unit_class is None):
        return f"different units: {a.unit_class or 'none'} and {b.unit_class or 'none'}"
    return None


def _different_circumstances(a: Quantity, b: Quantity) -> str | None:
    """Why one has happened and the other not, or not on the same day."""
    if (a.status == "actual") != (b.status == "actual"):
        return f"{a.status} and {b.status}"
    if a.as_of and b.as_of and abs((a.as_of - b.as_of).days) > _DAY_SLACK:
        return f"different days: {a.as_of} and {b.as_of}"
    return None


def _different_count(a: Quantity, b: Quantity) -> str | None:
    """The same for counts: predicate, counted noun and doer must fit."""
    if a.predicate is None or a.predicate != b.predicate:
        return f"different predicates: {a.predicate or 'none'} and {b.predicate or 'none'}"
    if a.unit_class != "country" and _heads_differ(a.head, b.head):
        return f"different things counted: {a.head} and {b.head}"
    if a.predicate not in _words(ENGLISH).subject_free and _names_differ(a.subject, b.subject):
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
    return _words(ENGLISH).partial.get(figure.predicate or "", figure.predicate)


def _topics(figure: Quantity) -> frozenset[str]:
    """What an amount is of or about: content words of its subject and head, and a verb that names it ("was fined")."""
    words = _words(ENGLISH)
    parts = f"{figure.head or ''} {figure.subject or ''}".lower().split()
    if figure.predicate and figure.predicate not in words.classes:
        parts.append(figure.predicate)
    return frozenset(parts) - words.generic_subjects


def _listed(topics: frozenset[str]) -> str:
    """Topics for a reason."""
    return ", ".join(sorted(topics)) or "nothing named"


def _heads_differ(a: str | None, b: str | None) -> bool:
    """Whether two counted nouns of one class name different things ("soldier", "civilian"; not "people", "person")."""
    words = _words(ENGLISH)
    a, b = words.synonyms.get(a or "", a), words.synonyms.get(b or "", b)
    return a != b and a not in words.generic_heads and b not in words.generic_heads


def _names_differ(a: str | None, b: str | None) -> bool:
    """Whether two subjects are different parties; a pronoun or general noun ("the firm") may mean either."""
    if a is None or b is None or (a[:1].isupper() != b[:1].isupper()):
        return False
    words_a, words_b = set(a.lower().split()), set(b.lower().split())
    return words_a.isdisjoint(words_b) and (words_a | words_b).isdisjoint(_words(ENGLISH).generic_subjects)
