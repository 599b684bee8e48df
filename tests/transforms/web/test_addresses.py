"""Many names of a page are one article; secrets in an address go nowhere."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from nightdesk.transforms.clean.versions import Decision, addresses, decide
from nightdesk.transforms.records import Article, Capture, Hints
from nightdesk.transforms.web.urls import without_credentials

PAGE = "https://harbour.example/news/ferry-aground"
NAMES = (
    "http://harbour.example/news/ferry-aground",
    "https://www.harbour.example/news/ferry-aground/",
    "https://m.harbour.example/news/ferry-aground",
    "https://harbour.example/amp/news/ferry-aground",
    "https://harbour.example/news/ferry-aground?outputType=amp",
    "https://harbour.example/news/ferry-aground?utm_source=rss&utm_medium=feed&fbclid=IwAR0abc",
    "https://harbour.example/news/ferry-aground#comments",
    "https://harbour-example.cdn.ampproject.org/c/s/harbour.example/news/ferry-aground",
)


def decisions(*captures: tuple[str, str | None], by_guid: bool = False) -> list[Decision]:
    """What becomes of captures of one text and guid, in turn: the address asked for and the one that answered."""
    article = Article("Ferry aground", "The ferry ran aground.")
    known: dict[str, str] = {}
    found = []
    for number, (url, final_url) in enumerate(captures):
        capture = Capture(
            str(number), "s", url, final_url, datetime(2026, 3, 10, tzinfo=UTC), None, None, b"", Hints(guid="7")
        )
        names = addresses(capture, article, by_guid)
        decision = decide(names, known, dict.fromkeys(known.values(), (1, "sha")), "sha")
        known |= {address: decision.article_id for address, _ in names}
        found.append(decision)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_page_seen_under_two_names_is_one_article(name: str) -> None:
    first, second = decisions((PAGE, None), (name, None))
    assert (first.article_id, second.outcome) == (second.article_id, "unchanged")


def test_a_short_address_leads_to_the_article_it_led_to() -> None:
    first, second, third = decisions(
        ("https://sho.example/x1", PAGE), (PAGE, None), ("https://sho.example/x2", f"{PAGE}?utm_source=y")
    )
    assert first.article_id == second.article_id == third.article_id


@pytest.mark.parametrize("by_guid", [False, True])
def test_where_addresses_change_the_guid_can_say_that_it_is_the_same(by_guid: bool) -> None:
    first, second = decisions(("https://a.example/s/k3j9", None), ("https://a.example/s/q8w1", None), by_guid=by_guid)
    assert (first.article_id == second.article_id) is by_guid


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("https://reader:secret@a.example/x", "https://a.example/x"),
        (" http://secret@a.example:81/x", " http://a.example:81/x"),
        ("https://a.example/@handle", "https://a.example/@handle"),
        ("https://a.example?mail=b@c.example", "https://a.example?mail=b@c.example"),
        ("/folder/a@b.txt", "/folder/a@b.txt"),
    ],
)
def test_secrets_in_an_address_are_taken_out(url: str, plain: str) -> None:
    assert without_credentials(url) == plain
