"""Statements: who does what, in which time and polarity."""

import pytest

from nightdesk.transforms.facts.extract import extract
from nightdesk.transforms.records import Document, Statement


def statement(text: str, verb: str) -> Statement:
    found = [s for s in extract(Document("a", None, text, "2025-03-12", language="en")).statements if s.surface == verb]
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "verb", "subject", "object_"),
    [
        ("The harbour board sold three ferries.", "sold", "The harbour board", "three ferries"),
        ("Three ferries were sold by the harbour board.", "sold", "the harbour board", "Three ferries"),
        ("The board, which owns the pier, sold three ferries.", "sold", "The board", "three ferries"),
        ("The board, which owns the pier, sold three ferries.", "owns", "which", "the pier"),
        ("The board agreed to sell three ferries.", "sell", "The board", "three ferries"),
        ("The mayor asked the board to sell three ferries.", "sell", "the board", "three ferries"),
        ("The board bought the pier and sold three ferries.", "sold", "The board", "three ferries"),
        ("Describing the fire, Ada Quill praised the crew.", "Describing", "Ada Quill", "the fire"),
    ],
)
def test_arguments(text: str, verb: str, subject: str, object_: str) -> None:
    """Subject is who does it and object what it is done to, in active and passive alike."""
    found = statement(text, verb)
    spans = [text[span[0] : span[1]] if span else None for span in (found.subject, found.object)]
    assert spans == [subject, object_]


@pytest.mark.parametrize(
    ("text", "verb", "polarity"),
    [
        ("The board did not sell the pier.", "sell", "NEG"),
        ("No ferry sank.", "sank", "NEG"),
        ("The board refused to sell the pier.", "sell", "NEG"),
        ("The board didn’t sell the pier.", "sell", "NEG"),
        ("The crew left without paying.", "paying", "NEG"),
        ("The board sold the pier.", "sold", "POS"),
    ],
)
def test_polarity(text: str, verb: str, polarity: str) -> None:
    """Helpers, subjects and governing verbs can deny a verb."""
    assert statement(text, verb).polarity == polarity


@pytest.mark.parametrize(
    ("text", "verb", "time"),
    [
        ("The board will sell the pier.", "sell", "FUTURE"),
        ("The board plans to sell the pier.", "sell", "FUTURE"),
        ("The board began to sell the ferries.", "sell", "PAST"),
        ("The board sold the pier.", "sold", "PAST"),
        ("The board sells tickets.", "sells", "PRESENT"),
        ("The board will buy the pier and sell the ferries.", "sell", "FUTURE"),
    ],
)
def test_time(text: str, verb: str, time: str) -> None:
    """Infinitives look ahead unless their verb says that it has begun."""
    assert statement(text, verb).time == time


def test_nouns_are_no_statements() -> None:
    """ "The plans" and "a meeting" are no verbs."""
    assert (
        extract(Document("a", None, "The plans of the mill. A meeting of the board.", None, language="en")).statements
        == ()
    )
