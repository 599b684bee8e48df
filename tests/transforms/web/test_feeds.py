"""Feeds: addresses and hints of each entry, from well-formed and from broken bytes."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightdesk.transforms.records import Reason, Rejection
from nightdesk.transforms.web.feeds import Feed, absolute, parse_feed
from nightdesk.transforms.web.links import article_links, feed_links
from nightdesk.transforms.web.opml import Outline, parse_opml, render_opml
from nightdesk.transforms.web.sitemaps import parse_sitemap

URL = "https://a.example/feed.xml"


def feed(text: str | bytes) -> Feed:
    found = parse_feed(text if isinstance(text, bytes) else text.encode(), URL)
    assert isinstance(found, Feed)
    return found


def rss(items: str) -> str:
    return f'<rss version="2.0"><channel><title>A</title><language>en-GB</language>{items}</channel></rss>'


def test_links_are_made_absolute_and_each_address_stands_once() -> None:
    found = feed(
        rss("<item><link>/1</link></item><item><link> https://a.example/1 </link></item><item><link>2</link></item>")
    )
    assert [entry.url for entry in found.entries] == ["https://a.example/1", "https://a.example/2"]
    assert (found.title, found.language) == ("A", "en-GB")


def test_entries_without_an_address_all_stay() -> None:
    found = feed(
        rss("<item><title>x</title></item><item><title>x</title></item><item><link>javascript:x</link></item>")
    )
    assert [entry.url for entry in found.entries] == [None, None, None]


def test_the_date_stays_as_written_and_markup_goes() -> None:
    (entry,) = feed(
        rss("<item><title>A &lt;b&gt;big&lt;/b&gt; &amp;amp; day</title><pubDate>1773100800</pubDate></item>")
    ).entries
    assert entry.hints.title == "A big & day"
    assert entry.hints.published == "1773100800"
    assert entry.hints.language == "en-GB"


@pytest.mark.parametrize("charset", ["utf-16", "utf-32", "cp1252", "utf-8-sig"])
def test_any_declared_charset_is_read(charset: str) -> None:
    declared = "utf-8" if charset == "utf-8-sig" else charset
    text = f'<?xml version="1.0" encoding="{declared}"?>' + rss("<item><title>Café</title></item>")
    assert feed(text.encode(charset)).entries[0].hints.title == "Café"


@pytest.mark.parametrize("content", [b"", b"<html>Log in", b"\x89PNG", b"{}", b'{"version": "https://jsonfeed.org'])
def test_what_is_no_feed_is_a_rejection(content: bytes) -> None:
    found = parse_feed(content, URL)
    assert isinstance(found, Rejection)
    assert found.reason is Reason.BAD_FEED


def test_a_tag_with_a_hundred_thousand_attributes_is_refused_at_once() -> None:
    """feedparser would work on it for over a minute."""
    attributes = " ".join(f'a{n}="x"' for n in range(100_000))
    started = time.monotonic()
    found = parse_feed(rss(f"<item {attributes}><title>x</title></item>").encode(), URL)
    assert isinstance(found, Rejection)
    assert found.reason is Reason.PARSER_LIMIT
    assert time.monotonic() - started < 5


def test_a_picture_inside_an_entry_is_no_attack() -> None:
    picture = f'<![CDATA[<img src="data:image/png;base64,{"A" * 200_000}">text]]>'
    assert feed(rss(f"<item><link>/1</link><description>{picture}</description></item>")).entries[0].url


@pytest.mark.parametrize("link", ["mailto:a@b.example", "ftp://a.example/", "", " ", "http://[bad", None, 5])
def test_an_address_that_cannot_be_asked_is_none(link: object) -> None:
    assert absolute(link, "https://a.example/") is None


def test_a_page_names_its_feeds_the_declared_one_first_and_no_comments() -> None:
    page = b"""<a href="/rss/sport.xml">RSS</a><link rel="alternate" type="application/atom+xml" href="main.atom">
    <link rel="alternate" type="application/rss+xml" href="/comments/feed">
    <link rel="alternate" hreflang="de" href="/de">"""
    assert feed_links(page, "https://a.example/x/") == (
        "https://a.example/x/main.atom",
        "https://a.example/rss/sport.xml",
    )


def test_opml_goes_round() -> None:
    outlines = (Outline("https://a.example/feed", "A & B", None, "en"), Outline("https://b.example/feed", "\x01B"))
    found = parse_opml(render_opml(outlines, "Mine"))
    assert found == (outlines[0], Outline("https://b.example/feed", "B"))


def test_opml_folders_are_flattened_and_what_is_no_opml_is_rejected() -> None:
    nested = b'<opml><body><outline text="F"><outline text="A" xmlUrl="https://a.example/f"/></outline></body></opml>'
    assert parse_opml(nested) == (Outline("https://a.example/f", "A"),)
    assert isinstance(parse_opml(b"<html>"), Rejection)


@pytest.mark.property
@given(st.binary(max_size=300))
def test_no_bytes_raise(content: bytes) -> None:
    for prefix in (
        b"",
        b"<rss version='2.0'><channel><item>",
        b'{"version": "https://jsonfeed.org/version/1",',
        b"<urlset><url><loc>",
    ):
        assert parse_feed(prefix + content, URL) is not None
        assert parse_sitemap(prefix + content, URL) is not None
        assert isinstance(article_links(prefix + content, URL), tuple | Rejection)
        assert isinstance(parse_opml(prefix + content), tuple | Rejection)
