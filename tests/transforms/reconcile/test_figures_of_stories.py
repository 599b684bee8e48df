"""Figures of several reports of one invented flood: which answer one question, and what their verdict is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nightdesk.transforms.facts.extract import extract
from nightdesk.transforms.reconcile.quote_clusters import Quoted, cluster_quotes
from nightdesk.transforms.reconcile.verdicts import reconcile
from nightdesk.transforms.records import Claim, Document, StoryQuestion, Verdict


def claims(text: str, article: str, origin: str | None = None, parent: str | None = None) -> list[Claim]:
    found = extract(Document(article, None, text, "2031-03-12", language="en")).quantities
    return [
        Claim(f"{article}-{quantity.start}", article, origin or article, parent, text, quantity) for quantity in found
    ]


def questions(*texts: str) -> tuple[StoryQuestion, ...]:
    """Questions of reports that are each an origin of their own."""
    return tuple(
        reconcile([claim for name, text in zip("abcdef", texts, strict=False) for claim in claims(text, name)])
    )


def verdicts(*texts: str) -> list[Verdict]:
    return [question.verdict for question in questions(*texts)]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Twelve people were hurt.", "12 people were hurt."),
        ("Twelve people were hurt.", "A dozen people were injured."),
        ("The flood killed three people.", "Three people died."),
        ("Police arrested 40 people.", "Forty people were arrested."),
    ],
)
def test_one_figure_in_other_words_agrees(a: str, b: str) -> None:
    assert verdicts(a, b) == [Verdict.AGREE]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Twelve people were hurt.", "About twelve people were hurt."),
        ("Twelve people were hurt.", "More than ten people were hurt."),
        ("Twelve people were hurt.", "At least ten people were hurt."),
    ],
)
def test_a_figure_inside_the_other_interval_is_compatible(a: str, b: str) -> None:
    assert verdicts(a, b) == [Verdict.COMPATIBLE]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Twelve people were hurt.", "Thirty people were hurt."),
        ("Twelve people were hurt.", "More than thirty people were hurt."),
        ("Twelve people were hurt.", "Fewer than five people were hurt."),
    ],
)
def test_figures_that_exclude_each_other_are_contested(a: str, b: str) -> None:
    (question,) = questions(a, b)
    assert (question.verdict, question.independent_origins) == (Verdict.CONTESTED, 2)
    assert len({claim.group_no for claim in question.claims}) == 2


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Twelve people were hurt.", "Twelve people died."),
        ("Twelve people were hurt.", "Twelve barges sank."),
        ("The gate cost €4 million.", "Four million people were hurt."),
        ("Twelve people were hurt.", "12 percent of people were hurt."),
    ],
)
def test_other_deeds_and_other_things_are_other_questions(a: str, b: str) -> None:
    assert verdicts(a, b) == [Verdict.SINGLE, Verdict.SINGLE]


def test_a_copy_adds_a_claim_and_no_origin() -> None:
    text = "Twelve people were hurt."
    (question,) = reconcile([*claims(text, "a"), *claims(text, "b", "a", "a"), *claims(text, "c", "a", "a")])
    assert (question.verdict, question.independent_origins, len(question.claims)) == (Verdict.SINGLE, 1, 3)


def test_a_copy_that_changes_the_figure_made_the_error() -> None:
    changed = claims("120 people were hurt.", "b", "a", "a")
    (question,) = reconcile([*claims("12 people were hurt.", "a"), *changed])
    assert question.verdict is Verdict.COPIED_ERROR
    assert [claim.quantity_id for claim in question.claims if claim.is_error] == [changed[0].quantity_id]


NUMBERS = st.integers(3, 60)


@given(st.lists(NUMBERS, min_size=2, max_size=5))
@settings(max_examples=30)
def test_the_verdict_does_not_depend_on_the_order_of_reports(numbers: list[int]) -> None:
    found = [claim for place, n in enumerate(numbers) for claim in claims(f"{n} people were hurt.", "abcdef"[place])]
    assert reconcile(found) == reconcile(found[::-1])


@given(NUMBERS, st.integers(2, 5))
@settings(max_examples=20)
def test_as_many_origins_agree_as_say_the_same(number: int, count: int) -> None:
    (question,) = questions(*[f"{number} people were hurt."] * count)
    assert (question.verdict, question.independent_origins, len(question.claims)) == (Verdict.AGREE, count, count)


@given(st.permutations(["a", "b", "c"]))
def test_one_sentence_quoted_by_three_articles_is_one_cluster(order: list[str]) -> None:
    words = "The gate will hold through the winter storms"
    (cluster,) = cluster_quotes([Quoted(f"q{name}", name, "Ada Quill", ((10, words),)) for name in order])
    assert cluster.speaker == "Ada Quill"
    assert [line.article_id for line in cluster.sentences] == ["a", "b", "c"]
    assert set(cluster.wordings) == {0}


def test_what_one_article_alone_quotes_is_no_cluster() -> None:
    words = "The gate will hold through the winter storms"
    assert cluster_quotes([Quoted("q1", "a", "Ada Quill", ((10, words),))]) == ()
