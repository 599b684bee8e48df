"""The faults: what a host does, and what the client must make of it."""

from __future__ import annotations

import asyncio
import gzip
import socket
import struct
import zlib
from dataclasses import dataclass

import brotli
import pyarrow as pa
from faults.server import Exchange, Reply

from nightdesk.transforms.records import Reason

TEXT = b"<html><body><p>" + b"The harbour office counted nine boats. " * 30 + b"</p></body></html>"
BUDGET_S = 4.0  # a fault may cost no more than this; the client under test has a deadline of 1.5 s and tries twice


@dataclass(frozen=True)
class Fault:
    """One broken host."""

    name: str
    reply: Reply | None  # None: nothing listens, or the address itself is the fault
    reason: Reason | None  # None: it is received, whole
    robots: Reply | None = None
    address: str | None = None  # asked instead of the host's own


def coded(coding: str, body: bytes) -> Reply:
    return lambda x: x.page(body, content_encoding=coding)


def status(line: str, **headers: str) -> Reply:
    return lambda x: x.page(b"", line, **headers)


def sends(data: bytes) -> Reply:
    async def reply(x: Exchange) -> None:
        await x.send(data)
        x.writer.close()

    return reply


def leads_to(location: str) -> Reply:
    return lambda x: x.page(b"", "302 Found", location=location.replace("PORT", str(x.port)))


def robots(text: str) -> Reply:
    return lambda x: x.page(text.encode(), content_type="text/plain")


async def good(x: Exchange) -> None:
    await x.page(TEXT)


async def drip_body(x: Exchange) -> None:
    await x.send(b"HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n")
    await x.drip(b"x" * 1000)


async def drip_headers(x: Exchange) -> None:
    await x.drip(b"HTTP/1.1 200 OK\r\n" + b"x-a: b\r\n" * 1000)


async def silent(x: Exchange) -> None:
    await asyncio.sleep(20)


async def stops_midway(x: Exchange) -> None:
    await x.send(b"HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\nhalf of it")
    await asyncio.sleep(20)


