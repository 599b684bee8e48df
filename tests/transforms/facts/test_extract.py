import time
from dataclasses import replace
from datetime import date

import pytest

from nightdesk.transforms.facts.as_json import extraction_to_json
from nightdesk.transforms.facts.extract import extract
from nightdesk.transforms.records import Document

TEXT = "14 March 2031\nAda Varga said on Monday that 26 towns would pay €2 million. “We will,” she said."


def test_the_given_day_wins_over_the_stated_one() -> None:
    given = extract(Document("a", None, TEXT, "2031-03-20T10:00:00+00:00", language="en"))
    stated = extract(Document("a", None, TEXT, language="en"))
    silent = extract(Document("a", None, "Nothing happened.", language="en"))
    assert (given.reference_date, given.reference_basis) == (date(2031, 3, 20), "given")
    assert (stated.reference_date, stated.reference_basis) == (date(2031, 3, 14), "text")
    assert (silent.reference_date, silent.reference_basis) == (None, None)


def test_the_json_object_has_the_agreed_keys() -> None:
    found = extraction_to_json(extract(Document("a", None, TEXT, language="en")), TEXT)
    assert list(found) == [
        "language",
        "reference_date", "reference_basis", "sentences", "attributions", "entities", "dates", "quantities",
        "statements", "commitments", "byline", "agency", "dateline", "publication_date", "boilerplate",
    ]  # fmt: skip
    assert found["publication_date"] == "2031-03-14"
    assert {q["kind"] for q in found["quantities"]} >= {"count", "money"}


@pytest.mark.parametrize(
    "part",
    [
        "2031-05-04 ",
        "It left at 10:30. ",
        '"It was calm," said Ada Lind. ',
        "Norway will send 40 tanks to Chad by Friday. ",
        "Sign up for our newsletter\n\nThe ferry left.\n\n",
    ],
)
def test_time_grows_with_the_length_of_an_article(part: str) -> None:
    """Each looked at all of its kind for every one: 64 times the work for 8 times the text."""
    extract(Document("a", None, part, language="en"))
    few, many = (_seconds(part * count) for count in (1_500, 12_000))
    assert many < 24 * few


def _seconds(text: str) -> float:
    started = time.process_time()
    extract(Document("a", None, text, "2031-03-20", language="en"))
    return time.process_time() - started


def test_a_fact_that_is_not_where_it_says_is_refused() -> None:
    extraction = extract(Document("a", None, TEXT, language="en"))
    moved = replace(extraction.mentions[0], start=0, end=3)
    with pytest.raises(ValueError, match="is not at 0"):
        extraction_to_json(replace(extraction, mentions=(moved,)), TEXT)


@pytest.mark.parametrize(
    "text",
    [
        "",
        'Lind told that lunwork "We "a harbour", Berg insisted',
        "\n\n",
        "“",
        "”“”",
        "...",
        "A",
        "“Said.” said said said,",
        "’s of the",
        "\U0001f600 Ω",
    ],
)
def test_odd_texts_do_not_break_it(text: str) -> None:
    assert extraction_to_json(extract(Document("a", None, text, language="en")), text)["sentences"] is not None


def test_a_day_that_is_no_day_counts_as_not_given() -> None:
    assert extract(Document("a", None, TEXT, "last spring", language="en")).reference_basis == "text"


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "piece", ["said, ", "he said that ", "according to ", "“ ", "” ", "Ada Moss ", "A b\n", "of the "]
)
def test_long_odd_texts_take_time_in_proportion(piece: str) -> None:
    text = piece * (40_000 // len(piece))
    assert extract(Document("a", None, text, language="en")).sentences
