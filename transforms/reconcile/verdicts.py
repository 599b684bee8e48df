"""Verdicts over the figures of one story: claims that answer one question come together, origins are compared.

Nothing is averaged and nothing dropped; the result depends on the set of claims, not on their order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from nightdesk.transforms.reconcile.answers import AnswerRelation, are_compatible, compare_answers
from nightdesk.transforms.reconcile.copying_errors import Copies, by_article, compare_copies
from nightdesk.transforms.reconcile.question_fields import counted_heads, most_frequent, shared_subject
from nightdesk.transforms.reconcile.questions import different_question
from nightdesk.transforms.records import Claim, Quantity, StoryAnswer, StoryQuestion, Verdict

VERSION = "3"
"""Changes whenever the rules of this folder may decide differently: stories are then reconciled again."""

_Key = tuple[object, ...]

_FRIENDLIEST = (
    AnswerRelation.AGREE,
    AnswerRelation.COMPATIBLE,
    AnswerRelation.CONTESTED,
    AnswerRelation.SCALE_ERROR,
)


@dataclass(slots=True)
class _Claims:
    """The claims that answer one question, and each way of asking it once: ten thousand copies ask it alike."""

    claims: list[Claim] = field(default_factory=list)
    asked: dict[_Key, Quantity] = field(default_factory=dict)

    def takes(self, claim: Claim) -> bool:
        """Whether a claim answers the same question as every claim here."""
        return _question_key(claim.quantity) in self.asked or all(
            different_question(claim.quantity, other) is None for other in self.asked.values()
        )

    def add(self, claim: Claim) -> None:
        self.claims.append(claim)
        self.asked.setdefault(_question_key(claim.quantity), claim.quantity)


def _question_key(quantity: Quantity) -> _Key:
    """All that `different_question` looks at."""
    return (
        quantity.kind, quantity.unit_class, quantity.status, quantity.as_of,
        quantity.predicate, quantity.head, quantity.subject,
    )  # fmt: skip


def _answer_key(quantity: Quantity) -> _Key:
    """All that `compare_answers` looks at and says."""
    return (
        quantity.kind, quantity.unit_class, quantity.currency, quantity.value, quantity.low, quantity.high,
        quantity.low_open, quantity.high_open, quantity.surface, quantity.qualifier,
    )  # fmt: skip


def reconcile(claims: Sequence[Claim]) -> tuple[StoryQuestion, ...]:
    """The questions of one story with their verdicts, in the order of their first claims; a claim is in one at most.

    Superseded claims answer none; they tell a copying error from a copy made before the original was changed.
    """
    superseded = [claim for claim in claims if claim.is_superseded]
    current = sorted((claim for claim in claims if not claim.is_superseded), key=_order)
    questions = [
        _question(group.claims, [claim for claim in superseded if group.takes(claim)]) for group in _grouped(current)
    ]
    return tuple(sorted(questions, key=lambda question: question.claims[0].quantity_id))


def _grouped(claims: Iterable[Claim]) -> list[_Claims]:
    """Claims by the question they answer; ages, ranks and bare numbers answer none that is shared."""
    found: list[_Claims] = []
    for claim in claims:
        if different_question(claim.quantity, claim.quantity) is not None:
            continue
        home = next((group for group in found if group.takes(claim)), None)
        if home is None:
            found.append(home := _Claims())
        home.add(claim)
    return found


def _order(claim: Claim) -> tuple[str, str, str, date, str, int, str]:
    """A total order of claims: dated ones first, so that undated claims join them and never bridge two days."""
    quantity = claim.quantity
    day = quantity.as_of or date.max
    return (
        quantity.kind, quantity.unit_class or "", quantity.predicate or "", day,
        claim.article_id, quantity.start, claim.quantity_id,
    )  # fmt: skip


def _question(claims: Sequence[Claim], superseded: Iterable[Claim]) -> StoryQuestion:
    """The question with its answers and verdict."""
    copies = compare_copies(claims, superseded)
    verdict, reason = _verdict(claims, copies)
    first = claims[0].quantity
    day = min((claim.quantity.as_of for claim in claims if claim.quantity.as_of), default=None)
    groups = _compatible_groups(claims)
    return StoryQuestion(
        kind=first.kind,
        unit_class=first.unit_class or first.kind,
        currency=first.currency,
        heads=counted_heads(claims),
        subject=shared_subject(claims),
        predicate=most_frequent(claim.quantity.predicate for claim in claims if claim.quantity.predicate),
        status=first.status,
        as_of=day,
        verdict=verdict,
        reason=reason,
        independent_origins=len({claim.origin_id for claim in claims}),
        claims=tuple(
            StoryAnswer(key, groups[key], key in copies.errors, copies.note(key))
            for key in (claim.quantity_id for claim in claims)
        ),
    )


def _verdict(claims: Sequence[Claim], copies: Copies) -> tuple[Verdict, str]:
    """How independent origins compare; an error of a copy names the question that they do not contest."""
    silent = copies.errors.keys() | copies.outdated
    verdict, reason = _between_origins([claim for claim in claims if claim.quantity_id not in silent])
    worst = copies.worst()
    if worst is not None and verdict not in {Verdict.CONTESTED, Verdict.SCALE_ERROR}:
        return worst.verdict, worst.note
    return verdict, reason


def _between_origins(claims: Sequence[Claim]) -> tuple[Verdict, str]:
    """How the origins of claims compare that are neither miscopied nor copied before the original was changed."""
    origins: dict[str, list[Claim]] = {}
    for claim in claims:
        origins.setdefault(claim.origin_id, []).append(claim)
    if len(origins) < 2:
        return _inside_origin(claims)
    scale_error: str | None = None
    verdict, same = Verdict.AGREE, "the same figure"
    for one, other in combinations(_distinct(origins[origin] for origin in sorted(origins)), 2):
        relation, reason = _best_answer(one, other)
        if relation is AnswerRelation.CONTESTED:
            return Verdict.CONTESTED, reason
        if relation is AnswerRelation.SCALE_ERROR:
            scale_error = reason
        if relation is not AnswerRelation.AGREE:
            verdict, same = Verdict.COMPATIBLE, "different words, overlapping intervals"
    if scale_error is not None:
        return Verdict.SCALE_ERROR, scale_error
    return verdict, f"{len(origins)} origins: {same}"


def _best_answer(one: Sequence[Claim], other: Sequence[Claim]) -> tuple[AnswerRelation, str]:
    """The friendliest comparison of two origins: an origin that also gives the other's figure does not contest it."""
    answers = [compare_answers(a.quantity, b.quantity) for a in one for b in other]
    return min(answers, key=lambda answer: (_FRIENDLIEST.index(answer[0]), answer[1]))


