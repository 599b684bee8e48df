"""Figures and claims of any kind, for properties."""

from datetime import date

from hypothesis import strategies as st

from nightdesk.transforms.records import Claim, Quantity

_VALUES = (0.0, 0.5, 3.0, 18.0, 20.0, 24.0, 26.0, 30.0, 1_200.0, 12_000.0, 1.48e6, 1.5e6)
_SURFACES = ("18", "two dozen", "1.5 million", "two-thirds", "12,000", "a few")


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    """A figure whose interval holds its value."""
    value = draw(st.one_of(st.none(), st.sampled_from(_VALUES)))
    slack = draw(st.sampled_from((0.0, 0.0, 2.0, 100.0)))
    middle = value if value is not None else draw(st.sampled_from(_VALUES))
    low = draw(st.sampled_from((middle, middle - slack, None)))
    high = draw(st.sampled_from((middle, middle + slack, None)))
    wide = low is None or high is None or low < high  # an open end of a single value would leave nothing
    kind = draw(st.sampled_from(("count", "count", "money", "percent", "measure", "duration", "age", "ordinal")))
    return Quantity(
        sentence_no=0,
        start=draw(st.integers(0, 40)),
        end=50,
        surface=draw(st.sampled_from(_SURFACES)),
        kind=kind,
        value=value,
        low=low,
        high=high,
        low_open=wide and draw(st.booleans()),
        high_open=wide and draw(st.booleans()),
        approx=draw(st.booleans()),
        qualifier=draw(st.sampled_from((None, "around"))),
        unit=None,
        unit_class=draw(st.sampled_from(("person", "person", "country", "kilometre", "metre", "share", None))),
        currency=draw(st.sampled_from(("EUR", "USD"))) if kind == "money" else None,
        status=draw(st.sampled_from(("actual", "actual", "planned"))),
        attributed_to=None,
        head=draw(st.sampled_from(("people", "envoy", "soldier", None))),
        subject=draw(st.sampled_from(("Veldria", "the firm", "company", "Ostry Harbour", None))),
        predicate=draw(st.sampled_from(("participate", "participate", "change", "cut", None))),
        as_of=draw(st.sampled_from((None, None, date(2025, 3, 15), date(2025, 3, 20)))),
        rule="count",
        confidence=0.9,
    )


@st.composite
def stories(draw: st.DrawFn) -> list[Claim]:
    """The claims of one story: up to four articles, the first perhaps copied by others."""
    found = []
    for number, quantity in enumerate(draw(st.lists(quantities(), max_size=8))):
        article = draw(st.sampled_from("abcd"))
        parent = "a" if article in "bc" else None
        superseded = draw(st.sampled_from((False, False, False, True)))
        origin = parent or article
        found.append(Claim(f"q{number}", article, origin, parent, "Veldria counted.", quantity, superseded))
    return found
