"""Addresses as keys, codings there and back, robots and feeds of any shape."""

from __future__ import annotations

import gzip
import zlib
from datetime import UTC, datetime, timedelta

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nightdesk.transforms.records import Reason, Rejection
from nightdesk.transforms.suppression import domain_of, key_of
from nightdesk.transforms.web.answers import content_type, redirect, rejection_of_status, retry_after_s
from nightdesk.transforms.web.content_coding import undo_coding
from nightdesk.transforms.web.decoding import Decoded, decode, unpack
from nightdesk.transforms.web.feeds import Feed, absolute, parse_feed
from nightdesk.transforms.web.opml import Outline, parse_opml, render_opml
from nightdesk.transforms.web.retry_policy import RetryState, is_temporary, pause_days, was_not_asked, weight
from nightdesk.transforms.web.robots import MAX_CRAWL_DELAY_S, read_robots
from nightdesk.transforms.web.sitemaps import Sitemap, parse_sitemap
from nightdesk.transforms.web.urls import normalize_url, without_credentials

NOW = datetime(2031, 3, 12, 6, tzinfo=UTC)
HOSTS = st.sampled_from(["gazette.example", "www.gazette.example", "m.gazette.example", "WWW.Gazette.Example"])
PATHS = st.lists(st.sampled_from(["weir", "2031", "a-b", "ü", "%7Ea", "x.html", "..", "."]), max_size=4).map("/".join)
TRACKERS = st.sampled_from(["utm_source=a", "utm_medium=rss", "fbclid=1", "gclid=2", "mtm_x=3", "outputType=amp"])
URLS = st.builds("{}://{}/{}".format, st.sampled_from(["http", "https", "HTTP"]), HOSTS, PATHS)
CODERS = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
}


@given(URLS)
@settings(max_examples=50)
def test_a_key_is_its_own_key(url: str) -> None:
    key = normalize_url(url)
    assert normalize_url(key) == key
    assert key.startswith("https://gazette.example/")


@given(URLS, st.lists(TRACKERS, min_size=1, max_size=3))
@settings(max_examples=50)
def test_trackers_and_fragments_change_no_key(url: str, trackers: list[str]) -> None:
    assert normalize_url(f"{url}?{'&'.join(trackers)}#top") == normalize_url(url)


@given(URLS, st.permutations(["a=1", "b=2", "c=3"]))
@settings(max_examples=50)
def test_the_order_of_parameters_changes_no_key(url: str, parameters: list[str]) -> None:
    assert normalize_url(f"{url}?{'&'.join(parameters)}") == normalize_url(f"{url}?a=1&b=2&c=3")


@given(URLS)
@settings(max_examples=50)
def test_a_secret_in_an_address_is_in_no_key(url: str) -> None:
    scheme, rest = url.split("://", 1)
    with_secret = f"{scheme}://reader:hunter2@{rest}"
    assert "hunter2" not in without_credentials(with_secret)
    assert normalize_url(with_secret) == normalize_url(url)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("https://gazette.example/weir", "https://gazette.example/mill"),
        ("https://gazette.example/weir?id=1", "https://gazette.example/weir?id=2"),
        ("https://gazette.example/weir", "https://herald.example/weir"),
        ("https://gazette.example:81/weir", "https://gazette.example/weir"),
        ("https://gazette.example/Weir", "https://gazette.example/weir"),
    ],
)
def test_two_pages_have_two_keys(a: str, b: str) -> None:
    assert normalize_url(a) != normalize_url(b)


@pytest.mark.parametrize("coding", CODERS)
@given(data=st.binary(max_size=400))
@settings(max_examples=30)
def test_a_coded_body_comes_back_within_its_limit(coding: str, data: bytes) -> None:
    coded = CODERS[coding](data)
    assert undo_coding(coded, coding, len(data) + 1) == data
    assert undo_coding(coded, f" {coding.upper()} ", len(data) + 1) == data


