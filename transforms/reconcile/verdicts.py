"""Verdicts over the figures of one story: claims that answer one question become a slot, origins are compared.

Nothing is averaged and nothing dropped; the result depends on the set of claims, not on their order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from nightdesk.transforms.reconcile.questions import Answer, compare_answers, different_question
from nightdesk.transforms.records import Claim, Quantity, Slot, SlotClaim, Verdict

VERSION = "3"
"""Changes whenever the rules of this module, of utterances or of stances may decide differently: stories are then
reconciled again."""


@dataclass(slots=True)
class _Error:
    """A claim that miscopies its parent or slips a power of ten."""

    verdict: Verdict
    note: str


@dataclass(slots=True)
class _Case:
    """One slot under examination."""

    claims: tuple[Claim, ...]
    superseded: tuple[Claim, ...]  # what earlier versions of the articles answered
    errors: dict[str, _Error] = field(default_factory=dict)  # by quantity_id
    outdated: set[str] = field(default_factory=set)  # quantity_ids

    def speaking(self) -> list[Claim]:
        """The claims that speak for their origin: neither miscopied nor copied before the original changed."""
        silent = self.errors.keys() | self.outdated
        return [claim for claim in self.claims if claim.quantity_id not in silent]


@dataclass(slots=True)
class _Members:
    """The claims that answer one question, and each way of asking it once: ten thousand copies ask it alike."""

    claims: list[Claim] = field(default_factory=list)
    asked: dict[tuple[object, ...], Quantity] = field(default_factory=dict)

    def takes(self, claim: Claim) -> bool:
        """Whether a claim answers the same question as every claim here."""
        return _question(claim.quantity) in self.asked or all(
            different_question(claim.quantity, other) is None for other in self.asked.values()
        )

    def add(self, claim: Claim) -> None:
        self.claims.append(claim)
        self.asked.setdefault(_question(claim.quantity), claim.quantity)


def _question(quantity: Quantity) -> tuple[object, ...]:
    """All that `different_question` looks at."""
    return (
        quantity.kind, quantity.unit_class, quantity.status, quantity.as_of,
        quantity.predicate, quantity.head, quantity.subject,
    )  # fmt: skip


def _answer(quantity: Quantity) -> tuple[object, ...]:
    """All that `compare_answers` looks at and says."""
    return (
        quantity.kind, quantity.unit_class, quantity.currency, quantity.value, quantity.low, quantity.high,
        quantity.low_open, quantity.high_open, quantity.surface, quantity.qualifier,
    )  # fmt: skip


def _once(claims: Iterable[Claim]) -> list[Claim]:
    """The first claim of each answer."""
    return list({_answer(claim.quantity): claim for claim in reversed(list(claims))}.values())[::-1]


def _said_once(testimonies: Iterable[Sequence[Claim]]) -> list[list[Claim]]:
    """Each of several testimonies that no earlier one equals, with every answer once."""
    found: dict[frozenset[object], list[Claim]] = {}
    for claims in testimonies:
        found.setdefault(frozenset(_answer(claim.quantity) for claim in claims), _once(claims))
    return list(found.values())


def reconcile(claims: Sequence[Claim]) -> tuple[Slot, ...]:
    """The slots of one story with their verdicts, ordered by label; every claim that can share a question is in one.

    Superseded claims stand in no slot; they tell a copying error from a copy made before the original was changed.
    """
    members: list[_Members] = []
    superseded = [claim for claim in claims if claim.is_superseded]
    for claim in sorted((claim for claim in claims if not claim.is_superseded), key=_order):
        if different_question(claim.quantity, claim.quantity) is not None:
            continue  # ages, ranks and bare numbers answer no shared question
        home = next((slot for slot in members if slot.takes(claim)), None)
        if home is None:
            members.append(home := _Members())
        home.add(claim)
    slots = [
        _slot(_Case(tuple(slot.claims), tuple(claim for claim in superseded if slot.takes(claim)))) for slot in members
    ]
    return tuple(sorted(slots, key=lambda slot: (slot.label, slot.claims[0].quantity_id)))


def _order(claim: Claim) -> tuple[str, str, str, date, str, int, str]:
    """A total order of claims: dated ones first, so that undated claims join them and never bridge two days."""
    quantity = claim.quantity
    day = quantity.as_of or date.max
    return (
        quantity.kind, quantity.unit_class or "", quantity.predicate or "", day,
        claim.article_id, quantity.start, claim.quantity_id,
    )  # fmt: skip


def _slot(case: _Case) -> Slot:
    """The slot with its verdict."""
    _find_miscopied(case)
    verdict, reason = _between_origins(case)
    worst = _worst_error(case)
    if worst is not None and verdict not in {Verdict.CONTESTED, Verdict.SCALE_ERROR}:
        verdict, reason = worst.verdict, worst.note
    first = case.claims[0].quantity
    heads = Counter(claim.quantity.head for claim in case.claims if claim.quantity.head)
    day = min((claim.quantity.as_of for claim in case.claims if claim.quantity.as_of), default=None)
    groups = _groups(case.claims)
    return Slot(
        label=_label(case.claims, day),
        unit_class=first.unit_class or first.kind,
        head=min(heads, key=lambda head: (-heads[head], head)) if heads else None,
        predicate=first.predicate,
        status=first.status,
        as_of=day,
        verdict=verdict,
        reason=reason,
        independent_origins=len({claim.origin_id for claim in case.claims}),
        claims=tuple(_slot_claim(case, claim, groups) for claim in case.claims),
    )


def _slot_claim(case: _Case, claim: Claim, groups: dict[str, int]) -> SlotClaim:
    """A claim's place in its slot."""
    error = case.errors.get(claim.quantity_id)
    outdated = "the figure its original gave before it was changed" if claim.quantity_id in case.outdated else None
    note = error.note if error else outdated
    return SlotClaim(claim.quantity_id, groups[claim.quantity_id], error is not None, note)


