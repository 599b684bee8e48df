"""Nouns: singulars, classes and heads of phrases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightdesk.transforms.language.nouns import class_of, has_class, head_of, is_irregular, singular
from nightdesk.transforms.language.packs import ENGLISH


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("cities", "city"),
        ("ties", "tie"),
        ("boxes", "box"),
        ("churches", "church"),
        ("ports", "port"),
        ("men", "man"),
        ("people", "people"),
        ("press", "press"),
        ("virus", "virus"),
        ("crisis", "crisis"),
        ("gas", "gas"),
        ("", ""),
        ("s", "s"),
    ],
)
def test_singular(word: str, expected: str) -> None:
    """The longest ending of the pack decides; words that are no plural stay."""
    assert singular(ENGLISH, word) == expected


@given(st.text(max_size=20))
def test_any_word_has_a_singular(word: str) -> None:
    """No word raises, and none comes back empty."""
    assert bool(singular(ENGLISH, word)) == bool(word)


@given(st.text(max_size=60))
def test_any_phrase_has_a_head_or_none(phrase: str) -> None:
    """The head is one word in lower case."""
    assert len(head_of(ENGLISH, phrase).split()) <= 1


def test_head_of_a_phrase() -> None:
    """The last word, in the singular, without the mark of the genitive."""
    assert head_of(ENGLISH, "The Ostry harbour’s old Cranes") == "crane"
    assert head_of(ENGLISH, "— …") == ""


def test_a_listed_noun_has_a_class_and_others_are_their_own() -> None:
    """Nations are compared as countries, sailors as sailors."""
    assert (class_of(ENGLISH, "nation"), has_class(ENGLISH, "nation")) == ("country", True)
    assert (class_of(ENGLISH, "sailor"), has_class(ENGLISH, "sailor")) == ("sailor", False)


def test_a_project_adds_classes() -> None:
    """A word of the project has its class in the extended pack alone."""
    extended = ENGLISH.extended((("unit_classes", (("gosling", "animal"),)),))
    assert class_of(extended, "gosling") == "animal"
    assert class_of(ENGLISH, "gosling") == "gosling"


def test_people_is_a_plural_though_it_is_its_own_singular() -> None:
    """What is listed counts as a plural."""
    assert is_irregular(ENGLISH, "people")
    assert not is_irregular(ENGLISH, "ports")
