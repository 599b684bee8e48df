"""Bytes to text: what charset they are in, and whether they are text at all.

Evidence in order: byte order mark, proof (valid UTF-8 with non-ASCII characters), the transport's charset, the page's
own declaration, sniffing. Every charset name is read as browsers read it (ISO-8859-1 means windows-1252).
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from resiliparse.parse.encoding import detect_encoding, map_encoding_to_html5

from nightdesk.transforms.records import Reason, Rejection
from nightdesk.transforms.web.content_coding import GZIP_MAGIC, Broken, CutOff, OverLimit, gunzip

MAX_UNPACKED_BYTES = 30_000_000  # the bound the fetcher uses too; the largest of 922 real pages has 6 MB
MAX_PAGE_BYTES = 10_000_000  # of text that is parsed as a page; rejects 0 of 922 real news pages (November 2026)
MAX_REPLACED_SHARE = 0.005  # broken bytes a page may hold; beyond, its charset is not proven

_BOMS = (  # the longer ones first: UTF-32-LE begins like UTF-16-LE
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a RIFF file (image, sound or video)"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"Rar!", "a RAR archive"),
    (b"ID3", "an MP3 sound file"),
    (b"OggS", "an Ogg file"),
    (b"SQLite format 3", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"\x00asm", "a WebAssembly program"),
    (b"wOF", "a font"),
)
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{2,40})""", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w:.-]{2,40})""")
_META_WINDOW_BYTES = 8192  # browsers look at 1024; real pages declare it later (longest of 487 pages: 5 KB)
_STATEFUL = "iso2022_jp"  # looks like valid ASCII until decoded


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text without byte order mark, the charset that gave it, and flags (``charset_doubtful``)."""

    text: str
    charset: str
    flags: tuple[str, ...] = ()


def decode(content: bytes, charset: str | None = None) -> Decoded | Rejection:
    """Text of a page or file; a rejection ``empty``, ``unsupported_type``, ``too_large`` or ``bad_encoding``.

    ``charset`` is the one the transport declared. gzip is unpacked, up to ``MAX_UNPACKED_BYTES``.
    """
    if content.startswith(GZIP_MAGIC):
        unpacked = unpack(content)
        return unpacked if isinstance(unpacked, Rejection) else decode(unpacked, charset)
    if not content.strip(b"\x00 \t\r\n\x0b\x0c"):
        return Rejection(Reason.EMPTY, f"{len(content)} bytes, none of them a character")
    binary = _binary_kind(content)
    if binary:
        return Rejection(Reason.UNSUPPORTED_TYPE, f"{binary}, neither HTML nor text")
    decoded = _by_bom(content) or _by_proof(content, charset)
    return decoded or _by_declaration(content, charset) or _by_sniffing(content)


def unpack(content: bytes) -> bytes | Rejection:
    """All members of a gzip file, at most ``MAX_UNPACKED_BYTES``."""
    try:
        return gunzip(content, MAX_UNPACKED_BYTES)
    except OverLimit:
        return Rejection(Reason.TOO_LARGE, f"unpacks to more than {MAX_UNPACKED_BYTES} bytes")
    except CutOff:
        return Rejection(Reason.UNREADABLE, "truncated gzip")
    except Broken as error:
        return Rejection(Reason.UNREADABLE, f"damaged gzip: {error}")


def _binary_kind(content: bytes) -> str | None:
    for magic, kind in _MAGIC:
        if content.startswith(magic):
            return kind
    if content[4:8] == b"ftyp":
        return "an MP4 or HEIC file"
    if content[257:262] == b"ustar":
        return "a tar archive"
    head = content[:4096]
    if content.startswith(tuple(bom for bom, _ in _BOMS)) or _utf16_order(head):
        return None
    controls = sum(1 for byte in head if byte < 32 and byte not in b"\t\n\r\x0b\x0c\x1b")
    return "binary data" if controls > len(head) * 0.02 else None


def _utf16_order(head: bytes) -> str | None:
    """Byte order of UTF-16 without mark: Latin text has a NUL in nearly every second place."""
    half = len(head) // 2
    if half < 8:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * half and odd < 0.05 * half else None


def _by_bom(content: bytes) -> Decoded | None:
    for bom, name in _BOMS:
        if content.startswith(bom):
            return _strict(content[len(bom) :], name) or _lenient(content[len(bom) :], name)
    order = _utf16_order(content[:4096])
    return _strict(content, order) if order else None


def _by_proof(content: bytes, charset: str | None) -> Decoded | None:
    """UTF-8 when it decodes without error: other charsets do so by accident in practice never, unless pure ASCII."""
    declared = _python_name(charset) or _declared_inside(content)
    if declared == _STATEFUL and b"\x1b$" in content:
        return None
    return _strict(content, "utf-8")


def _by_declaration(content: bytes, charset: str | None) -> Decoded | None:
    for name in (_python_name(charset), _declared_inside(content)):
        if name is not None and name != "utf-8" and (decoded := _strict(content, name)):
            return decoded
    return None


def _by_sniffing(content: bytes) -> Decoded | Rejection:
    names = ("utf-8", _python_name(detect_encoding(content[:200_000])), "cp1252")
    for name in names:
        if name is not None and (decoded := _strict(content, name) or _lenient(content, name)):
            return Decoded(decoded.text, decoded.charset, ("charset_doubtful",))
    return Rejection(Reason.BAD_ENCODING, "not UTF-8, no usable declaration, no charset that fits")


def _declared_inside(content: bytes) -> str | None:
    head = content[:_META_WINDOW_BYTES]
    match = _XML_CHARSET.search(head) or _META_CHARSET.search(head)
    name = _python_name(match.group(1).decode("ascii", "ignore")) if match else None
    return None if name in ("utf-16-le", "utf-16-be") else name  # the declaration was readable as ASCII


def _python_name(label: str | None) -> str | None:
    """Python's codec for a charset label, read as browsers read it; None for labels that no browser knows."""
    if not label:
        return None
    name = map_encoding_to_html5(label.strip().strip("\"'").lower(), fallback_utf8=False)
    return _SUPERSETS.get(name, name) if name else None


# what pages under these labels really use (WHATWG Encoding Standard; resiliparse maps the other labels)
_SUPERSETS = {"gbk": "gb18030", "euc_kr": "cp949", "shift_jis": "cp932", "big5": "big5hkscs"}


def _strict(content: bytes, name: str) -> Decoded | None:
    try:
        return Decoded(content.decode(name), name)
    except (UnicodeDecodeError, LookupError):
        return None


def _lenient(content: bytes, name: str) -> Decoded | None:
    """Decoded with at most ``MAX_REPLACED_SHARE`` of the characters lost."""
    text = content.decode(name, "replace")
    lost = text.count("\ufffd")
    return Decoded(text, name, ("charset_doubtful",)) if lost <= max(1, len(text) * MAX_REPLACED_SHARE) else None
