"""The words for a question."""

from dataclasses import replace
from datetime import date

import pytest

from nightdesk.transforms.facts.extract import extract
from nightdesk.transforms.reconcile.question_labels import most_frequent, question_label
from nightdesk.transforms.records import Claim, Document


def claims(*texts: str) -> list[Claim]:
    """One claim of each text."""
    found = []
    for number, text in enumerate(texts):
        (figure,) = extract(Document("a", None, text, None, language="en")).quantities
        found.append(Claim(f"q{number}", f"a{number}", f"a{number}", None, text, figure))
    return found


@pytest.mark.parametrize(
    ("texts", "label"),
    [
        (("Turnout was 61 percent.",), "share in per cent, Turnout: turnout"),
        (("26 sailors were injured.", "Twenty crew members were injured."), "member or sailor: injure"),
        (("The pier is 300 metres long.",), "metre, pier"),
    ],
)
def test_label(texts: tuple[str, ...], label: str) -> None:
    """What is counted in which unit, whose it is, and what happened."""
    assert question_label(claims(*texts), None) == label


def test_a_subject_is_named_when_more_than_half_name_it() -> None:
    """One article of two is not enough."""
    both = claims("Veldria will cut 30 jobs.", "The mill will cut 40 jobs.")
    assert question_label(both, None) == "job: cut (planned)"
    assert question_label(both[:1], None) == "job, Veldria: cut (planned)"


def test_the_day_comes_last() -> None:
    """Day and month are written out."""
    assert question_label(claims("26 barges sank."), date(2025, 3, 5)) == "barge: sink, 5 March 2025"


def test_a_subject_is_spelled_as_most_sentences_spell_it() -> None:
    """Names are compared without regard to case, and shown with it."""
    (claim,) = claims("Veldria will cut 30 jobs.")
    shouted = replace(claim, sentence="VELDRIA will cut 30 jobs.", quantity_id="q9")
    assert question_label([claim, shouted, claim], None).startswith("job, Veldria")


def test_the_most_frequent_word_is_the_first_of_equals() -> None:
    """Any order gives the same word."""
    assert most_frequent(["pier", "dam", "pier"]) == "pier"
    assert most_frequent(["pier", "dam"]) == most_frequent(["dam", "pier"]) == "dam"
    assert most_frequent([]) == ""
