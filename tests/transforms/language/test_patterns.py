"""Patterns of a pack: references to word lists and to other rules."""

import pytest

from nightdesk.transforms.language.packs import ENGLISH
from nightdesk.transforms.language.patterns import any_of, compiled, first_words, patterns


def test_a_name_in_braces_means_any_entry_of_the_word_list() -> None:
    """A pattern holds no words that a list holds."""
    pattern = compiled(ENGLISH, {"name": "dozens", "pattern": r"(?P<count>{number_words}) {number_scales}\b"})
    found = pattern.fullmatch("three dozen")
    assert found is not None
    assert found["count"] == "three"
    assert pattern.fullmatch("three ferry") is None


def test_a_name_in_braces_may_be_another_rule() -> None:
    """A rule beside comes before a word list, and may itself refer."""
    beside = [{"name": "pair", "pattern": "{number_words}-{number_words}"}]
    pattern = compiled(ENGLISH, {"name": "pairs", "pattern": "{pair} and {pair}"}, beside)
    assert pattern.fullmatch("one-two and six-seven") is not None


def test_quantifiers_are_no_references() -> None:
    """Braces around digits repeat."""
    assert compiled(ENGLISH, {"name": "year", "pattern": r"\d{4}"}).fullmatch("1986") is not None


def test_the_longest_entry_is_tried_first() -> None:
    """ "seven" would hide "seventeen"."""
    alternatives = any_of(ENGLISH, "number_words").split("|")
    assert alternatives.index("seventeen") < alternatives.index("seven")


def test_an_unknown_list_is_an_error_when_the_rule_is_read() -> None:
    """A misspelt reference does not wait for a text that needs it."""
    with pytest.raises(FileNotFoundError):
        compiled(ENGLISH, {"name": "wrong", "pattern": "{no_such_list}"})


def test_first_words_are_words_or_the_entries_of_a_list() -> None:
    """A rule is tried only where one of these stands."""
    assert {"half", "twenty"} <= set(first_words(ENGLISH, ("half", "{number_words}")))


def test_every_rule_of_a_file_has_its_pattern() -> None:
    """Name → pattern."""
    assert {"digits", "run"} <= patterns(ENGLISH, "numbers").keys()
