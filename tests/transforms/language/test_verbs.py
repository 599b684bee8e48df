"""Verb forms and their lemmas."""

import pytest

from nightdesk.transforms.language.packs import ENGLISH
from nightdesk.transforms.language.packs.en.verbs import Form, lemma_of, verb_forms


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("planned", "plan"),
        ("denied", "deny"),
        ("took", "take"),
        ("dying", "die"),
        ("offering", "offer"),
        ("fell", "fall"),
    ],
)
def test_lemma(word: str, lemma: str) -> None:
    """Regular and irregular forms lead to their base form."""
    assert lemma_of(ENGLISH, word) == lemma


def test_one_spelling_can_be_several_forms() -> None:
    """ "Cut" is base, past and participle; "taken" is a participle only."""
    assert verb_forms(ENGLISH)["cut"][1] == Form.BASE | Form.PAST | Form.PARTICIPLE
    assert verb_forms(ENGLISH)["taken"][1] == Form.PARTICIPLE
    assert lemma_of(ENGLISH, "harbourmaster") is None
