"""What stands around a number: qualifiers, currencies, units of measure."""

import pytest

from nightdesk.transforms.facts.units import currency_after, currency_before, qualifier_before, qualifier_of, unit_after
from nightdesk.transforms.language.doc import Doc
from nightdesk.transforms.language.packs import ENGLISH


def doc(text: str) -> Doc:
    """A text of which nothing but the words is read."""
    return Doc(ENGLISH, text, None, (), (), None, None)


@pytest.mark.parametrize(
    ("before", "words", "kind"),
    [
        ("Around ", "around", "around"),
        ("it lost no more than ", "no more than", "max"),
        ("(at least the ", "at least", "min"),
        ("nearly a ", "nearly", "below"),
        ("just over ", "just over", "above"),
    ],
)
def test_qualifier(before: str, words: str, kind: str) -> None:
    """The longest words before the number count, with an article between."""
    found = qualifier_before(doc(f"{before}30 barges"), len(before))
    assert found is not None
    assert (found.words, found.kind) == (words, kind)
    assert before[found.start :].lower().startswith(words)


@pytest.mark.parametrize("before", ["", "thereabout ", "about, ", "about them "])
def test_no_qualifier(before: str) -> None:
    """Parts of words and words farther away bend nothing."""
    assert qualifier_before(doc(f"{before}30 barges"), len(before)) is None


@pytest.mark.parametrize("after", ["+ barges", " or more barges", "-plus barges", " and above"])
def test_or_more(after: str) -> None:
    """Words after the number are a lower bound; words before it come first."""
    found = qualifier_of(doc(f"30{after}"), 0, 2)
    assert found is not None
    assert (found.words, found.kind) == ("or more", "min")
    before = qualifier_of(doc(f"Only 30{after}"), 5, 7)
    assert before is not None
    assert before.kind == "exact"


@pytest.mark.parametrize(
    ("text", "start", "code", "place"),
    [("€30", 1, "EUR", 0), ("US$ 30", 4, "USD", 0), ("for chf 30", 8, "CHF", 4), ("Rs. 30", 4, "INR", 0)],
)
def test_currency_before(text: str, start: int, code: str, place: int) -> None:
    """A sign or code before the number, a space between them or none."""
    found = currency_before(doc(text), start, scaled=False)
    assert found is not None
    assert (found.code, found.place) == (code, place)


def test_letters_inside_a_word_are_no_currency() -> None:
    """ "cars 30" holds no rupees."""
    assert currency_before(doc("cars 30"), 5, scaled=False) is None


def test_a_lost_pound_sign_is_one_before_scaled_amounts_alone() -> None:
    """ "#30 million" was money, "#30" is a number in a list."""
    found = currency_before(doc("cost #30 million"), 6, scaled=True)
    assert found is not None
    assert (found.code, found.place) == (None, 5)
    assert currency_before(doc("cost #30"), 6, scaled=False) is None


@pytest.mark.parametrize(
    ("text", "code", "parts"),
    [("30 euros", "EUR", 1), ("30 Swiss francs", "CHF", 1), ("30 cents", "USD", 100), ("30-dollar", "USD", 1)],
)
def test_currency_after(text: str, code: str, parts: int) -> None:
    """Names of currencies and of their hundredths."""
    found = currency_after(doc(text), 2)
    assert found is not None
    assert (found.code, found.parts, found.place) == (code, parts, len(text))


@pytest.mark.parametrize("text", ["30 real reasons", "30 poundings", "30 barges"])
def test_no_currency_after(text: str) -> None:
    """An adjective or a longer word is no currency."""
    assert currency_after(doc(text), 2) is None


@pytest.mark.parametrize(
    ("text", "unit_class"),
    [
        ("30%", "percent"),
        ("30 per cent", "percent"),
        ("30 percentage points", "percentage_point"),
        ("30km", "kilometre"),
    ],
)
def test_unit(text: str, unit_class: str) -> None:
    """Units in words and signs."""
    found = unit_after(doc(text), 2)
    assert found is not None
    assert (found.unit_class, found.end) == (unit_class, len(text))


def test_a_project_adds_units() -> None:
    """A word of the project is a unit in its pack alone."""
    text = doc("30 fathoms deep")
    assert unit_after(text, 2) is None
    own = ENGLISH.extended((("units", (("fathoms", "fathom"),)),))
    found = unit_after(Doc(own, text.text, None, (), (), None, None), 2)
    assert found is not None
    assert found.unit_class == "fathom"
