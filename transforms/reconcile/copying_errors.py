"""Figures that a derived article changed, told from those it copied before the original was changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from nightdesk.transforms.reconcile.answers import AnswerRelation, compare_answers
from nightdesk.transforms.records import Claim, Quantity, Verdict

_ROUNDED_DIGITS = (1, 2)  # first digits a copy may round a figure to


@dataclass(frozen=True, slots=True)
class CopyingError:
    """A claim that miscopies its parent or slips a power of ten."""

    verdict: Verdict
    note: str


@dataclass(frozen=True, slots=True)
class Copies:
    """What the derived articles did to the figures of their parents, by quantity_id."""

    errors: dict[str, CopyingError] = field(default_factory=dict)
    outdated: set[str] = field(default_factory=set)  # true to what the original gave before it was changed

    def worst(self) -> CopyingError | None:
        """The error that names a question whose origins do not contest it: a scale error before a copying error."""
        return min(
            self.errors.values(),
            key=lambda error: (error.verdict is not Verdict.SCALE_ERROR, error.note),
            default=None,
        )

    def note(self, quantity_id: str) -> str | None:
        """What is to be said of a claim."""
        if quantity_id in self.errors:
            return self.errors[quantity_id].note
        return "the figure its original gave before it was changed" if quantity_id in self.outdated else None


def compare_copies(claims: Sequence[Claim], superseded: Iterable[Claim]) -> Copies:
    """Compares every claim of a derived article with its parent's claims on the same question.

    Args:
        claims: all claims that answer one question.
        superseded: what earlier versions of the articles answered.
    """
    found = Copies()
    current, earlier = by_article(claims), by_article(superseded)
    for claim in claims:
        parent_id = claim.derived_from_article_id or ""
        parents = current.get(parent_id, [])
        if not parents or _is_faithful(claim, parents):
            continue
        if _is_faithful(claim, earlier.get(parent_id, [])):
            found.outdated.add(claim.quantity_id)
        else:
            found.errors[claim.quantity_id] = _error(claim, parents)
    return found


def by_article(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    """The claims of each article."""
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        found.setdefault(claim.article_id, []).append(claim)
    return found


def _error(claim: Claim, parents: Sequence[Claim]) -> CopyingError:
    """How a claim differs from its parent's first figure."""
    parent = min(parents, key=lambda other: other.quantity.start)
    relation, reason = compare_answers(parent.quantity, claim.quantity)
    verdict = Verdict.SCALE_ERROR if relation is AnswerRelation.SCALE_ERROR else Verdict.COPIED_ERROR
    return CopyingError(verdict, f"the copy changes its original’s figure: {reason}")


def _is_faithful(copy: Claim, parents: Iterable[Claim]) -> bool:
    """Whether a copy gives one of its parent's figures."""
    return any(_same_or_rounded(copy.quantity, parent.quantity) for parent in parents)


def _same_or_rounded(copy: Quantity, parent: Quantity) -> bool:
    """Whether a figure is its parent's, or rounds it to its first digits ("1.48m" → "nearly 1.5m")."""
    if copy.currency != parent.currency:
        return False
    if copy.value is None or parent.value is None or copy.value == parent.value:
        return copy.value == parent.value
    rounded = {float(f"{parent.value:.{digits}g}") for digits in _ROUNDED_DIGITS} if parent.value else set()
    return copy.approx and copy.value in rounded
