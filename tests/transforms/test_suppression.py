"""Hashes of what is forgotten cover every spelling of it, and nothing else."""

from __future__ import annotations

import pytest

from nightdesk.transforms.facts.extract import extract
from nightdesk.transforms.records import Document
from nightdesk.transforms.suppression import SuppressionList, domain_of, key_of

TEXT = (
    "Ines Varga said the ferry was safe. “We heard a crash,” said Ines Varga. “Nobody is to blame,” said Ada Lind. "
    "Ada Lind pledged to repair the quay. Ines Varga promised to pay 20 euros."
)


@pytest.mark.parametrize(
    ("address", "covered"),
    [
        ("https://harbour.example/ferry", True),
        ("http://www.harbour.example/ferry?utm_source=mail#top", True),
        ("https://harbour.example/ferry-2", False),
        ("https://other.example/ferry", False),
    ],
)
def test_an_address_is_covered_under_every_spelling(address: str, covered: bool) -> None:
    assert SuppressionList(frozenset({key_of("url", "https://harbour.example/ferry")})).covers(address) is covered


@pytest.mark.parametrize(
    ("address", "covered"),
    [
        ("https://harbour.example/any", True),
        ("https://news.harbour.example:8080/any", True),
        ("https://notharbour.example/any", False),
        ("https://example/harbour.example", False),
        ("/srv/harbour.example/any.html", False),
    ],
)
def test_a_domain_covers_its_hosts_and_no_others(address: str, covered: bool) -> None:
    forgotten = SuppressionList(frozenset({key_of("domain", "WWW.Harbour.example")}))
    assert forgotten.covers("/srv/x", address) is covered


def test_a_domain_is_read_from_an_address_or_a_host() -> None:
    assert domain_of("https://www.harbour.example/a") == domain_of("harbour.example") == "harbour.example"


def test_no_fact_names_a_forgotten_person_and_all_others_stay() -> None:
    whole = extract(Document("a", None, TEXT, "2026-03-02", language="en"))
    left = SuppressionList(frozenset({key_of("person", "INES VARGA")})).without_persons(whole)
    assert "Ines Varga" in {quote.speaker for quote in whole.quotes}
    assert {quote.speaker for quote in left.quotes} == {quote.speaker for quote in whole.quotes} - {"Ines Varga"}
    assert "Ines Varga" not in {mention.canonical for mention in left.mentions}
    assert "Ines Varga" not in {actor for each in left.commitments for actor in each.actors}
    assert len(left.statements) < len(whole.statements)
    assert left.dates == whole.dates


def test_nothing_forgotten_changes_nothing() -> None:
    whole = extract(Document("a", None, TEXT, "2026-03-02", language="en"))
    assert SuppressionList().without_persons(whole) is whole
    assert not SuppressionList().covers("https://harbour.example/ferry")