@pytest.mark.parametrize("coding", CODERS)
def test_a_body_over_its_limit_is_too_large(coding: str) -> None:
    found = undo_coding(CODERS[coding](b"weir " * 100), coding, 499)
    assert isinstance(found, Rejection)
    assert found.reason is Reason.TOO_LARGE


@pytest.mark.parametrize("coding", ["gzip, br", "compress", "pack200-gzip", "gzip, gzip", "x"])
def test_two_codings_or_an_unknown_one_are_refused(coding: str) -> None:
    found = undo_coding(b"weir", coding, 100)
    assert isinstance(found, Rejection)
    assert found.reason is Reason.BAD_CODING


@given(st.lists(st.binary(max_size=50), min_size=1, max_size=4))
@settings(max_examples=30)
def test_all_members_of_a_file_are_unpacked_in_order(parts: list[bytes]) -> None:
    assert unpack(b"".join(gzip.compress(part) for part in parts)) == b"".join(parts)


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs")), min_size=1, max_size=80))
@settings(max_examples=50)
def test_text_in_utf_8_comes_back(text: str) -> None:
    found = decode(f"<p>{text}</p>".encode(), "utf-8")
    assert isinstance(found, Decoded)
    assert found.text == f"<p>{text}</p>"


@given(st.binary(max_size=200), st.sampled_from([200, 204, 301, 403, 404, 429, 500, 503]), st.text(max_size=20))
@settings(max_examples=50)
def test_any_robots_file_answers_for_any_path(content: bytes, status: int, path: str) -> None:
    robots = read_robots(status, content)
    assert robots.allows(f"https://gazette.example/{path}", "nightdesk") in (True, False)
    assert 0 <= robots.crawl_delay_s("nightdesk") <= MAX_CRAWL_DELAY_S
    assert isinstance(robots.sitemaps(), tuple)


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /private", "/a", True),
        ("User-agent: *\nDisallow: /private", "/private/a", False),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf.html", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b", True),
        ("User-agent: nightdesk\nDisallow: /\n\nUser-agent: *\nAllow: /", "/a", False),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("user-agent: *\ndisallow: /a # no\n", "/a", False),
    ],
)
def test_the_rules_of_a_robots_file_decide_by_path(rules: str, path: str, allowed: bool) -> None:
    robots = read_robots(200, rules.encode())
    assert robots.allows(f"https://gazette.example{path}", "nightdesk") is allowed


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.text("xyz &<>é", min_size=1, max_size=9)), max_size=5))
@settings(max_examples=30)
def test_a_list_of_feeds_goes_round(feeds: list[tuple[str, str]]) -> None:
    outlines = {f"https://{key}.example/feed": Outline(f"https://{key}.example/feed", f"t{t}t") for key, t in feeds}
    found = parse_opml(render_opml(outlines.values(), "Feeds"))
    if outlines:
        assert found == tuple(outlines.values())


def rss(*items: str) -> bytes:
    return f"<rss version='2.0'><channel><title>Gazette</title>{''.join(items)}</channel></rss>".encode()


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("/weir", "https://gazette.example/weir"),
        ("weir", "https://gazette.example/rivers/weir"),
        ("https://herald.example/weir", "https://herald.example/weir"),
        ("//herald.example/weir", "https://herald.example/weir"),
        ("mailto:a@gazette.example", None),
        ("javascript:void(0)", None),
        ("", None),
        (None, None),
        (5, None),
    ],
)
def test_a_link_is_absolute_or_none(link: object, address: str | None) -> None:
    assert absolute(link, "https://gazette.example/rivers/feed") == address


def test_entries_of_a_feed_keep_their_order_and_each_address_stands_once() -> None:
    items = [f"<item><title>{name}</title><link>https://gazette.example/{name}</link></item>" for name in "abac"]
    found = parse_feed(rss(*items), "https://gazette.example/feed")
    assert isinstance(found, Feed)
    assert [entry.url for entry in found.entries] == [f"https://gazette.example/{name}" for name in "abc"]


