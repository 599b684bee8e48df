"""Collectors: every item is received or refused with a reason; nothing outside is opened, nothing is lost."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from nightdesk.flows.collect import COLLECTORS, CollectContext, Item, Listing, Received, Refused
from nightdesk.flows.collect.client.mirror import Mirror
from nightdesk.flows.source import Source
from nightdesk.transforms.records import Reason

CONTEXT = CollectContext(max_item_bytes=1000)


def collect(kind: str, context: CollectContext = CONTEXT, **place: object) -> list[Item]:
    source = Source(id="s", kind=kind, **place)  # type: ignore[arg-type]
    if source.mirror is not None:
        context = replace(context, web=Mirror(source.mirror, context.max_item_bytes))
    return [item for item in COLLECTORS[kind](source, context) if not isinstance(item, Listing)]


def reasons(items: list[Item]) -> list[str | None]:
    return [item.reason if isinstance(item, Refused) else None for item in items]


def test_a_folder_gives_every_file_in_path_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.html", "a/b.md", ".hidden"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    items = collect("folder", path=tmp_path)
    assert [Path(item.url).name for item in items] == ["b.txt", "b.md", "z.html"]
    assert [item.media_type for item in items if isinstance(item, Received)] == [
        "text/plain",
        "text/markdown",
        "text/html",
    ]


def test_a_missing_path_is_a_refusal_that_names_it(tmp_path: Path) -> None:
    (item,) = collect("folder", path=tmp_path / "nothing.txt")
    assert item == Refused(str(tmp_path / "nothing.txt"), Reason.MISSING, "no such file")


def test_a_file_over_the_limit_is_refused_with_both_sizes(tmp_path: Path) -> None:
    (tmp_path / "big.txt").write_bytes(b"x" * 1001)
    (item,) = collect("folder", path=tmp_path)
    assert isinstance(item, Refused)
    assert item.reason is Reason.TOO_LARGE
    assert "1001" in item.detail
    assert "1000" in item.detail


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "link.txt").symlink_to(tmp_path / "secret.txt")
    assert reasons(collect("folder", path=tmp_path / "in")) == [Reason.OUTSIDE_ROOT]


@pytest.mark.timeout(10)
def test_a_named_pipe_is_refused_without_waiting_for_its_writer(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert reasons(collect("folder", path=tmp_path)) == [Reason.UNREADABLE]


def test_a_name_that_is_no_utf8_is_shown_escaped(tmp_path: Path) -> None:
    os.close(os.open(os.fsencode(tmp_path) + b"/caf\xe9.txt", os.O_CREAT | os.O_WRONLY))
    (item,) = collect("folder", path=tmp_path)
    assert item.url.endswith("caf\\xe9.txt")


def test_a_list_gives_a_file_a_line_relative_to_itself(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("one")
    (tmp_path / "files.list").write_text("# mine\n\none.txt\ntwo.txt\n")
    assert reasons(collect("list", path=tmp_path / "files.list")) == [None, Reason.MISSING]


def test_lines_of_json_become_items_and_bad_ones_are_counted(tmp_path: Path) -> None:
    rows = [
        {"id": 7, "title": "T", "text": "Body", "published_at": "2026-03-10", "authors": ["A B"]},
        {"id": 8, "html": "<p>x"},
        {"id": 9},
    ]
    lines = [json.dumps(row) for row in rows] + ["not json", "[]", '{"url": "https://a.example/1", "text": "x"}']
    table = tmp_path / "rows.jsonl"
    table.write_text("\n".join(lines))
    items = collect("table", path=table)
    assert reasons(items) == [None, None, Reason.BAD_ROW, Reason.BAD_ROW, Reason.BAD_ROW, None]
    assert [item.url for item in items] == [
        f"{table}#7",
        f"{table}#8",
        f"{table}#3",
        f"{table}#4",
        f"{table}#5",
        "https://a.example/1",
    ]
    first = items[0]
    assert isinstance(first, Received)
    assert (first.hints.title, first.hints.published, first.hints.authors) == ("T", "2026-03-10", ("A B",))


RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>
<item><title>One &amp; only</title><link>https://a.example/one</link><guid>g1</guid>
<pubDate>Tue, 10 Mar 2026 06:00:00 GMT</pubDate></item>
<item><title>Gone</title><link>/gone</link></item>
<item><title>Missing</title><link>https://a.example/missing</link></item>
<item><title>Twice</title><link>https://a.example/one</link></item>
</channel></rss>"""


@pytest.fixture
def mirror(tmp_path: Path) -> Path:
    site = tmp_path / "a.example"
    site.mkdir()
    (site / "feed.xml").write_text(RSS)
    (site / "one").mkdir()
    (site / "one" / "index.html").write_text("<p>one")
    (site / "old.html").write_text("<p>old")
    (tmp_path / "gone.txt").write_text("https://a.example/gone\n")
    return tmp_path


def test_a_feed_gives_its_entries_once_then_the_young_articles_it_no_longer_names(mirror: Path) -> None:
    context = CollectContext(1000, revisit=("https://a.example/old.html", "https://a.example/one"))
    items = collect("feed", context, url="https://a.example/feed.xml", mirror=mirror)
    assert [(item.url.rpartition("/")[2], reason) for item, reason in zip(items, reasons(items), strict=True)] == [
        ("one", None),
        ("gone", Reason.GONE),
        ("missing", Reason.MISSING),
        ("old.html", None),
    ]
    first = items[0]
    assert isinstance(first, Received)
    assert (first.hints.title, first.hints.guid) == ("One & only", "g1")
    assert first.hints.published == "Tue, 10 Mar 2026 06:00:00 GMT"


def test_a_page_in_place_of_a_feed_is_a_bad_feed(mirror: Path) -> None:
    (mirror / "a.example" / "feed.xml").write_text("<html><body>Please log in</body></html>")
    assert reasons(collect("feed", url="https://a.example/feed.xml", mirror=mirror)) == [Reason.BAD_FEED]


def test_an_address_cannot_climb_out_of_the_mirror(mirror: Path) -> None:
    (mirror.parent / "secret").write_text("secret")
    (mirror / "a.example" / "feed.xml").write_text(RSS.replace("/gone<", "https://a.example/../../secret<"))
    items = collect("feed", url="https://a.example/feed.xml", mirror=mirror)
    assert Reason.OUTSIDE_ROOT in reasons(items)
