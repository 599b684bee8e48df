"""Bytes become text by evidence, and what is no text is refused with its kind."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightdesk.transforms.records import Reason, Rejection
from nightdesk.transforms.web.decoding import MAX_UNPACKED_BYTES, Decoded, decode

FERRY = "Die Fähre sank vor Łódź – ‚niemand‘ wurde verletzt."


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_with_and_without_mark(codec: str) -> None:
    decoded = decode((FERRY * 9).encode(codec))
    assert isinstance(decoded, Decoded)
    assert decoded.text == FERRY * 9


@pytest.mark.parametrize(
    ("content", "declared", "text"),
    [
        ("Fähre".encode("cp1252"), "iso-8859-1", "Fähre"),
        ("“Fähre” €5".encode("cp1252"), "ISO-8859-1", "“Fähre” €5"),
        (b'<meta charset="windows-1251"><p>' + "Паром затонул".encode("cp1251"), None, "Паром затонул"),
        ('<?xml version="1.0" encoding="iso-8859-2"?><p>Łódź'.encode("iso-8859-2"), None, "Łódź"),
        ("フェリーが沈んだ".encode("shift_jis"), "Shift_JIS", "フェリーが沈んだ"),
        ("フェリー".encode("iso-2022-jp"), "iso-2022-jp", "フェリー"),
        ("渡轮沉没".encode("gb2312"), "gb2312", "渡轮沉没"),
    ],
)
def test_declared_charsets_are_read_as_browsers_read_them(content: bytes, declared: str | None, text: str) -> None:
    decoded = decode(content, declared)
    assert isinstance(decoded, Decoded)
    assert text in decoded.text


def test_valid_utf8_beats_a_wrong_declaration() -> None:
    decoded = decode("Fähre".encode(), "iso-8859-1")
    assert isinstance(decoded, Decoded)
    assert decoded.text == "Fähre"


def test_a_guessed_charset_is_flagged() -> None:
    decoded = decode("Die Fähre kam spät nach Gdańsk und fährt nächste Woche wieder.".encode("cp1250"))
    assert isinstance(decoded, Decoded)
    assert decoded.flags == ("charset_doubtful",)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Reason.EMPTY),
        (b" \r\n\t", Reason.EMPTY),
        (b"%PDF-1.7 x", Reason.UNSUPPORTED_TYPE),
        (b"\x89PNG\r\n\x1a\n0000", Reason.UNSUPPORTED_TYPE),
        (bytes(range(256)) * 20, Reason.UNSUPPORTED_TYPE),
        (gzip.compress(b"ferry " * 100, mtime=0)[:-10], Reason.UNREADABLE),
        (gzip.compress(b"\0" * (MAX_UNPACKED_BYTES + 1), mtime=0), Reason.TOO_LARGE),
    ],
)
def test_what_is_no_text_is_rejected_with_its_reason(content: bytes, reason: Reason) -> None:
    result = decode(content)
    assert isinstance(result, Rejection)
    assert result.reason == reason


def test_all_members_of_a_gzip_file_are_read() -> None:
    decoded = decode(gzip.compress(b"The ferry ") + gzip.compress(b"sank."))
    assert isinstance(decoded, Decoded)
    assert decoded.text == "The ferry sank."


@given(st.binary(max_size=400))
def test_any_bytes_give_text_or_a_rejection(content: bytes) -> None:
    assert isinstance(decode(content), Decoded | Rejection)
