"""What holds of the figures of any text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from nightdesk.transforms.facts.extract import extract
from nightdesk.transforms.records import Document, Quantity

WORDS = (
    *("around", "more than", "between", "from", "to", "and", "–", "-", "or", "of the", "€", "US$", "#", "per cent"),
    *("30", "40", "1.5 million", "two dozen", "half a", "hundreds of", "a third of", "second", "1986", "3-year-old"),
    *("barges", "people", "countries", "Swiss francs", "km", "days", "sank", "were killed", "hospitalised", "missing"),
    *("Ada Quill,", "49,", "Boeing 737", "the ’98 season", "one", "5m", "(", ")", "“", "”", ".", "\n", "said", "will"),
)
texts = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=14).map("".join),
)
first_sentences = st.sampled_from((
    "Around 40 barges sank on 3 May 2024.",
    "Veldria will pay €900 million for 26 ferries.",
    "Between 30 and 40 people were injured.",
))  # fmt: skip


def figures(text: str) -> tuple[Quantity, ...]:
    return extract(Document("a", None, text, "2025-03-12", language="en")).quantities


@settings(max_examples=150, deadline=None)
@given(texts)
def test_figures_stand_in_order_where_they_say(text: str) -> None:
    """No text raises; figures lie inside it, none overlaps the one before, and each is its surface."""
    end = 0
    for figure in figures(text):
        assert end <= figure.start < figure.end <= len(text)
        assert text[figure.start : figure.end] == figure.surface
        end = figure.end


@settings(max_examples=150, deadline=None)
@given(texts)
def test_a_value_lies_in_its_interval(text: str) -> None:
    """Low is never above high, and an exact value never outside; a range has no value."""
    for figure in figures(text):
        low = float("-inf") if figure.low is None else figure.low
        high = float("inf") if figure.high is None else figure.high
        assert low <= high
        assert figure.value is None or low <= figure.value <= high


@settings(max_examples=60, deadline=None)
@given(texts)
def test_reading_twice_is_equal(text: str) -> None:
    """The finders have no state."""
    assert figures(text) == figures(text)


@settings(max_examples=60, deadline=None)
@given(first_sentences, texts)
def test_a_paragraph_added_leaves_earlier_figures(first: str, added: str) -> None:
    """What a figure is does not depend on what follows its paragraph."""
    before = [(figure.start, figure.surface, figure.low, figure.high, figure.unit_class) for figure in figures(first)]
    after = figures(f"{first}\n{added}")
    assert [(each.start, each.surface, each.low, each.high, each.unit_class) for each in after][: len(before)] == before