async def endless_body(x: Exchange) -> None:
    await x.send(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
    while True:
        await x.send(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")


async def endless_headers(x: Exchange) -> None:
    await x.send(b"HTTP/1.1 200 OK\r\n")
    while True:
        await x.send(b"x-more: " + b"y" * 1000 + b"\r\n")


async def endless_continue(x: Exchange) -> None:
    while True:
        await x.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        await asyncio.sleep(0.01)


async def resets(x: Exchange) -> None:
    sock = x.writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    x.writer.transport.abort()


async def hangs_up(x: Exchange) -> None:
    x.writer.close()


async def hop(x: Exchange) -> None:
    """/1 leads to /2 and so on for ever."""
    await x.page(b"", "302 Found", location=f"/{int(x.path.strip('/') or 0) + 1}")


async def five_hops(x: Exchange) -> None:
    number = int(x.path.strip("/") or 0)
    await (good(x) if number == 5 else hop(x))


async def login_wall(x: Exchange) -> None:
    await (x.page(b"<form>") if x.path.startswith("/account") else x.page(b"", "302 Found", location="/account/login"))


async def busy_once(x: Exchange) -> None:
    await (x.page(b"", "503 Service Unavailable", retry_after="0") if x.count == 1 else good(x))


async def limited_once(x: Exchange) -> None:
    await (x.page(b"", "429 Too Many Requests", retry_after="0") if x.count == 1 else good(x))


async def hangs_up_once(x: Exchange) -> None:
    await (hangs_up(x) if x.count == 1 else good(x))


async def wants_a_cookie(x: Exchange) -> None:
    if "seen=1" in x.headers.get("cookie", ""):
        await good(x)
    else:
        await x.page(b"", "302 Found", location=x.path, set_cookie="seen=1; path=/")


def _deflate(data: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(data) + stream.flush()


_ZEROS = bytes(3_000_000)
_NOISE = b"".join(bytes([n % 251, n * 7 % 256, n * n % 256]) for n in range(300_000))  # compresses, but not 200:1
GZIP, BROTLI = gzip.compress(TEXT), brotli.compress(TEXT)

FAULTS = (
    # time
    Fault("drip_body", drip_body, Reason.DEADLINE),
    Fault("drip_headers", drip_headers, Reason.DEADLINE),
    Fault("silent", silent, Reason.DEADLINE),
    Fault("stops_midway", stops_midway, Reason.DEADLINE),
    Fault("endless_continue", endless_continue, Reason.DEADLINE),
    # size
    Fault("endless_body", endless_body, Reason.TOO_LARGE),
    Fault(
        "declares_ten_gigabytes", sends(b"HTTP/1.1 200 OK\r\ncontent-length: 10000000000\r\n\r\nx"), Reason.TOO_LARGE
    ),
    Fault("large_when_decoded", coded("gzip", gzip.compress(_NOISE * 4)), Reason.TOO_LARGE),
    Fault("gzip_bomb", coded("gzip", gzip.compress(_ZEROS)), Reason.BOMB),
    Fault("deflate_bomb", coded("deflate", zlib.compress(_ZEROS)), Reason.BOMB),
    Fault("brotli_bomb", coded("br", brotli.compress(_ZEROS)), Reason.BOMB),
    Fault("zstd_bomb", coded("zstd", pa.compress(_ZEROS, "zstd", asbytes=True)), Reason.BOMB),
    Fault("many_empty_members", coded("gzip", gzip.compress(b"") * 20_000), Reason.BAD_CODING),
    # compression
    Fault("gzip_twice", coded("gzip, gzip", gzip.compress(GZIP)), Reason.BAD_CODING),
    Fault("not_gzip", coded("gzip", TEXT), Reason.BAD_CODING),
    Fault("unknown_coding", coded("sdch", TEXT), Reason.BAD_CODING),
    Fault("truncated_gzip", coded("gzip", GZIP[:-20]), Reason.TRUNCATED),
    Fault("truncated_brotli", coded("br", BROTLI[:-5]), Reason.TRUNCATED),
    Fault("gzip_of_two_members", coded("gzip", gzip.compress(TEXT[:500]) + gzip.compress(TEXT[500:])), None),
    Fault("deflate_without_frame", coded("deflate", _deflate(TEXT)), None),
    Fault("brotli", coded("br", BROTLI), None),
    Fault("zstd_unasked", coded("zstd", pa.compress(TEXT, "zstd", asbytes=True)), None),
    # HTTP
    Fault("short_body", sends(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nhalf"), Reason.TRUNCATED),
    Fault(
        "cut_chunks", sends(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n"), Reason.TRUNCATED
    ),
    Fault("bad_chunk", sends(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nx"), Reason.BAD_ANSWER),
    Fault(
        "two_lengths",
        sends(b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello"),
        Reason.BAD_ANSWER,
    ),
    Fault("endless_headers", endless_headers, Reason.BAD_ANSWER),
    Fault("no_http", sends(b"220 mail.example ESMTP ready\r\n\r\n"), Reason.BAD_ANSWER),
    Fault("bad_status", sends(b"HTTP/1.1 99999 What\r\n\r\n"), Reason.BAD_ANSWER),
    Fault("nul_in_header", sends(b"HTTP/1.1 200 OK\r\nx-a: b\x00c\r\n\r\n"), Reason.BAD_ANSWER),
    Fault("hangs_up", hangs_up, Reason.CONNECTION),
    Fault("resets", resets, Reason.CONNECTION),
    Fault("refuses", None, Reason.CONNECTION, address="http://127.0.0.1:9/"),
    Fault("hangs_up_once", hangs_up_once, None),
    # addresses
    Fault("no_such_name", None, Reason.DNS, address="http://nowhere.invalid/"),
    Fault("no_host", None, Reason.BAD_ADDRESS, address="http:///path"),
    Fault("half_an_address", None, Reason.BAD_ADDRESS, address="http://[::1/"),
    Fault("a_file", None, Reason.BAD_ADDRESS, address="file:///etc/passwd"),
    Fault("private", None, Reason.BLOCKED_ADDRESS, address="http://10.0.0.1/"),
    Fault("private_mapped", None, Reason.BLOCKED_ADDRESS, address="http://[::ffff:10.0.0.1]/"),
    Fault("metadata_as_number", None, Reason.BLOCKED_ADDRESS, address="http://2852039166/latest/meta-data/"),
    Fault("nat64", None, Reason.BLOCKED_ADDRESS, address="http://[64:ff9b::a9fe:a9fe]/"),
    Fault("plain_where_tls_should_be", good, Reason.TLS, address="https://HOST:PORT/"),
    # redirects
    Fault("loop", lambda x: x.page(b"", "301 Moved", location=x.path), Reason.TOO_MANY_REDIRECTS),
    Fault("ever_further", hop, Reason.TOO_MANY_REDIRECTS),
    Fault("five_hops", five_hops, None),
    Fault("cookie_and_back", wants_a_cookie, None),
    Fault("to_private", leads_to("http://192.168.1.1/"), Reason.BLOCKED_ADDRESS),
    Fault("to_metadata", leads_to("http://169.254.169.254/latest/"), Reason.BLOCKED_ADDRESS),
    Fault("to_ipv6_loopback", leads_to("http://[::1]:PORT/"), Reason.BLOCKED_ADDRESS),
    Fault("to_a_file", leads_to("file:///etc/passwd"), Reason.BAD_ADDRESS),
    Fault("to_ftp", leads_to("ftp://files.example/x"), Reason.BAD_ADDRESS),
    Fault("to_nowhere", status("302 Found"), Reason.HTTP_ERROR),
    Fault("to_login", login_wall, Reason.LOGIN_PAGE),
    # statuses
    Fault("not_found", status("404 Not Found"), Reason.MISSING),
    Fault("withdrawn", status("410 Gone"), Reason.GONE),
    Fault("forbidden", status("403 Forbidden"), Reason.DENIED),
    Fault("legal", status("451 Unavailable For Legal Reasons"), Reason.DENIED),
    Fault("fails", status("500 Internal Server Error"), Reason.SERVER_ERROR),
    Fault("always_busy", status("503 Service Unavailable", retry_after="0"), Reason.SERVER_ERROR),
    Fault("busy_once", busy_once, None),
    Fault("limits", status("429 Too Many Requests", retry_after="0"), Reason.RATE_LIMITED),
    Fault("limits_once", limited_once, None),
    Fault("back_tomorrow", status("429 Too Many Requests", retry_after="86400"), Reason.RATE_LIMITED),
    Fault("no_content", status("204 No Content"), Reason.EMPTY),
    Fault("a_part", lambda x: x.page(TEXT[:100], "206 Partial Content"), Reason.TRUNCATED),
    Fault("unchanged_unasked", status("304 Not Modified"), Reason.HTTP_ERROR),
    # content
    Fault("image", lambda x: x.page(b"GIF89a", content_type="image/gif"), Reason.UNSUPPORTED_TYPE),
    Fault("reserved_by_header", lambda x: x.page(TEXT, tdm_reservation="1"), Reason.TDM_RESERVED),
    Fault("reserved_by_page", lambda x: x.page(b'<meta name="tdm-reservation" content="1">'), Reason.TDM_RESERVED),
    # robots.txt
    Fault("disallows", good, Reason.ROBOTS, robots("User-agent: *\nDisallow: /")),
    Fault("disallows_us", good, Reason.ROBOTS, robots("\ufeffUser-agent: Nightdesk/2\nDisallow: /\n")),
    Fault("robots_fail", good, Reason.ROBOTS, status("503 Service Unavailable", retry_after="0")),
    Fault("robots_limited", good, Reason.ROBOTS, status("429 Too Many Requests", retry_after="0")),
    Fault("robots_drip", good, Reason.DEADLINE, drip_headers),
    Fault("robots_endless", good, None, endless_body),
    Fault("robots_a_page", good, None, good),
    Fault("robots_loop", good, None, leads_to("/robots.txt")),
    Fault("robots_forbidden", good, None, status("403 Forbidden")),
)