def _label(claims: Sequence[Claim], day: date | None) -> str:
    """ "country or leader: participate, 15 March 2025"; "amount in EUR, Veldria: pay (planned)"."""
    quantities = [claim.quantity for claim in claims]
    first = quantities[0]
    parts = [_what(quantities), *_whose(claims)]
    predicate = _most([each.predicate for each in quantities if each.predicate])
    status = f" ({first.status})" if first.status != "actual" else ""
    when = f", {day.day} {day:%B %Y}" if day else ""
    return ", ".join(parts) + (f": {predicate}" if predicate else "") + status + when


def _what(quantities: Sequence[Quantity]) -> str:
    """What is counted, and in which unit where that is not the same."""
    first = quantities[0]
    heads = sorted({each.head for each in quantities if each.head})
    heads = [head for head in heads if head != "person" or "people" not in heads]
    if first.currency:
        return f"{' or '.join(heads) or 'amount'} in {first.currency}"
    if first.kind == "percent":
        return f"{' or '.join(heads) or 'share'} in per cent"
    return " or ".join(heads) or first.unit_class or first.kind


def _whose(claims: Sequence[Claim]) -> list[str]:
    """The subject that more than half of the figures name, spelled as in their sentences."""
    named = [claim.quantity.subject.casefold() for claim in claims if claim.quantity.subject]
    subject = _most(named)
    if 2 * named.count(subject) <= len(claims):
        return []
    spelled = [re.search(rf"\b{re.escape(subject)}\b", claim.sentence, re.IGNORECASE) for claim in claims]
    return [_most([found[0] for found in spelled if found]) or subject]


def _most(words: Sequence[str]) -> str:
    """The most frequent word, the first of the alphabet among equals; "" where there is none."""
    counts = Counter(words)
    return min(counts, key=lambda word: (-counts[word], word), default="")


def _find_miscopied(case: _Case) -> None:
    """Note every claim of a derived article whose figure none of its parent's claims in the slot states."""
    current, earlier = _by_article(case.claims), _by_article(case.superseded)
    for claim in case.claims:
        parent_id = claim.derived_from_article_id or ""
        parents = current.get(parent_id, [])
        if not parents or _is_faithful(claim, parents):
            continue
        if _is_faithful(claim, earlier.get(parent_id, [])):
            case.outdated.add(claim.quantity_id)
            continue
        parent = min(parents, key=lambda other: other.quantity.start)
        answer, reason = compare_answers(parent.quantity, claim.quantity)
        verdict = Verdict.SCALE_ERROR if answer is Answer.SCALE_ERROR else Verdict.COPIED_ERROR
        note = f"the copy changes its original’s figure: {reason}"
        case.errors[claim.quantity_id] = _Error(verdict, note)


