"""Sitemaps, listing pages, lists of addresses, JSON Feed: what is named is fetched once, what is not is counted."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from collect_support import shown

from nightdesk.flows.collect import COLLECTORS, CollectContext, Item, Received, Refused
from nightdesk.flows.collect.client.mirror import Mirror
from nightdesk.flows.source import Source
from nightdesk.transforms.records import Reason

NOW = datetime(2026, 3, 10, 22, tzinfo=UTC)
SITE = "https://a.example"
PAGES = ("one", "two", "three", "old")


@pytest.fixture
def web(tmp_path: Path) -> Path:
    """A site with four pages."""
    (tmp_path / "a.example").mkdir()
    for name in PAGES:
        (tmp_path / "a.example" / name).write_text(f"<p>{name}")
    return tmp_path


def put(web: Path, name: str, content: str | bytes) -> str:
    (web / "a.example" / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return f"{SITE}/{name}"


def collect(
    web: Path, kind: str, known: Sequence[str] = (), revisit: tuple[str, ...] = (), **keys: object
) -> list[Item]:
    context = CollectContext(
        100_000, revisit, Mirror(web, 100_000), now=NOW, known=lambda urls: frozenset(known) & frozenset(urls)
    )
    return list(COLLECTORS[kind](Source(id="s", kind=kind, **keys), context))  # type: ignore[arg-type]


def sitemap(*entries: tuple[str, str | None], root: str = "urlset", entry: str = "url") -> str:
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    parts = [
        f"<{entry}><loc>{SITE}/{name}</loc>{f'<lastmod>{changed}</lastmod>' if changed else ''}</{entry}>"
        for name, changed in entries
    ]
    return f'<?xml version="1.0"?><{root} {space}>{"".join(parts)}</{root}>'


def test_a_news_sitemap_gives_titles_and_dates(web: Path) -> None:
    url = put(
        web,
        "news.xml",
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">'
        f"<url><loc>{SITE}/one</loc><n:news><n:publication><n:name>A</n:name><n:language>en</n:language>"
        "</n:publication><n:publication_date>2026-03-10T06:00:00Z</n:publication_date>"
        "<n:title>Ferry &amp; pier</n:title></n:news></url>"
        f"<url><loc>{SITE}/old</loc><n:news><n:publication_date>2026-03-01</n:publication_date></n:news></url></urlset>",
    )
    items = collect(web, "sitemap", url=url)
    assert shown(items) == [1, "one", "read"]
    first = items[1]
    assert isinstance(first, Received)
    assert (first.hints.title, first.hints.published) == ("Ferry & pier", "2026-03-10T06:00:00Z")
    assert first.hints.language == "en"


def test_an_index_leads_to_its_recent_sitemaps_also_gzip(web: Path) -> None:
    put(web, "new.xml.gz", gzip.compress(sitemap(("one", "2026-03-09"), ("two", None)).encode()))
    put(web, "old.xml", sitemap(("old", "2020-01-01")))
    index = put(
        web,
        "index.xml",
        sitemap(("old.xml", "2020-01-01"), ("new.xml.gz", "2026-03-09"), root="sitemapindex", entry="sitemap"),
    )
    assert shown(collect(web, "sitemap", url=index)) == [1, "one", "two", "read", "read"]


def test_a_sitemap_that_leads_to_itself_is_read_once(web: Path) -> None:
    url = put(web, "index.xml", sitemap(("index.xml", None), root="sitemapindex", entry="sitemap"))
    assert shown(collect(web, "sitemap", url=url)) == ["read"]


def test_what_is_over_the_bound_waits_and_the_sitemap_is_read_again(web: Path) -> None:
    url = put(web, "map.xml", sitemap(("one", None), ("two", None), ("three", None)))
    assert shown(collect(web, "sitemap", url=url, most=2)) == ["one", "two", 1]
    rest = collect(web, "sitemap", known=[f"{SITE}/one", f"{SITE}/two"], url=url, most=2)
    assert shown(rest) == ["three", 2, "read"]


def test_known_pages_are_read_again_only_while_they_are_young(web: Path) -> None:
    url = put(web, "map.xml", sitemap(("one", None), ("two", None)))
    known = [f"{SITE}/{name}" for name in PAGES]
    items = collect(web, "sitemap", known, (f"{SITE}/two", f"{SITE}/three"), url=url)
    assert shown(items) == ["two", 1, "three", "read"]


@pytest.mark.parametrize("content", ["<html><body>Log in", "{}", "", "\x00\x01"])
def test_what_is_no_sitemap_is_refused(web: Path, content: str) -> None:
    (item,) = collect(web, "sitemap", url=put(web, "map.xml", content))
    assert isinstance(item, Refused)


FRONT = """<html><head><base href="https://a.example/"></head><body><nav><a href="/sport">Sport</a></nav>
<h2><a href="news/ferry-runs-aground.html">Ferry runs aground off the northern pier</a></h2>
<h2><a href="news/council-puts-off.html">Council puts off its decision until spring</a></h2>
<h2><a href="news/ferry-runs-aground.html">Ferry runs aground off the northern pier</a></h2>
<a href="https://b.example/advert">Buy this thing now while it lasts</a>
<a href="/tag/ferry">All about the ferry and pier</a>
</body></html>"""


def test_a_page_leads_to_its_articles_without_or_with_a_selector(web: Path) -> None:
    url = put(web, "index.html", FRONT)
    (web / "a.example" / "news").mkdir()
    for name in ("ferry-runs-aground.html", "council-puts-off.html"):
        put(web, f"news/{name}", "<p>text")
    assert shown(collect(web, "pages", url=url)) == ["ferry-runs-aground.html", "council-puts-off.html", "read"]
    assert shown(collect(web, "pages", url=url, links="h2:first-of-type")) == ["ferry-runs-aground.html", "read"]


def test_a_page_without_articles_is_refused_and_told_what_was_looked_for(web: Path) -> None:
    url = put(web, "index.html", FRONT)
    (item,) = collect(web, "pages", url=url, links="div.teaser")
    assert isinstance(item, Refused)
    assert item.reason is Reason.BAD_FEED
    assert "div.teaser" in item.detail


def test_a_list_takes_addresses_and_paths(web: Path, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("A note.")
    (tmp_path / "my.list").write_text(f"# mine\n{SITE}/one\nnote.txt\n{SITE}/missing\n{SITE}/one\n")
    assert shown(collect(web, "list", path=tmp_path / "my.list")) == ["one", "note.txt", Reason.MISSING]


def test_json_feed_names_addresses_and_carries_text(web: Path) -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "language": "en",
        "authors": [{"name": "Ada Invented"}],
        "items": [
            {"id": 1, "url": f"{SITE}/one", "title": "One", "date_published": "2026-03-10T06:00:00Z"},
            {"id": "2", "content_html": "<p>Its own text.</p>", "tags": ["Sea"]},
            {"id": "3"},
        ],
    }
    items = collect(web, "feed", url=put(web, "feed.json", json.dumps(feed)))
    assert shown(items) == ["one", "feed.json#2", Reason.EMPTY, "read"]
    first, second = items[:2]
    assert isinstance(first, Received)
    assert isinstance(second, Received)
    assert (first.hints.guid, first.hints.authors, first.hints.language) == ("1", ("Ada Invented",), "en")
    assert (second.content, second.hints.section) == (b"<p>Its own text.</p>", "Sea")


@pytest.mark.parametrize("content", ["{", "[]", '{"version": 1}', '{"items": []}', "{" * 100_000])
def test_json_that_is_no_feed_is_a_bad_feed(web: Path, content: str) -> None:
    (item,) = collect(web, "feed", url=put(web, "feed.json", content[:90_000]))
    assert isinstance(item, Refused)
    assert item.reason is Reason.BAD_FEED
