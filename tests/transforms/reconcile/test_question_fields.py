"""What a question asks, from its figures."""

from dataclasses import replace

from nightdesk.transforms.facts.extract import extract
from nightdesk.transforms.reconcile.question_fields import counted_heads, most_frequent, shared_subject
from nightdesk.transforms.records import Claim, Document


def claims(*texts: str) -> list[Claim]:
    """One claim of each text."""
    found = []
    for number, text in enumerate(texts):
        (figure,) = extract(Document("a", None, text, None, language="en")).quantities
        found.append(Claim(f"q{number}", f"a{number}", f"a{number}", None, text, figure))
    return found


def test_every_counted_noun_is_named_once() -> None:
    """In the order of the alphabet, whatever the order of the articles."""
    found = claims("26 sailors were injured.", "Twenty crew members were injured.", "26 sailors were hurt.")
    assert counted_heads(found) == counted_heads(found[::-1]) == ("member", "sailor")


def test_a_subject_is_named_when_more_than_half_name_it() -> None:
    """One article of two is not enough."""
    both = claims("Veldria will cut 30 jobs.", "The mill will cut 40 jobs.")
    assert shared_subject(both) is None
    assert shared_subject(both[:1]) == "Veldria"


def test_a_subject_is_spelled_as_most_sentences_spell_it() -> None:
    """Names are compared without regard to case, and shown with it."""
    (claim,) = claims("Veldria will cut 30 jobs.")
    shouted = replace(claim, sentence="VELDRIA will cut 30 jobs.", quantity_id="q9")
    assert shared_subject([claim, shouted, claim]) == "Veldria"


def test_the_most_frequent_word_is_the_first_of_equals() -> None:
    """Any order gives the same word."""
    assert most_frequent(["pier", "dam", "pier"]) == "pier"
    assert most_frequent(["pier", "dam"]) == most_frequent(["dam", "pier"]) == "dam"
    assert most_frequent([]) is None
