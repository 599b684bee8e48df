"""Content codings: whole bodies come back, everything else is a rejection, and memory stays bounded."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from pathlib import Path

import brotli
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightdesk.transforms.records import Reason, Rejection
from nightdesk.transforms.web.content_coding import MAX_RATIO, undo_coding

MOST = 1_000_000
CODERS = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": lambda data: pa.compress(data, "zstd", asbytes=True),
}


def reason(result: bytes | Rejection) -> Reason | None:
    return result.reason if isinstance(result, Rejection) else None


@pytest.mark.parametrize("coding", CODERS)
@given(data=st.binary(max_size=2000))
def test_what_was_coded_comes_back(coding: str, data: bytes) -> None:
    assert undo_coding(CODERS[coding](data), coding.upper(), MOST) == data


@pytest.mark.parametrize("coding", CODERS)
@given(data=st.binary(max_size=300))
def test_bytes_that_are_in_no_coding_never_raise(coding: str, data: bytes) -> None:
    assert isinstance(undo_coding(data, coding, MOST), bytes | Rejection)


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd", "deflate"])
def test_a_stream_cut_anywhere_is_no_page(coding: str) -> None:
    raw = CODERS[coding](b"Nine boats came in. " * 40)
    results = [undo_coding(raw[:length], coding, MOST) for length in range(1, len(raw))]
    assert {reason(result) for result in results} <= {Reason.TRUNCATED, Reason.BAD_CODING}
    assert reason(results[-1]) is Reason.TRUNCATED


@pytest.mark.parametrize("coding", CODERS)
def test_a_bomb_is_refused_within_its_memory(coding: str) -> None:
    raw = CODERS[coding](bytes(40_000_000))
    tracemalloc.start()
    result = undo_coding(raw, coding, 20_000_000)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert reason(result) in (Reason.BOMB, Reason.TOO_LARGE)
    assert peak < 70_000_000


def test_names_that_mean_no_coding_are_passed_over() -> None:
    for coding in ("", "identity", " None ", "utf-8", "identity, identity"):
        assert undo_coding(b"page", coding, MOST) == b"page"


def test_a_page_of_one_repeated_line_is_no_bomb() -> None:
    page = b"<li>boat</li>" * 10_000
    assert len(page) / len(gzip.compress(page)) > MAX_RATIO
    assert undo_coding(gzip.compress(page), "gzip", MOST) == page


def test_what_follows_the_last_member_is_padding() -> None:
    assert undo_coding(gzip.compress(b"one") + gzip.compress(b"two") + bytes(100), "gzip", MOST) == b"onetwo"


def test_public_bombs_and_public_pages(shared: Path) -> None:
    """Corpus: scrapy's compressed samples."""
    folder = shared / "bench" / "bad-input" / "scrapy-compressed"
    codings = {"br": "br", "gzip": "gzip", "deflate": "deflate", "zstd": "zstd"}
    for name, coding in codings.items():
        bomb = undo_coding((folder / f"bomb-{name}.bin").read_bytes(), coding, 20_000_000)
        assert reason(bomb) is Reason.BOMB
    pages = {"html-gzip": "gzip", "html-br": "br", "html-zstd-streaming-no-content-size": "zstd"}
    for name, coding in pages.items():
        page = undo_coding((folder / f"{name}.bin").read_bytes(), coding, 20_000_000)
        assert isinstance(page, bytes)
        assert page.startswith(b"<!DOCTYPE")
