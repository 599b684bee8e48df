"""Figures by their wordings: value, interval, unit, kind, status and who states them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nightdesk.transforms.facts.extract import extract
from nightdesk.transforms.records import Document, Quantity


def figures(text: str) -> tuple[Quantity, ...]:
    return extract(Document("a", None, text, "2031-03-12", language="en")).quantities


def only(text: str) -> Quantity:
    found = figures(text)
    assert len(found) == 1, [(q.surface, q.value) for q in found]
    return found[0]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("12", 12),
        ("twelve", 12),
        ("a dozen", 12),
        ("two dozen", 24),
        ("42", 42),
        ("forty-two", 42),
        ("one hundred", 100),
        ("a hundred", 100),
        ("1,200", 1200),
        ("1200", 1200),
        ("12,345", 12345),
        ("two thousand", 2000),
        ("1.5 million", 1_500_000),
        ("half a million", 500_000),
        ("a million", 1_000_000),
        ("3 billion", 3_000_000_000),
    ],
)
def test_a_count_has_its_value_however_it_is_written(words: str, value: float) -> None:
    found = only(f"The council counted {words} barges.")
    assert (found.kind, found.value, found.low, found.high) == ("count", value, value, value)
    assert (found.unit, found.head) == ("barges", "barge")


@pytest.mark.parametrize("words", ["more than", "over", "in excess of", "upwards of", "above"])
def test_a_lower_bound_leaves_the_upper_end_open(words: str) -> None:
    found = only(f"The council counted {words} 30 barges.")
    assert (found.value, found.low, found.high, found.low_open) == (30, 30, None, True)


@pytest.mark.parametrize("words", ["at least", "no fewer than", "a minimum of"])
def test_a_lower_bound_may_include_its_number(words: str) -> None:
    found = only(f"The council counted {words} 30 barges.")
    assert (found.low, found.high, found.low_open) == (30, None, False)


@pytest.mark.parametrize("words", ["fewer than", "less than", "under", "below"])
def test_an_upper_bound_stays_below_its_number(words: str) -> None:
    found = only(f"The council counted {words} 30 barges.")
    assert (found.high, found.high_open) == (30, True)
    assert found.low is None or found.low < 30


@pytest.mark.parametrize("words", ["up to", "at most", "no more than"])
def test_an_upper_bound_may_include_its_number(words: str) -> None:
    found = only(f"The council counted {words} 30 barges.")
    assert (found.high, found.high_open) == (30, False)


@pytest.mark.parametrize("words", ["about", "around", "some", "roughly", "approximately", "an estimated"])
def test_an_approximate_figure_has_an_interval_around_its_number(words: str) -> None:
    found = only(f"The council counted {words} 30 barges.")
    assert found.low is not None
    assert found.high is not None
    assert found.approx
    assert found.low < 30 < found.high


@pytest.mark.parametrize("words", ["nearly", "almost", "close to"])
def test_what_is_nearly_reached_lies_below(words: str) -> None:
    found = only(f"The council counted {words} 30 barges.")
    assert found.approx
    assert found.low is not None
    assert found.low < 30


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("The council counted 20 to 25 barges.", 20, 25),
        ("The council counted between 20 and 25 barges.", 20, 25),
        ("The council counted 2 to 3 million barges.", 2_000_000, 3_000_000),
    ],
)
def test_a_range_is_one_figure_from_its_lower_to_its_upper_number(text: str, low: float, high: float) -> None:
    found = only(text)
    assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize(
    ("words", "value", "currency"),
    [
        ("€4 million", 4_000_000, "EUR"),
        ("$4.2bn", 4_200_000_000, "USD"),
        ("£300", 300, "GBP"),
        ("4 million euros", 4_000_000, "EUR"),
        ("200 dollars", 200, "USD"),
        ("¥5,000", 5000, "JPY"),
        ("US$40", 40, "USD"),
        ("EUR 40", 40, "EUR"),
    ],
)
def test_money_has_an_amount_and_a_currency(words: str, value: float, currency: str) -> None:
    found = only(f"The gate cost {words}.")
    assert (found.kind, found.value, found.currency) == ("money", value, currency)


@pytest.mark.parametrize("words", ["12 percent", "12 per cent", "12%", "twelve percent", "12 %"])
def test_a_share_is_a_percentage_however_it_is_written(words: str) -> None:
    found = only(f"The toll rose by {words}.")
    assert (found.kind, found.value, found.unit_class) == ("percent", 12, "percent")


@pytest.mark.parametrize(
    ("words", "value"),
    [("12 kilometres", 12), ("12 km", 12), ("3.5 metres", 3.5), ("40 tonnes", 40), ("12 miles", 12), ("5 litres", 5)],
)
def test_a_measure_has_a_unit(words: str, value: float) -> None:
    found = only(f"The barge measured {words}.")
    assert (found.kind, found.value) == ("measure", value)
    assert found.unit_class is not None


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Twelve barges sank.", "actual"),
        ("Twelve barges have sunk.", "actual"),
        ("Twelve barges will sail.", "planned"),
        ("Twelve barges are expected to sail.", "expected"),
        ("The council plans to buy twelve barges.", "planned"),
    ],
)
def test_the_status_follows_the_verb(text: str, status: str) -> None:
    assert only(text).status == status


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        ("Twelve people were killed.", "die"),
        ("Twelve people died.", "die"),
        ("The flood killed twelve people.", "die"),
        ("Twelve people were injured.", "injure"),
        ("Twelve people were hurt.", "injure"),
        ("Twelve people were arrested.", "arrest"),
        ("Police arrested twelve people.", "arrest"),
        ("Twelve people are missing.", "missing"),
    ],
)
def test_words_of_one_meaning_are_one_predicate(text: str, predicate: str) -> None:
    assert only(text).predicate == predicate


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ada Quill said twelve barges had sunk.", "Ada Quill"),
        ("Twelve barges sank, Ada Quill said.", "Ada Quill"),
        ("According to Ada Quill, twelve barges sank.", "Ada Quill"),
        ("Twelve barges sank.", None),
    ],
)
def test_a_figure_is_attributed_to_whoever_states_it(text: str, speaker: str | None) -> None:
    assert only(text).attributed_to == speaker


@pytest.mark.parametrize(
    "text",
    [
        "The weir burst on 3 May 2019.",
        "The weir burst in 2019.",
        "The weir burst at 18:30.",
        "Article 5 was read aloud.",
        "Number 10 kept silent.",
        "One of them left.",
        "Nobody came.",
        "",
    ],
)
def test_dates_names_and_labels_are_no_figures(text: str) -> None:
    assert figures(text) == ()


UNITS = st.sampled_from(["barges", "people", "towns", "gates", "countries"])
FRAMES = st.sampled_from(["The council counted {} {}.", "There were {} {} in Ulm.", "Ada Quill saw {} {}."])


@given(st.integers(2, 10**9).filter(lambda n: not 1000 <= n <= 2999), UNITS, FRAMES)
@settings(max_examples=50)
def test_any_count_is_found_with_its_value_and_its_noun(number: int, unit: str, frame: str) -> None:
    found = only(frame.format(f"{number:,}", unit))
    assert (found.kind, found.value, found.unit) == ("count", number, unit)


@given(st.integers(2, 900), st.integers(1, 90), UNITS)
@settings(max_examples=50)
def test_a_range_is_in_order_and_holds_its_value(low: int, more: int, unit: str) -> None:
    found = only(f"The council counted between {low} and {low + more} {unit}.")
    assert (found.low, found.high) == (low, low + more)
    assert found.value is None or low <= found.value <= low + more


@given(st.integers(2, 10**6), st.sampled_from(["more than", "at least", "about", "nearly", "up to", "fewer than", ""]))
@settings(max_examples=50)
def test_low_is_never_above_high(number: int, words: str) -> None:
    for found in figures(f"The council counted {words} {number:,} barges."):
        assert found.low is None or found.high is None or found.low <= found.high
