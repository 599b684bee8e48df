"""What holds of the verdicts on any claims."""

import random
from collections import Counter

from claim_strategies import stories
from hypothesis import given, settings
from hypothesis import strategies as st

from nightdesk.transforms.reconcile.answers import are_compatible
from nightdesk.transforms.reconcile.copying_errors import compare_copies
from nightdesk.transforms.reconcile.questions import different_question
from nightdesk.transforms.reconcile.verdicts import reconcile
from nightdesk.transforms.records import Claim, Verdict


@settings(max_examples=60)
@given(stories(), st.randoms(use_true_random=False))
def test_the_order_of_claims_does_not_matter(claims: list[Claim], order: random.Random) -> None:
    """The result is one of a set."""
    shuffled = list(claims)
    order.shuffle(shuffled)
    assert reconcile(shuffled) == reconcile(claims)


@settings(max_examples=40)
@given(stories())
def test_every_claim_that_can_share_a_question_answers_one(claims: list[Claim]) -> None:
    """Ages, ranks and superseded claims answer none, all others exactly one."""
    answered = Counter(answer.quantity_id for question in reconcile(claims) for answer in question.claims)
    expected = {
        claim.quantity_id
        for claim in claims
        if not claim.is_superseded and different_question(claim.quantity, claim.quantity) is None
    }
    assert answered == Counter(expected)


@settings(max_examples=40)
@given(stories())
def test_claims_of_one_group_are_compatible(claims: list[Claim]) -> None:
    """Two claims that exclude each other never stand in one group; groups are counted from 1."""
    by_id = {claim.quantity_id: claim.quantity for claim in claims}
    for question in reconcile(claims):
        numbers = {answer.group_no for answer in question.claims}
        assert numbers == set(range(1, len(numbers) + 1))
        for a in question.claims:
            for b in question.claims:
                same = a.quantity_id != b.quantity_id and a.group_no == b.group_no
                assert not same or are_compatible(by_id[a.quantity_id], by_id[b.quantity_id])


@settings(max_examples=40)
@given(stories())
def test_one_origin_contests_nothing(claims: list[Claim]) -> None:
    """Contested takes two origins; with one, the verdict is single or names an error."""
    for question in reconcile(claims):
        one_origin = (Verdict.SINGLE, Verdict.COPIED_ERROR, Verdict.SCALE_ERROR)
        assert question.independent_origins > 1 or question.verdict in one_origin
        assert question.reason


@settings(max_examples=40)
@given(stories())
def test_only_copies_are_copying_errors(claims: list[Claim]) -> None:
    """An article without a parent in the question has copied nothing; an error is never outdated, too."""
    current = [claim for claim in claims if not claim.is_superseded]
    found = compare_copies(current, [claim for claim in claims if claim.is_superseded])
    derived = {claim.quantity_id for claim in current if claim.derived_from_article_id}
    assert found.errors.keys() | found.outdated <= derived
    assert found.outdated.isdisjoint(found.errors)
    assert all(found.note(quantity_id) for quantity_id in found.errors)
    assert (found.worst() is None) == (not found.errors)
