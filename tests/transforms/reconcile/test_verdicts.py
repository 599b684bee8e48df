"""Verdicts over the claims of one story."""

import random
import time
from dataclasses import replace

from nightdesk.transforms.facts.extract import extract
from nightdesk.transforms.reconcile.verdicts import reconcile
from nightdesk.transforms.records import Claim, Document, StoryQuestion, Verdict


def claims(*articles: tuple[str, str, str | None, str]) -> list[Claim]:
    """Claims of (article id, origin id, parent's id, text)."""
    found = []
    for article_id, origin_id, parent, text in articles:
        for quantity in extract(Document(article_id, None, text, None, language="en")).quantities:
            quantity_id = f"{article_id}-{quantity.start}"
            found.append(Claim(quantity_id, article_id, origin_id, parent, text, quantity))
    return found


def question(*articles: tuple[str, str, str | None, str]) -> StoryQuestion:
    found = reconcile(claims(*articles))
    assert len(found) == 1, found
    return found[0]


def test_the_same_figure_from_two_origins_agrees() -> None:
    """Two independent origins with one figure confirm each other."""
    found = question(("a", "a", None, "18 envoys joined the talks."), ("b", "b", None, "Eighteen envoys attended."))
    assert (found.verdict, found.independent_origins) == (Verdict.AGREE, 2)


def test_copies_confirm_nothing() -> None:
    """Two articles of one origin are one testimony."""
    found = question(("a", "a", None, "18 envoys joined the talks."), ("b", "a", "a", "18 envoys joined the talks."))
    assert (found.verdict, found.independent_origins) == (Verdict.SINGLE, 1)


def test_other_words_are_compatible_and_one_group() -> None:
    """ "Around 20" allows 18."""
    found = question(
        ("a", "a", None, "18 envoys joined the talks."), ("b", "b", None, "Around 20 envoys joined the talks.")
    )
    assert found.verdict is Verdict.COMPATIBLE
    assert {claim.group_no for claim in found.claims} == {1}


def test_exclusive_figures_are_contested_and_named() -> None:
    """An origin outside every other's interval makes the question contested and stands in its own group."""
    found = question(
        ("a", "a", None, "26 envoys joined the talks."),
        ("b", "b", None, "Around two dozen envoys took part."),
        ("c", "c", None, "Thirty envoys participated in the talks."),
    )
    groups = {claim.quantity_id[0]: claim.group_no for claim in found.claims}
    assert found.verdict is Verdict.CONTESTED
    assert groups == {"a": 1, "b": 1, "c": 2}


def test_a_slipped_digit_in_a_copy_is_a_scale_error_of_the_copy() -> None:
    """The derived article is named, its claim is the error."""
    found = question(
        ("a", "a", None, "The pier cost more than €200 million."),
        ("b", "a", "a", "The pier cost over 20 million euros."),
    )
    assert found.verdict is Verdict.SCALE_ERROR
    errors = [claim for claim in found.claims if claim.is_error]
    assert [claim.quantity_id[0] for claim in errors] == ["b"]
    assert errors[0].note is not None
    assert errors[0].note.startswith("the copy changes its original’s figure")


def test_a_copy_that_changes_a_figure_is_a_copied_error() -> None:
    """26 does not round to 25: the copy invented its figure."""
    found = question(
        ("a", "a", None, "26 envoys joined the talks."), ("b", "a", "a", "Around 25 envoys joined the talks.")
    )
    assert found.verdict is Verdict.COPIED_ERROR
    assert [claim.is_error for claim in found.claims] == [False, True]


def test_a_copy_may_round() -> None:
    """Nearly 1.5 million is a fair copy of 1,480,000."""
    found = question(
        ("a", "a", None, "1,480,000 people were displaced."),
        ("b", "a", "a", "Nearly 1.5 million people were displaced."),
    )
    assert found.verdict is Verdict.SINGLE


def test_expectations_stay_apart_from_deeds() -> None:
    """What is expected answers another question than what happened."""
    found = reconcile(
        claims(
            ("a", "a", None, "More than 30 states are expected to join the talks."),
            ("b", "b", None, "Thirty envoys joined the talks. A 30-day truce began."),
        )
    )
    assert len(found) == 3
    assert all(len(one.claims) == 1 for one in found)


def test_the_order_of_claims_does_not_matter() -> None:
    """Any order gives the same questions."""
    given = claims(
        ("a", "a", None, "26 envoys joined the talks. The pier cost €20 million."),
        ("b", "a", "a", "Around 25 envoys joined the talks. The pier cost €2 million."),
        ("c", "c", None, "Thirty envoys participated in the talks on 3 May 2024."),
        ("d", "d", None, "Two dozen envoys participated in the talks on 9 May 2024."),
    )
    expected = reconcile(given)
    for seed in range(5):
        random.Random(seed).shuffle(given)
        assert reconcile(given) == expected


def test_two_figures_in_one_sentence_of_a_copied_text_are_no_copying_error() -> None:
    """Both articles state both figures, so neither changed anything."""
    text = "The company promised a timetable on four of the nine lines."
    found = reconcile(claims(("a", "a", None, text), ("b", "a", "a", text)))
    assert {each.verdict for each in found} == {Verdict.SINGLE}


def test_a_copy_made_before_the_original_was_changed_is_no_copying_error() -> None:
    """The copy keeps what the original first gave; it neither errs nor speaks for the origin any more."""
    first = claims(("a", "a", None, "25 people were injured."))
    now = claims(("a", "a", None, "26 people were injured."), ("b", "a", "a", "25 people were injured."))
    superseded = [replace(claim, quantity_id="a-first", is_superseded=True) for claim in first]
    (found,) = reconcile([*superseded, *now])
    assert found.verdict is Verdict.SINGLE
    notes = {claim.quantity_id[0]: claim.note for claim in found.claims}
    assert notes == {"a": None, "b": "the figure its original gave before it was changed"}
    (without_history,) = reconcile(now)
    assert without_history.verdict is Verdict.COPIED_ERROR


def test_a_question_says_what_is_asked() -> None:
    """Money has its unit and whose it is, every noun is named, a plan is called one."""
    pay = question(
        ("a", "a", None, "Veldria will pay €900 million."), ("b", "b", None, "Veldria will pay €480 million.")
    )
    assert (pay.kind, pay.currency, pay.subject, pay.predicate) == ("money", "EUR", "Veldria", "pay")
    assert (pay.heads, pay.status) == ((), "planned")
    hurt = question(("a", "a", None, "26 people were injured."), ("b", "b", None, "Twenty persons were injured."))
    assert (hurt.heads, hurt.subject, hurt.predicate) == (("people", "person"), None, "injure")


def test_ten_thousand_copies_of_a_story_are_compared_once() -> None:
    """Each was compared with every other: 20 minutes."""
    (one,) = claims(("a", "a", None, "18 envoys joined the talks."))
    (other,) = claims(("b", "a", "a", "Eighteen envoys attended."))
    copies = [replace(one, quantity_id=f"q{n}", article_id=f"c{n}", derived_from_article_id="a") for n in range(10_000)]
    started = time.process_time()
    (found,) = reconcile([one, other, *copies])
    assert time.process_time() - started < 3.0
    assert len(found.claims) == 10_002
    assert found.verdict == Verdict.SINGLE
