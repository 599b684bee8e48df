"""WARC files: every page is an item, damage is a refusal and the rest is still read; our own captures load back."""

from __future__ import annotations

import base64
import gzip
import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from collect_support import shown

from nightdesk.flows.captures import CaptureWriter
from nightdesk.flows.collect import COLLECTORS, CollectContext, Item, Received, Refused
from nightdesk.flows.source import Source
from nightdesk.transforms.records import Capture, Hints, Reason

PAGE = b"<html><body><p>The ferry ran aground.</p></body></html>"


def record(kind: str, url: str, block: bytes, *more: str, mime: str = "application/http; msgtype=response") -> bytes:
    digest = base64.b32encode(hashlib.sha1(block).digest()).decode()
    lines = [
        "WARC/1.1",
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: {url}",
        "WARC-Date: 2026-03-10T06:00:00Z",
        "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>",
        f"Content-Type: {mime}",
        f"WARC-Block-Digest: sha1:{digest}",
        *more,
        f"Content-Length: {len(block)}",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def response(
    body: bytes = PAGE, status: str = "200 OK", *headers: str, mime: str = "text/html; charset=utf-8"
) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {mime}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def collect(path: Path, most: int = 100_000) -> list[Item]:
    return list(COLLECTORS["warc"](Source(id="s", kind="warc", path=path), CollectContext(most)))


def records(count: int = 3) -> list[bytes]:
    return [
        record("response", f"https://a.example/{n}", response(PAGE + b"<!--%d-->" % n)) for n in range(1, count + 1)
    ]


@pytest.mark.parametrize("packed", [False, True])
def test_pages_are_items_and_everything_else_is_counted(tmp_path: Path, packed: bool) -> None:
    parts = [
        record("warcinfo", "x", b"software: none", mime="application/warc-fields"),
        record("request", "https://a.example/1", b"GET / HTTP/1.1\r\n\r\n"),
        *records(2),
        record("response", "https://a.example/pic", response(b"\x89PNG", mime="image/png")),
        record("response", "https://a.example/lost", response(b"not here", "404 Not Found")),
        record("resource", "https://a.example/res", PAGE, mime="text/html"),
    ]
    path = tmp_path / "a.warc"
    path.write_bytes(b"".join(gzip.compress(part) if packed else part for part in parts))
    items = collect(path)
    assert shown(items) == ["1", "2", "res", 4]
    first = items[0]
    assert isinstance(first, Received)
    assert first.content.startswith(PAGE)
    assert (first.media_type, first.charset) == ("text/html", "utf-8")


def test_codings_are_undone_where_they_are_there(tmp_path: Path) -> None:
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE)
    parts = [
        record("response", "https://a.example/1", response(chunked, "200 OK", "Transfer-Encoding: chunked")),
        record("response", "https://a.example/2", response(PAGE, "200 OK", "Transfer-Encoding: chunked")),
        record("response", "https://a.example/3", response(PAGE, "200 OK", "Content-Encoding: br")),
    ]
    (tmp_path / "a.warc").write_bytes(b"".join(parts))
    assert [item.content for item in collect(tmp_path / "a.warc") if isinstance(item, Received)] == [PAGE] * 3


@pytest.mark.parametrize("packed", [False, True])
def test_after_a_damaged_record_reading_goes_on(tmp_path: Path, packed: bool) -> None:
    parts = [gzip.compress(part) if packed else part for part in records(4)]
    damaged = bytearray(parts[1])
    damaged[-30] ^= 0xFF
    (tmp_path / "flipped.warc").write_bytes(parts[0] + bytes(damaged) + parts[2] + parts[3])
    (tmp_path / "cut.warc").write_bytes(parts[0] + parts[1][: len(parts[1]) // 2] + parts[2] + parts[3])
    for name in ("flipped.warc", "cut.warc"):
        found = shown(collect(tmp_path / name))
        assert found[0] == "1", name
        assert found[-2:] == ["3", "4"] or (name == "cut.warc" and found[-1] == "4"), name
        assert any(isinstance(each, Reason) for each in found), name


def test_a_file_that_stops_ends_with_a_refusal(tmp_path: Path) -> None:
    whole = b"".join(gzip.compress(part) for part in records(3))
    (tmp_path / "a.warc.gz").write_bytes(whole[:-40])
    assert shown(collect(tmp_path / "a.warc.gz")) == ["1", "2", Reason.TRUNCATED]


def test_an_altered_page_is_found_by_its_digest(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(records(1)[0].replace(b"ferry", b"tanker"[:5]))
    (item,) = collect(tmp_path / "a.warc")
    assert isinstance(item, Refused)
    assert "digest" in item.detail


def test_a_record_over_the_limit_is_refused_and_the_next_is_read(tmp_path: Path) -> None:
    parts = [record("response", "https://a.example/big", response(b"x" * 300_000)), *records(1)]
    (tmp_path / "a.warc").write_bytes(b"".join(parts))
    assert shown(collect(tmp_path / "a.warc")) == [Reason.TOO_LARGE, "1"]


def test_a_page_that_its_crawler_cut_is_refused(tmp_path: Path) -> None:
    cut = record("response", "https://a.example/1", response(), "WARC-Truncated: length")
    (tmp_path / "a.warc").write_bytes(cut)
    assert shown(collect(tmp_path / "a.warc")) == [Reason.TRUNCATED]


def test_what_is_no_warc_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(PAGE * 10)
    (tmp_path / "b.arc").write_bytes(b"filedesc://x 0.0.0.0 20260101000000 text/plain 10\n")
    (tmp_path / "c.warc").write_bytes(b"")
    assert shown(collect(tmp_path / "a.warc")) == [Reason.UNREADABLE]
    assert shown(collect(tmp_path / "b.arc")) == [Reason.UNSUPPORTED_TYPE]
    assert shown(collect(tmp_path / "c.warc")) == [Reason.EMPTY]


def test_our_own_captures_load_back_with_their_hints(tmp_path: Path) -> None:
    hints = Hints(guid="g1", title="Café shut: “never again”", published="2026-03-10", authors=("Ada Invented",))
    now = datetime(2026, 3, 10, tzinfo=UTC)
    capture = Capture("c1", "s", "https://a.example/1", None, now, "text/html", "utf-8", PAGE, hints)
    CaptureWriter(tmp_path, "run").append([capture])
    (item,) = collect(tmp_path / "run.warc.gz")
    assert item == Received(capture.url, PAGE, "text/html", "utf-8", hints=hints, received_at=now)
