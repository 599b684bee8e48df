"""Whether two answers agree, and whether two figures answer one question: the same from both sides."""

from dataclasses import replace
from datetime import date

import pytest
from claim_strategies import quantities
from hypothesis import given

from nightdesk.transforms.facts.extract import extract
from nightdesk.transforms.reconcile.answers import (
    AnswerRelation,
    are_compatible,
    compare_answers,
    in_base_units,
    scale_power,
)
from nightdesk.transforms.reconcile.questions import different_question
from nightdesk.transforms.records import Document, Quantity


def figure(text: str) -> Quantity:
    (found,) = extract(Document("a", None, text, None, language="en")).quantities
    return found


@given(quantities(), quantities())
def test_a_comparison_is_symmetric(a: Quantity, b: Quantity) -> None:
    """Who is asked first makes no difference; answers are compared of figures of one kind."""
    if in_base_units(a).kind == in_base_units(b).kind:
        assert compare_answers(a, b)[0] is compare_answers(b, a)[0]
    assert scale_power(a, b) == scale_power(b, a)
    assert (different_question(a, b) is None) == (different_question(b, a) is None)


@given(quantities())
def test_a_figure_agrees_with_itself(a: Quantity) -> None:
    """No figure contests itself."""
    relation, reason = compare_answers(a, a)
    assert relation is AnswerRelation.AGREE
    assert reason.startswith("both say")
    assert are_compatible(a, a)


@given(quantities())
def test_base_units_are_final(a: Quantity) -> None:
    """A figure in its base unit stays as it is."""
    assert in_base_units(in_base_units(a)) == in_base_units(a)


@pytest.mark.parametrize(
    ("a", "b", "relation", "reason"),
    [
        ("The pier is 3 km long.", "The pier is 3000 metres long.", "agree", "both say “3 km”"),
        ("A third of the barges sank.", "33 percent of the barges sank.", "compatible", "allows"),
        ("The pier cost €20 million.", "The pier cost $21 million.", "compatible", "not converted"),
        ("The pier cost €20 million.", "The pier cost €2 million.", "scale_error", "10^1"),
        ("Some 30 barges sank.", "Fewer than 20 barges sank.", "contested", "excludes"),
        ("3 barges sank.", "30 barges sank.", "contested", "excludes"),
    ],
)
def test_relation(a: str, b: str, relation: str, reason: str) -> None:
    """Units are converted, currencies are not, small tenfold differences are disputes."""
    found, said = compare_answers(figure(a), figure(b))
    assert found == relation
    assert reason in said


def test_days_may_differ_by_one() -> None:
    """Time zones move a report by a day, not by two."""
    sank = figure("30 barges sank.")
    one, other = replace(sank, as_of=date(2025, 3, 14)), replace(sank, as_of=date(2025, 3, 15))
    assert different_question(one, other) is None
    later = replace(other, as_of=date(2025, 3, 16))
    assert different_question(one, later) == "different days: 2025-03-14 and 2025-03-16"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"kind": "percent"}, "count and percent are not compared"),
        ({"unit_class": "day"}, "different units: barge and day"),
        ({"status": "planned"}, "actual and planned"),
        ({"predicate": "burn"}, "different predicates: sink and burn"),
        ({"head": "ferry"}, "different things counted: barge and ferry"),
    ],
)
def test_different_question(change: dict[str, object], reason: str) -> None:
    """Each reason is said in words."""
    sank = figure("30 barges sank.")
    assert different_question(sank, replace(sank, **change)) == reason  # type: ignore[arg-type]
