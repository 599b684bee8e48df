"""Two figures marked in two texts of one story: whether they answer one question, and whether they agree.

The texts come with their facts; what the figures of a whole story say together is decided in ``verdicts``.
"""

from __future__ import annotations

from nightdesk.transforms.reconcile.answers import AnswerRelation, compare_answers
from nightdesk.transforms.reconcile.questions import different_question
from nightdesk.transforms.records import Extraction, Quantity, Span

NOT_COMPARABLE = "not_comparable"
_UNRESOLVED = "_REF"  # ends values such as PRESENT_REF, which name no time


def compare_marked(a: Extraction, span_a: Span, b: Extraction, span_b: Span) -> tuple[str, str]:
    """(relation, reason) of the figures marked in two texts about one story.

    The relation is compatible, contested, not_comparable or scale_error; a span with no figure is not comparable.
    """
    figure_a, figure_b = _figure(a, span_a), _figure(b, span_b)
    if figure_a is None or figure_b is None:
        return NOT_COMPARABLE, "no figure at the marked place"
    reason = different_question(figure_a, figure_b) or _different_period(a, figure_a, b, figure_b)
    if reason is not None:
        return NOT_COMPARABLE, reason
    relation, reason = compare_answers(figure_a, figure_b)
    return str(AnswerRelation.COMPATIBLE if relation is AnswerRelation.AGREE else relation), reason


def _figure(facts: Extraction, span: Span) -> Quantity | None:
    """The figure that covers most of a span."""
    found = [figure for figure in facts.quantities if figure.start < span[1] and span[0] < figure.end]
    return max(found, key=lambda figure: min(figure.end, span[1]) - max(figure.start, span[0]), default=None)


def _different_period(facts_a: Extraction, a: Quantity, facts_b: Extraction, b: Quantity) -> str | None:
    """Why two sentences speak of different times, judged by expressions that no reference date resolves."""
    if a.as_of and b.as_of:
        return None  # resolved: already compared
    times_a, times_b = _times(facts_a, a), _times(facts_b, b)
    if times_a and times_b and times_a.isdisjoint(times_b):
        return f"different times: {min(times_a)} and {min(times_b)}"
    return None


def _times(facts: Extraction, figure: Quantity) -> set[str]:
    """The dates of a figure's sentence, as values or, where unresolved, as written."""
    dates = (d for d in facts.dates if d.sentence_no == figure.sentence_no and d.type in {"DATE", "TIME"})
    return {date.value or date.surface.lower() for date in dates if not (date.value or "").endswith(_UNRESOLVED)}
