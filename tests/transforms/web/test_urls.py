"""All addresses of a page fold into one key; nothing raises."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightdesk.transforms.web.urls import normalize_url

KEY = "https://example.org/ports/ferry-sinks"


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/ports/ferry-sinks",
        "http://example.org/ports/ferry-sinks/",
        "HTTPS://WWW.Example.org:443/ports//ferry-sinks#comments",
        "https://example.org/ports/ferry-sinks?utm_source=feed&utm_medium=rss&fbclid=x",
        "https://m.example.org/ports/ferry-sinks",
        "https://amp.example.org/ports/ferry-sinks",
        "https://example.org/ports/ferry-sinks/amp/",
        "https://example.org/amp/ports/ferry-sinks",
        "https://example.org/ports/ferry-sinks?outputType=amp",
        "https://www.google.com/amp/s/www.example.org/ports/ferry-sinks",
        "https://example-org.cdn.ampproject.org/c/s/example.org/ports/ferry-sinks",
        "https://user:secret@example.org/ports/./x/../ferry%2Dsinks",
        "  https://example.org/ports/ferry-sinks  ",
    ],
)
def test_one_page_has_one_key(address: str) -> None:
    assert normalize_url(address) == KEY


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("https://example.org/a?b=2&a=1", "https://example.org/a?a=1&b=2"),
        ("https://example.org:8443/a", "https://example.org:8443/a"),
        ("https://example.org/a%2fb", "https://example.org/a%2Fb"),
        ("https://m.org/a", "https://m.org/a"),
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"),
        ("/data/ferry.txt", "/data/ferry.txt"),
        ("http://[::1", "http://[::1"),
        ("", ""),
    ],
)
def test_what_names_the_page_stays(address: str, key: str) -> None:
    assert normalize_url(address) == key


@given(st.one_of(st.text(max_size=80), st.text(max_size=80).map(lambda tail: f"http://www.example.org/{tail}")))
def test_any_string_gives_a_key_that_is_its_own_key(address: str) -> None:
    key = normalize_url(address)
    assert normalize_url(key) == key