def _by_article(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        found.setdefault(claim.article_id, []).append(claim)
    return found


def _is_faithful(copy: Claim, parents: Iterable[Claim]) -> bool:
    """Whether a copy keeps one of its parent's figures."""
    return any(_keeps(copy.quantity, parent.quantity) for parent in parents)


def _keeps(copy: Quantity, parent: Quantity) -> bool:
    """Whether a figure is its parent's, or rounds it to its first digits ("1.48m" → "nearly 1.5m")."""
    if copy.currency != parent.currency:
        return False
    if copy.value is None or parent.value is None or copy.value == parent.value:
        return copy.value == parent.value
    return copy.approx and any(
        float(f"{parent.value:.{digits}g}") == copy.value for digits in (1, 2) if parent.value != 0
    )


def _worst_error(case: _Case) -> _Error | None:
    """The error that names the slot when origins do not contest it: a scale error before a copying error."""
    found = sorted(case.errors.values(), key=lambda error: (error.verdict is not Verdict.SCALE_ERROR, error.note))
    return found[0] if found else None


def _between_origins(case: _Case) -> tuple[Verdict, str]:
    """How independent origins compare; claims that miscopy do not speak for their origin."""
    origins: dict[str, list[Claim]] = {}
    for claim in case.speaking():
        origins.setdefault(claim.origin_id, []).append(claim)
    if len(origins) < 2:
        return _inside_origin(case)
    worst: tuple[Verdict, str] | None = None
    exact = True
    for one, other in combinations(_said_once(origins[origin] for origin in sorted(origins)), 2):
        answer, reason = _best_answer(one, other)
        if answer is Answer.CONTESTED:
            return Verdict.CONTESTED, reason
        if answer is Answer.SCALE_ERROR:
            worst = Verdict.SCALE_ERROR, reason
        exact &= answer is Answer.AGREE
    if worst is not None:
        return worst
    verdict = Verdict.AGREE if exact else Verdict.COMPATIBLE
    return (
        verdict,
        f"{len(origins)} origins: {'the same figure' if exact else 'different words, overlapping intervals'}",
    )


_ANSWER_ORDER = (Answer.AGREE, Answer.COMPATIBLE, Answer.CONTESTED, Answer.SCALE_ERROR)


def _best_answer(one: Sequence[Claim], other: Sequence[Claim]) -> tuple[Answer, str]:
    """The friendliest comparison of two origins: an origin that also gives the other's figure does not contest it."""
    answers = [compare_answers(a.quantity, b.quantity) for a in one for b in other]
    return min(answers, key=lambda answer: (_ANSWER_ORDER.index(answer[0]), answer[1]))


def _inside_origin(case: _Case) -> tuple[Verdict, str]:
    """One origin only: its own articles may still disagree, with no parent known."""
    for one, other in combinations(_said_once(_by_article(case.speaking()).values()), 2):
        mine, theirs = _unmatched(one, other), _unmatched(other, one)
        if mine is None or theirs is None:
            continue
        answer, reason = compare_answers(mine.quantity, theirs.quantity)
        verdict = Verdict.SCALE_ERROR if answer is Answer.SCALE_ERROR else Verdict.COPIED_ERROR
        return verdict, f"two articles of one origin, yet {reason}"
    return Verdict.SINGLE, "one origin"


def _unmatched(one: Sequence[Claim], other: Sequence[Claim]) -> Claim | None:
    """The first claim of an article that no claim of the other allows ("four of the nine lines" states two figures)."""
    return next((claim for claim in one if not any(_compatible(claim, another) for another in other)), None)


def _groups(claims: Sequence[Claim]) -> dict[str, int]:
    """Claim → number of its group: claims of one group are pairwise compatible; the largest group is 1."""
    groups: list[list[Claim]] = []
    answers: list[dict[tuple[object, ...], Claim]] = []  # each answer of a group once
    for claim in sorted(
        claims, key=lambda claim: (_width(claim.quantity), claim.quantity.value or 0.0, claim.quantity_id)
    ):
        answer = _answer(claim.quantity)
        home = next((n for n, known in enumerate(answers) if _allowed(claim, answer, known)), None)
        if home is None:
            home = len(groups)
            groups.append([])
            answers.append({})
        groups[home].append(claim)
        answers[home].setdefault(answer, claim)
    ordered = sorted(
        groups, key=lambda group: (-len({claim.origin_id for claim in group}), -len(group), group[0].quantity_id)
    )
    return {claim.quantity_id: number for number, group in enumerate(ordered, start=1) for claim in group}


def _allowed(claim: Claim, answer: tuple[object, ...], known: Mapping[tuple[object, ...], Claim]) -> bool:
    return answer in known or all(_compatible(claim, other) for other in known.values())


def _width(quantity: Quantity) -> float:
    """Width of the interval; open ends are the widest."""
    if quantity.low is None or quantity.high is None:
        return float("inf")
    return quantity.high - quantity.low


def _compatible(a: Claim, b: Claim) -> bool:
    """Whether two claims can both be right."""
    return compare_answers(a.quantity, b.quantity)[0] in {Answer.AGREE, Answer.COMPATIBLE}
