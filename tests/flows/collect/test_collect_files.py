"""Folders: each file is read by what it is; side-cars and front matter become hints, the bytes stay as they are."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from nightdesk.flows.collect import COLLECTORS, CollectContext, Item, Received, Refused
from nightdesk.flows.source import Source
from nightdesk.flows.sources.ad_hoc import sources_of_paths
from nightdesk.transforms.records import Reason
from nightdesk.transforms.web.file_kinds import FileKind, file_kind


def collect(path: Path, glob: str | None = None) -> list[Item]:
    source = Source(id="s", kind="folder", path=path, **({"glob": glob} if glob else {}))
    return list(COLLECTORS["folder"](source, CollectContext(100_000)))


def only(items: list[Item]) -> Received:
    (item,) = items
    assert isinstance(item, Received)
    return item


def test_a_sidecar_speaks_of_the_page_beside_it_and_is_no_item(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>text")
    facts = {"title": "Ferry", "author": [{"name": "Ada Invented"}], "date": "2026-03-10", "url": "https://a.example/1"}
    (tmp_path / "a.json").write_text(json.dumps({**facts, "tags": ["Sea"], "lang": "en"}))
    item = only(collect(tmp_path))
    assert item.url == str(tmp_path / "a.html")
    assert item.final_url == "https://a.example/1"
    assert item.content == b"<p>text"
    hints = item.hints
    assert (hints.title, hints.authors, hints.published) == ("Ferry", ("Ada Invented",), "2026-03-10")
    assert (hints.section, hints.language) == ("Sea", "en")


@pytest.mark.parametrize("sidecar", ["{", "[]", "null", '{"title": 5, "authors": {"a": 1}}', "\xff"])
def test_a_broken_sidecar_does_not_cost_the_page(tmp_path: Path, sidecar: str) -> None:
    (tmp_path / "a.txt").write_text("text")
    (tmp_path / "a.json").write_text(sidecar)
    assert only(collect(tmp_path)).content == b"text"


def test_front_matter_becomes_hints(tmp_path: Path) -> None:
    block = (
        '---\ntitle: "Ferry: aground"\nauthors:\n  - Ada Invented\n  - Bo Invented\ndate: 2026-03-10\n---\n# Ferry\n'
    )
    (tmp_path / "a.md").write_text(block)
    item = only(collect(tmp_path))
    assert item.hints.title == "Ferry: aground"
    assert item.hints.authors == ("Ada Invented", "Bo Invented")
    assert item.hints.published == "2026-03-10"
    assert item.content == block.encode()
    assert item.media_type == "text/markdown"


def test_a_rule_at_the_top_of_a_text_is_no_front_matter(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("---\nThe ferry ran aground on Monday.\n---\nMore.")
    item = only(collect(tmp_path))
    assert item.media_type == "text/plain"
    assert item.hints.title is None


def test_every_kind_of_file_in_a_folder_is_read_as_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.html.gz").write_bytes(gzip.compress(b"<p>packed"))
    (tmp_path / "b.jsonl").write_text('{"id": 1, "text": "row"}\n')
    (tmp_path / "c.json").write_text('{"headline": "Whole", "articleBody": "One article in a file."}')
    (tmp_path / "d.xml").write_text(
        '<rss version="2.0"><channel><item><guid>g</guid><description>Text</description></item></channel></rss>'
    )
    items = collect(tmp_path)
    assert [item.url.rpartition("/")[2] for item in items] == ["a.html.gz", "b.jsonl#1", "c.json#1", "d.xml#g"]
    assert all(isinstance(item, Received) for item in items)
    assert [item.media_type for item in items if isinstance(item, Received)] == [
        "text/html",
        "text/plain",
        "text/plain",
        "text/html",
    ]


def test_a_saved_feed_gives_what_it_carries_and_fetches_nothing(tmp_path: Path) -> None:
    (tmp_path / "f.atom").write_text(
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="https://a.example/1"/><title>Only named</title>'
        '</entry><entry><link href="https://a.example/2"/><content type="html">&lt;p&gt;Text</content></entry></feed>'
    )
    named, carried = collect(tmp_path / "f.atom")
    assert isinstance(named, Refused)
    assert (named.url, named.reason) == ("https://a.example/1", Reason.EMPTY)
    assert isinstance(carried, Received)
    assert (carried.url, carried.content) == ("https://a.example/2", b"<p>Text")


def test_a_glob_chooses_files_and_never_leaves_the_folder(tmp_path: Path) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    for name in ("in/a.txt", "in/deep/b.txt", "in/c.html", "out.txt"):
        (tmp_path / name).write_text("x")
    assert [Path(item.url).name for item in collect(tmp_path / "in", "**/*.txt")] == ["a.txt", "b.txt"]
    (item,) = collect(tmp_path / "in", "../*.txt")
    assert isinstance(item, Refused)
    assert item.reason is Reason.OUTSIDE_ROOT


def test_a_folder_without_files_says_so(tmp_path: Path) -> None:
    (item,) = collect(tmp_path)
    assert isinstance(item, Refused)
    assert item.reason is Reason.EMPTY


@pytest.mark.parametrize(
    ("name", "head", "kind"),
    [
        ("a.csv.gz", b"", FileKind.TABLE),
        ("a.warc.gz", b"", FileKind.WARC),
        ("noname", b"WARC/1.1\r\n", FileKind.WARC),
        ("noname", b"PAR1\x15\x04", FileKind.TABLE),
        ("a.xml", b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- c -->\n<rss version="2.0">', FileKind.FEED),
        ("a.xml", '<?xml version="1.0"?><feed xmlns="x">'.encode("utf-16"), FileKind.FEED),
        ("a.json", b'{ "version": "https://jsonfeed.org/version/1", "items": [] }', FileKind.FEED),
        ("a.json", b"[1]", FileKind.TABLE),
        ("a.xml", b"<html><p>x", FileKind.PAGE),
        ("a.html", b"<rss>", FileKind.PAGE),
        ("noname", b"Some words.", FileKind.PAGE),
    ],
)
def test_files_are_known_by_name_and_by_content(name: str, head: bytes, kind: FileKind) -> None:
    assert file_kind(name, head) is kind


def test_a_load_makes_a_source_of_the_right_kind_from_each_path(tmp_path: Path) -> None:
    for name in ("a.csv", "b.warc.gz", "c.list", "d.html", "e.ndjson.gz", "a.CSV"):
        (tmp_path / name).write_bytes(b"")
    paths = [
        tmp_path,
        *(tmp_path / name for name in ("a.csv", "b.warc.gz", "c.list", "d.html", "e.ndjson.gz", "a.CSV")),
    ]
    sources = sources_of_paths(paths)
    assert [source.kind for source in sources] == ["folder", "table", "warc", "list", "folder", "table", "table"]
    assert len({source.id for source in sources}) == len(sources)
