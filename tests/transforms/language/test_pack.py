"""Rules of a pack: references to word lists and to other rules; additions to open lexicons."""

import re

import pytest

from nightdesk.transforms.language.packs import ENGLISH


def test_a_name_in_braces_means_any_entry_of_the_word_list() -> None:
    """A pattern holds no words that a list holds."""
    pattern = re.compile(ENGLISH.filled(r"(?P<count>{number_words}) {number_scales}\b", {}))
    found = pattern.fullmatch("three dozen")
    assert found is not None
    assert found["count"] == "three"
    assert pattern.fullmatch("three ferry") is None


def test_a_name_in_braces_may_be_another_rule() -> None:
    """A rule beside comes before a word list, and may itself refer."""
    pattern = ENGLISH.filled("{pair} and {pair}", {"pair": "{number_words}-{number_words}"})
    assert re.fullmatch(pattern, "one-two and six-seven") is not None


@pytest.mark.parametrize("pattern", [r"\d{4}", "in {number} days"])
def test_quantifiers_and_the_place_of_a_number_are_no_references(pattern: str) -> None:
    """Braces around digits repeat; numbers are read by the engine."""
    assert ENGLISH.filled(pattern, {}) == pattern


def test_the_longest_entry_is_tried_first() -> None:
    """ "seven" would hide "seventeen"."""
    alternatives = ENGLISH.filled("{number_words}", {}).strip("(?:)").split("|")
    assert alternatives.index("seventeen") < alternatives.index("seven")


def test_an_unknown_list_is_an_error_when_the_rule_is_read() -> None:
    """A misspelt reference does not wait for a text that needs it."""
    with pytest.raises(FileNotFoundError):
        ENGLISH.filled("{no_such_list}", {})


def test_every_rule_of_a_file_has_its_pattern() -> None:
    """Name → pattern."""
    assert {"digits", "run"} <= ENGLISH.patterns("numbers").keys()


def test_equal_additions_give_one_pack_and_the_shipped_one_stays_as_it_is() -> None:
    """A project's own words are a value; only open lexicons take them."""
    added = (("honorifics", (("harbourmaster", ""),)),)
    own = ENGLISH.extended(added)
    assert own is ENGLISH.extended(added)
    assert own.words("honorifics") - ENGLISH.words("honorifics") == {"harbourmaster"}
    assert ENGLISH.extended(()) is ENGLISH
    with pytest.raises(ValueError, match="nothing can be added to months"):
        ENGLISH.extended((("months", (("fog", "13"),)),))