def _inside_origin(claims: Sequence[Claim]) -> tuple[Verdict, str]:
    """One origin only: its own articles may still disagree, with no parent known."""
    for one, other in combinations(_distinct(by_article(claims).values()), 2):
        mine, theirs = _unmatched(one, other), _unmatched(other, one)
        if mine is None or theirs is None:
            continue
        relation, reason = compare_answers(mine.quantity, theirs.quantity)
        verdict = Verdict.SCALE_ERROR if relation is AnswerRelation.SCALE_ERROR else Verdict.COPIED_ERROR
        return verdict, f"two articles of one origin, yet {reason}"
    return Verdict.SINGLE, "one origin"


def _unmatched(one: Sequence[Claim], other: Sequence[Claim]) -> Claim | None:
    """The first claim of an article that no claim of the other allows ("four of the nine lines" states two figures)."""
    return next((c for c in one if not any(are_compatible(c.quantity, o.quantity) for o in other)), None)


def _distinct(testimonies: Iterable[Sequence[Claim]]) -> list[list[Claim]]:
    """Each of several testimonies that no earlier one equals, with every answer once."""
    found: dict[frozenset[_Key], list[Claim]] = {}
    for claims in testimonies:
        by_answer: dict[_Key, Claim] = {}
        for claim in claims:
            by_answer.setdefault(_answer_key(claim.quantity), claim)
        found.setdefault(frozenset(by_answer), list(by_answer.values()))
    return list(found.values())


def _compatible_groups(claims: Sequence[Claim]) -> dict[str, int]:
    """Claim → number of its group: claims of one group are pairwise compatible; the largest group is 1."""
    groups: list[list[Claim]] = []
    answers: list[dict[_Key, Quantity]] = []  # each answer of a group once
    for claim in sorted(claims, key=_narrowest):
        key = _answer_key(claim.quantity)
        home = next((n for n, known in enumerate(answers) if _allowed(claim.quantity, key, known)), len(groups))
        if home == len(groups):
            groups.append([])
            answers.append({})
        groups[home].append(claim)
        answers[home].setdefault(key, claim.quantity)
    ordered = sorted(groups, key=_largest)
    return {claim.quantity_id: number for number, group in enumerate(ordered, start=1) for claim in group}


def _allowed(quantity: Quantity, key: _Key, known: Mapping[_Key, Quantity]) -> bool:
    """Whether an answer is compatible with all answers of a group."""
    return key in known or all(are_compatible(quantity, other) for other in known.values())


def _narrowest(claim: Claim) -> tuple[float, float, str]:
    """An order of claims by the width of their interval; open ends are the widest."""
    low, high = claim.quantity.low, claim.quantity.high
    width = float("inf") if low is None or high is None else high - low
    return width, claim.quantity.value or 0.0, claim.quantity_id


def _largest(group: Sequence[Claim]) -> tuple[int, int, str]:
    """An order of groups by the number of their origins, then of their claims."""
    return -len({claim.origin_id for claim in group}), -len(group), group[0].quantity_id
