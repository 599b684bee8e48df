"""What reads the web is total: any bytes and addresses give a value or a rejection, and keys are stable."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightdesk.transforms.records import Reason, Rejection
from nightdesk.transforms.suppression import SuppressionList, domain_of, key_of
from nightdesk.transforms.web.answers import content_type, rejection_of_status, retry_after_s
from nightdesk.transforms.web.decoding import Decoded, decode
from nightdesk.transforms.web.digests import digest_holds
from nightdesk.transforms.web.feeds import Feed, absolute, parse_feed, sanitized
from nightdesk.transforms.web.file_kinds import FileKind, file_kind, page_type
from nightdesk.transforms.web.json_feed import JsonFeed, is_json, read_json_feed
from nightdesk.transforms.web.links import article_links, common_feed_addresses, feed_links, page_title, selector_error
from nightdesk.transforms.web.opml import Outline, parse_opml, render_opml
from nightdesk.transforms.web.retry_policy import RetryState
from nightdesk.transforms.web.robots import read_robots
from nightdesk.transforms.web.rows import ColumnMap, article_row, front_matter
from nightdesk.transforms.web.sitemaps import Sitemap, is_older, parse_sitemap
from nightdesk.transforms.web.urls import normalize_url, without_credentials

URL = "https://harbour.example/a"
ADDRESSES = st.one_of(
    st.text(max_size=60),
    st.builds(
        "{}://{}/{}?{}".format,
        st.sampled_from(["http", "HTTPS", "ftp"]),
        st.sampled_from(
            ["www.a.example", "m.a.example:80", "amp.a.example", "user:pw@a.example", "[::1]", "ä.example"]
        ),
        st.text(max_size=20),
        st.text(max_size=20),
    ),
)
XML = st.lists(
    st.sampled_from(
        ["<rss>", "<feed>", "<urlset>", "<opml>", "<url><loc>", URL, "</loc></url>", "<item>", "<link>", "</link>",
         "<?xml version='1.0'?>", "<!DOCTYPE x [", "&a;", "<outline xmlUrl='", "'/>", "</item>", "\x00", "é"]
    ),
    max_size=12,
).map(lambda parts: "".join(parts).encode())  # fmt: skip
VALUES = st.one_of(
    st.none(), st.text(max_size=10), st.integers(), st.booleans(), st.lists(st.text(max_size=5), max_size=2)
)
ROWS = st.dictionaries(st.sampled_from(["id", "Title", "text", "html", "authors", "date", "x"]), VALUES)
CONTENT = st.one_of(st.binary(max_size=200), XML, XML.map(gzip.compress))


@pytest.mark.property
@given(CONTENT)
def test_any_bytes_are_read_or_rejected(content: bytes) -> None:
    assert isinstance(decode(content), Decoded | Rejection)
    assert isinstance(parse_feed(content, URL), Feed | Rejection)
    assert isinstance(parse_sitemap(content, URL), Sitemap | Rejection)
    assert isinstance(parse_opml(content), tuple | Rejection)
    assert isinstance(read_json_feed(content), JsonFeed | Rejection)
    assert isinstance(article_links(content, URL), tuple | Rejection)
    assert isinstance(file_kind("x", content), FileKind)
    assert isinstance(feed_links(content, URL), tuple)
    read_robots(200, content)
    page_title(content)


@pytest.mark.property
@given(ADDRESSES)
def test_an_address_has_one_key_and_no_credentials(address: str) -> None:
    key = normalize_url(address)
    assert normalize_url(key) == key
    assert key_of("url", address) == key_of("url", key)
    assert without_credentials(without_credentials(address)) == without_credentials(address)
    assert domain_of(domain_of(address)) == domain_of(address) or "/" in address
    assert SuppressionList(frozenset({key_of("url", address)})).covers(address) is bool(address)
    assert not SuppressionList().covers(address)


@pytest.mark.property
@given(ADDRESSES, st.text(max_size=40))
def test_headers_and_links_of_any_wording_are_read(address: str, value: str) -> None:
    media_type, charset = content_type(value)
    assert media_type is None or media_type == media_type.strip().lower() != ""
    assert charset is None or charset == charset.lower()
    wait = retry_after_s(value, datetime(2031, 5, 6, tzinfo=UTC))
    assert wait is None or 0 <= wait <= 7 * 24 * 3600
    found = absolute(address, URL)
    assert found is None or found.startswith(("http://", "https://"))
    assert sanitized(sanitized(value)) == sanitized(value)
    assert is_older(value, date(2031, 5, 6)) in (True, False)


@pytest.mark.property
@given(st.integers(100, 599))
def test_every_status_is_a_page_or_has_a_reason(status: int) -> None:
    rejection = rejection_of_status(status)
    assert (rejection is None) == (200 <= status < 300 and status not in (204, 205, 206))


@pytest.mark.property
@given(ROWS)
def test_a_row_with_a_body_is_read_and_any_other_is_bad(row: dict[str, object]) -> None:
    found = article_row(row, ColumnMap())
    if isinstance(found, Rejection):
        assert found.reason is Reason.BAD_ROW
    else:
        assert found.content
        assert found.media_type in ("text/html", "text/plain")


@pytest.mark.property
@given(st.text(max_size=80))
def test_front_matter_is_a_block_at_the_beginning_or_nothing(text: str) -> None:
    for written in (text, f"---\ntitle: {text}\n---\nBody"):
        keys, body = front_matter(written)
        assert written.endswith(body)
        assert bool(keys) == (body != written)


def test_a_row_that_is_no_object_is_bad() -> None:
    assert isinstance(article_row(["a"], ColumnMap()), Rejection)
    assert isinstance(article_row({"text": " "}, ColumnMap()), Rejection)


@pytest.mark.parametrize("algorithm", ["sha1", "sha-256", "MD5"])
def test_a_digest_holds_in_every_spelling_and_of_no_other_content(algorithm: str) -> None:
    raw = hashlib.new(algorithm.lower().replace("-", ""), b"page", usedforsecurity=False).digest()
    for spelling in (base64.b32encode(raw), base64.b64encode(raw), raw.hex().encode()):
        declared = f"{algorithm}:{spelling.decode()}"
        assert digest_holds(declared, b"other", b"page")
        assert digest_holds(declared.rstrip("="), b"page")
        assert not digest_holds(declared, b"other")
    assert digest_holds("crc32:abc", b"other")


@pytest.mark.parametrize(
    ("name", "head", "kind"),
    [
        ("a.JSONL", b"", FileKind.TABLE),
        ("a.warc.gz", b"", FileKind.WARC),
        ("a.md", b"WARC/1.0", FileKind.PAGE),
        ("a", b"WARC/1.0", FileKind.WARC),
        ("a", b"PAR1", FileKind.TABLE),
        ("a.xml", b"<?xml version='1.0'?><!-- x --><rss>", FileKind.FEED),
        ("a.json", b'{"version": "https://jsonfeed.org/version/1"}', FileKind.FEED),
        ("a.json", b"[]", FileKind.TABLE),
        ("a", '<?xml version="1.0"?><feed>'.encode("utf-16"), FileKind.FEED),
        ("a", b"The ferry sank.", FileKind.PAGE),
        ("a.urls", b"", FileKind.LIST),
    ],
)
def test_a_file_is_what_its_name_or_else_its_first_bytes_say(name: str, head: bytes, kind: FileKind) -> None:
    assert file_kind(name, head) is kind


def test_the_media_type_of_a_file_name() -> None:
    assert [page_type(name) for name in ("a.HTML.gz", "b.md", "c", "d.pdf")] == [
        "text/html",
        "text/markdown",
        None,
        None,
    ]


def test_a_json_feed_is_read_as_written_and_wrong_types_count_as_absent() -> None:
    raw = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": 7,
        "home_page_url": URL,
        "items": [{"id": "1", "url": URL, "title": "Ferry sinks", "tags": "x"}, "no item"],
    }
    content = json.dumps(raw).encode()
    found = read_json_feed(content)
    assert is_json(content)
    assert isinstance(found, JsonFeed)
    assert (found.title, found.home, len(found.items), found.items[0].tags) == (None, URL, 1, ())


@pytest.mark.property
@given(st.lists(st.tuples(st.text(max_size=10), st.text(max_size=10)), max_size=3))
def test_whatever_is_written_as_opml_can_be_read_again(titles: list[tuple[str, str]]) -> None:
    outlines = [Outline(f"https://a.example/{n}", title, None, lang) for n, (title, lang) in enumerate(titles)]
    found = parse_opml(render_opml(outlines, "feeds"))
    assert isinstance(found, tuple)
    assert [outline.url for outline in found] == [outline.url for outline in outlines]


def test_selectors_are_checked_and_feeds_are_guessed_inside_the_site() -> None:
    assert selector_error("article a") is None
    assert selector_error("a[") is not None
    assert all(address.startswith("https://harbour.example/") for address in common_feed_addresses(URL))


@pytest.mark.property
@given(st.lists(st.sampled_from([None, *Reason]), max_size=30))
def test_a_source_is_always_asked_again_within_two_weeks(failures: list[Reason | None]) -> None:
    state, now = RetryState(), datetime(2031, 5, 6, tzinfo=UTC)
    for failure in failures:
        state = state.after(failure, now)
        assert state.failure_weight >= 0
        assert state.next_try_at is None or (state.next_try_at - now).days <= 14
    assert state.after(None, now).is_due(now)
