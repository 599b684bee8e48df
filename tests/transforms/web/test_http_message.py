"""A response as WARC records keep it: its body without chunks and codings, or as it is where it has none."""

from __future__ import annotations

import gzip
import zlib

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightdesk.transforms.records import Reason, Rejection
from nightdesk.transforms.web.http_message import HttpMessage, read_response

PAGE = b"<html><body><p>The ferry sank off the northern pier.</p></body></html>"


def response(body: bytes, *headers: str, max_bytes: int = 100_000) -> HttpMessage:
    found = read_response(_block(body, *headers), max_bytes)
    assert isinstance(found, HttpMessage)
    return found


def _block(body: bytes, *headers: str) -> bytes:
    return "\r\n".join(("HTTP/1.1 200 OK", *headers, "", "")).encode() + body


@pytest.mark.parametrize(
    ("coding", "coded"),
    [
        ("deflate", zlib.compress(PAGE)),
        ("deflate", zlib.compress(PAGE, wbits=-15)),
        ("br", brotli.compress(PAGE)),
        ("deflate", PAGE),
        ("br", PAGE),
        ("zstd", PAGE),
        ("identity", PAGE),
    ],
)
def test_a_coding_is_undone_where_the_body_is_in_it(coding: str, coded: bytes) -> None:
    found = response(coded, f"Content-Encoding: {coding}", "Content-Type: Text/HTML; charset=Latin1")
    assert (found.body, found.coded) == (PAGE, coded)
    assert (found.status, found.media_type, found.charset) == (200, "text/html", "latin1")


def test_gzip_is_left_to_cleaning() -> None:
    coded = gzip.compress(PAGE)
    assert response(coded, "Content-Encoding: gzip").body == coded


def test_chunks_are_joined_and_what_only_says_so_stays() -> None:
    chunked = b"5;x=y\r\n<html\r\n1\r\n>\r\n0\r\n\r\n"
    assert response(chunked, "Transfer-Encoding: chunked").body == b"<html>"
    assert response(PAGE, "Transfer-Encoding: chunked").body == PAGE
    assert response(chunked[:9], "Transfer-Encoding: chunked").body == chunked[:9]


@pytest.mark.parametrize(("size", "reason"), [(1_500, Reason.TOO_LARGE), (3_000_000, Reason.BOMB)])
def test_a_body_that_grows_beyond_bounds_is_refused(size: int, reason: Reason) -> None:
    block = _block(zlib.compress(b"a" * size), "Content-Encoding: deflate")
    found = read_response(block, 1_000 if reason is Reason.TOO_LARGE else 10_000_000)
    assert isinstance(found, Rejection)
    assert found.reason is reason


def test_without_a_status_it_is_no_response() -> None:
    found = read_response(b"ftp says hello", 1_000)
    assert isinstance(found, Rejection)
    assert found.reason is Reason.UNREADABLE


def test_header_lines_without_an_end_have_no_body() -> None:
    found = read_response(b"HTTP/1.1 404 Not Found\r\nContent-Type: text/plain", 1_000)
    assert isinstance(found, HttpMessage)
    assert (found.status, found.media_type, found.body) == (404, "text/plain", b"")


@pytest.mark.property
@given(st.binary(max_size=200), st.sampled_from(["", "br", "deflate", "zstd", "gzip", "br, gzip"]), st.booleans())
def test_any_bytes_are_read_within_bounds(body: bytes, coding: str, is_chunked: bool) -> None:
    headers = [f"Content-Encoding: {coding}", *(["Transfer-Encoding: chunked"] if is_chunked else [])]
    found = read_response(_block(body, *headers), 1_000)
    assert isinstance(found, Rejection) or len(found.body) <= 1_000


@pytest.mark.property
@given(st.binary(max_size=300))
def test_any_record_is_a_response_or_none(block: bytes) -> None:
    assert isinstance(read_response(block, 1_000), HttpMessage | Rejection)