def test_addresses_of_a_sitemap_keep_their_order_and_each_stands_once() -> None:
    urls = "".join(f"<url><loc>https://gazette.example/{name}</loc></url>" for name in "abac")
    xml = f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{urls}</urlset>".encode()
    for content in (xml, gzip.compress(xml)):
        found = parse_sitemap(content, "https://gazette.example/sitemap.xml")
        assert isinstance(found, Sitemap)
        assert [entry.url for entry in found.pages] == [f"https://gazette.example/{name}" for name in "abc"]


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (200, None),
        (204, Reason.EMPTY),
        (401, Reason.DENIED),
        (403, Reason.DENIED),
        (404, Reason.MISSING),
        (410, Reason.GONE),
        (418, Reason.HTTP_ERROR),
        (429, Reason.RATE_LIMITED),
        (451, Reason.DENIED),
        (500, Reason.SERVER_ERROR),
        (503, Reason.SERVER_ERROR),
    ],
)
def test_a_status_is_a_page_or_has_its_reason(status: int, reason: Reason | None) -> None:
    found = rejection_of_status(status)
    assert (found.reason if found else None) is reason


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("text/html; charset=UTF-8", ("text/html", "utf-8")),
        ("TEXT/HTML", ("text/html", None)),
        ('text/plain; charset="latin-1"', ("text/plain", "latin-1")),
        ("", (None, None)),
        (None, (None, None)),
    ],
)
def test_a_content_type_is_a_type_and_a_charset(value: str | None, expected: tuple[str | None, str | None]) -> None:
    assert content_type(value) == expected


@given(st.integers(0, 10**7))
def test_a_wait_in_seconds_is_that_long_or_a_week(seconds: int) -> None:
    assert retry_after_s(str(seconds), NOW) == min(seconds, 7 * 24 * 3600)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_leads_to_its_location(status: int) -> None:
    assert redirect(status, "/weir") == "/weir"
    assert redirect(status, None) is None
    assert redirect(200, "/weir") is None


@given(st.lists(st.sampled_from([*Reason, None]), max_size=20))
@settings(max_examples=50)
def test_a_source_that_can_be_read_again_is_as_new(failures: list[Reason | None]) -> None:
    state = RetryState()
    for failure in failures:
        state = state.after(failure, NOW)
    assert state.after(None, NOW) == RetryState(0.0, NOW, None)


@given(st.lists(st.sampled_from(list(Reason)), min_size=1, max_size=20))
@settings(max_examples=50)
def test_each_failure_makes_the_pause_longer_or_leaves_it(failures: list[Reason]) -> None:
    state, pauses = RetryState(), []
    for failure in failures:
        state = state.after(failure, NOW)
        pauses.append((state.next_try_at or NOW + timedelta(days=1)) - NOW)
    assert pauses == sorted(pauses)
    assert pauses[-1] <= timedelta(days=14)


@pytest.mark.parametrize("reason", list(Reason))
def test_a_failure_weighs_little_where_it_is_of_the_moment(reason: Reason) -> None:
    assert weight(reason) in (0.25, 0.5, 1.0)
    assert (weight(reason) == 0.25) is is_temporary(reason)
    assert is_temporary(reason) or not was_not_asked(reason)


@given(st.floats(0, 100), st.floats(0, 100))
def test_more_weight_is_never_a_shorter_pause(a: float, b: float) -> None:
    assert 1 <= pause_days(min(a, b)) <= pause_days(max(a, b)) <= 14


@given(URLS)
@settings(max_examples=30)
def test_an_address_is_suppressed_under_every_spelling(url: str) -> None:
    assert key_of("url", url) == key_of("url", normalize_url(url))
    assert domain_of(url) in ("gazette.example", "m.gazette.example")
