"""Figures: value, interval, unit, status and what their clause says."""

import pytest

from nightdesk.transforms.facts.extract import extract
from nightdesk.transforms.records import Document, Quantity


def figures(text: str) -> tuple[Quantity, ...]:
    return extract(Document("a", None, text, "2025-03-12", language="en")).quantities


def figure(text: str) -> Quantity:
    found = figures(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "low", "high", "low_open", "high_open"),
    [
        ("Around 40 barges sank.", 36, 44, False, False),
        ("More than 30 barges sank.", 30, None, True, False),
        ("At least 30 barges sank.", 30, None, False, False),
        ("Up to 30 barges sank.", 0, 30, False, False),
        ("Nearly 30 barges sank.", 27, 30, False, True),
        ("Fewer than 30 barges sank.", 0, 30, False, True),
        ("Some 30 to 40 barges sank.", 30, 40, False, False),
        ("Between 30 and 40 barges sank.", 30, 40, False, False),
        ("Only 30 barges sank.", 30, 30, False, False),
    ],
)
def test_interval(text: str, low: float, high: float | None, low_open: bool, high_open: bool) -> None:
    """The interval is what the words around the number mean."""
    found = figure(text)
    assert (found.low, found.high, found.low_open, found.high_open) == (pytest.approx(low), high, low_open, high_open)


@pytest.mark.parametrize(
    ("text", "surface", "value", "currency"),
    [
        ("The pier cost €200bn.", "€200bn", 200e9, "EUR"),
        ("The pier cost 20 billion euros.", "20 billion euros", 20e9, "EUR"),
        ("The pier cost US$1.2 million.", "US$1.2 million", 1.2e6, "USD"),
        ("A ticket costs 50 cents.", "50 cents", 0.5, "USD"),
        ("The pier cost 300 Swiss francs.", "300 Swiss francs", 300, "CHF"),
    ],
)
def test_money(text: str, surface: str, value: float, currency: str) -> None:
    """An amount has its ISO currency and spans sign and words."""
    found = figure(text)
    assert (found.kind, found.surface, found.value, found.currency) == (
        "money",
        surface,
        pytest.approx(value),
        currency,
    )


@pytest.mark.parametrize(
    ("text", "kind", "unit_class"),
    [
        ("Turnout was 61 percent.", "percent", "percent"),
        ("The pier is 300 metres long.", "measure", "metre"),
        ("A 30-day truce began.", "duration", "day"),
        ("Envoys of 26 allied nations met.", "count", "country"),
        ("Thirty leaders joined the call.", "count", "country"),
        ("Thirty sailors drowned.", "count", "sailor"),
        ("Two dozen people drowned.", "count", "person"),
        ("It was the second storm.", "ordinal", "storm"),
    ],
)
def test_kind_and_class(text: str, kind: str, unit_class: str) -> None:
    """A figure's kind and class say what it may be compared with."""
    found = figure(text)
    assert (found.kind, found.unit_class) == (kind, unit_class)


@pytest.mark.parametrize(
    ("text", "status", "predicate"),
    [
        ("Thirty envoys took part in the talks.", "actual", "participate"),
        ("More than 30 states are expected to join the talks.", "expected", "participate"),
        ("The mill will cut 1,200 jobs.", "planned", "cut"),
        ("The mill is cutting 1,200 jobs.", "planned", "cut"),
        ("The mill has cut 1,200 jobs.", "actual", "cut"),
        ("The storm left nearly 20 people missing.", "actual", "missing"),
        ("Police said 15,000 people marched.", "actual", "participate"),
        ("The league, composed of 26 states, met.", "actual", "participate"),
        ("The gas leak left 40 people hospitalised.", "actual", "injure"),
        ("The gas leak left 40 people hospitalized.", "actual", "injure"),
    ],
)
def test_clause(text: str, status: str, predicate: str) -> None:
    """The clause says what the figure answers and whether it has happened."""
    found = figure(text)
    assert (found.status, found.predicate) == (status, predicate)


def test_a_bare_figure_takes_the_class_of_its_noun() -> None:
    """ "The crowd … at 100,000" counts people."""
    assert figure("Organisers put the crowd at 100,000.").unit_class == "person"


def test_dates_and_names_are_no_figures() -> None:
    """Calendar years, clock times and numbered names count nothing."""
    assert figures("In 2019 the Boeing 737 left at 18:30 on 3 May.") == ()


def test_a_bare_amount_takes_the_currency_its_sentence_has_named() -> None:
    """ "$5 billion on top of the four billion" are two amounts of dollars."""
    found = figures("The port wants $5 billion on top of the four billion it has had.")
    assert [(q.kind, q.value, q.currency) for q in found] == [("money", 5e9, "USD"), ("money", 4e9, "USD")]


@pytest.mark.parametrize(
    "text",
    [
        "The port had, at one point, a tram.",
        "Comet unveiled its Suite ’11 in Oslo.",
        "Comet will rename the Comet Five Hundred to Star.",
    ],
)
def test_occasions_cut_years_and_names_count_nothing(text: str) -> None:
    assert figures(text) == ()


def test_decades_are_no_years() -> None:
    """The unit of three decades is the decade: its value is 3."""
    found = figure("The mill stood for three decades.")
    assert (found.value, found.unit_class) == (3, "decade")


def test_a_sign_after_an_amount_belongs_to_the_next() -> None:
    """ "€57 million (US$78 million)" are two amounts; the first ends before the bracket."""
    found = figures("The firm offers €57 million (US$78 million) for the plant.")
    assert [(q.surface, q.value, q.currency) for q in found] == [
        ("€57 million", 57e6, "EUR"),
        ("US$78 million", 78e6, "USD"),
    ]
