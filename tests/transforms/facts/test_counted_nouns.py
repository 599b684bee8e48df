"""The noun a number counts."""

import pytest

from nightdesk.transforms.facts.counted_nouns import after_of, noun_after
from nightdesk.transforms.language.doc import Doc
from nightdesk.transforms.language.packs import ENGLISH


def doc(text: str) -> Doc:
    """A text of which nothing but the words is read."""
    return Doc(ENGLISH, text, None, (), (), None, None)


@pytest.mark.parametrize(
    ("text", "surface", "lemma"),
    [
        ("26 allied countries met", "countries", "country"),
        ("26 arms dealers met", "dealers", "dealer"),
        ("26 frozen Chilean assets", "assets", "asset"),
        ("26 of the five hostages", "hostages", "hostage"),
        ("26 people took part", "people", "people"),
        ("26 sheep", "sheep", "sheep"),
    ],
)
def test_noun(text: str, surface: str, lemma: str) -> None:
    """The first plural that does not describe the next one; a lone word that is no verb."""
    found = noun_after(doc(text), 2)
    assert found is not None
    assert (found.surface, found.lemma) == (surface, lemma)
    assert text[found.start : found.end] == surface


@pytest.mark.parametrize("text", ["26", "26, barges", "26 of them", "26 marched", "26 in the harbour"])
def test_no_noun(text: str) -> None:
    """A verb, a function word or a mark ends the phrase before it began."""
    assert noun_after(doc(text), 2) is None


def test_a_lone_word_that_may_be_a_verb_is_taken_after_ranks() -> None:
    """ "the second march" is a noun for sure."""
    assert noun_after(doc("26 march"), 2) is None
    assert noun_after(doc("26 march"), 2, surely=True) is not None


def test_the_noun_of_a_vague_amount_stands_after_of() -> None:
    """Other numbers look right after themselves."""
    assert after_of(doc("hundreds of lamps"), 8) == 11
    assert after_of(doc("hundreds lamps"), 8) == 8
