"""A web of broken hosts on loopback addresses: each host has one fault; all are served by one thread that tests end."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field

MOST_SECONDS = 30.0  # no fault holds a connection longer, even if a test forgets it


@dataclass
class Exchange:
    """One request and the way to answer it."""

    host: str
    path: str
    headers: dict[str, str]
    count: int  # how often this path was asked, from 1
    port: int
    writer: asyncio.StreamWriter
    answered_at: float = float("inf")  # when a page began to be sent: whoever asks on after it asks one at a time

    async def send(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def page(
        self, body: bytes = b"<p>Hello", status: str = "200 OK", close: bool = False, **headers: str
    ) -> None:
        """A complete answer; header names are given with underscores."""
        lines = {"content_type": "text/html; charset=utf-8", "content_length": str(len(body)), **headers}
        if close:
            lines["connection"] = "close"
        self.answered_at = time.monotonic()
        head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in lines.items())
        await self.send(f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body)

    async def drip(self, data: bytes, pause_s: float = 0.1) -> None:
        """One byte after the other."""
        for byte in data:
            await self.send(bytes([byte]))
            await asyncio.sleep(pause_s)


Reply = Callable[[Exchange], Awaitable[None]]


@dataclass
class Web:
    """Hosts by address, each with replies by path; ``requests`` remembers who was asked what."""

    replies: dict[str, dict[str, Reply]]
    port: int = 0
    requests: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    counts: dict[tuple[str, str], int] = field(default_factory=dict)
    spans: list[tuple[str, float, float]] = field(default_factory=list)  # host, asked at, answered at; pages only

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, EOFError, TimeoutError, ssl.SSLError, ValueError):
            async with asyncio.timeout(MOST_SECONDS):
                while await self._answer(reader, writer):
                    pass
        writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        start = await reader.readexactly(1)
        if start == b"\x16":  # TLS where none is spoken
            await Exchange("", "", {}, 0, self.port, writer).page(b"", "400 Bad Request")
            return False
        head = (start + await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines if line)}
        host, path = writer.get_extra_info("sockname")[0], first.split()[1]
        self.requests.append((host, path, headers))
        self.counts[host, path] = self.counts.get((host, path), 0) + 1
        exchange = Exchange(host, path, headers, self.counts[host, path], self.port, writer)
        replies = self.replies.get(host, {})
        reply = replies.get(path.partition("?")[0]) or replies.get("*")
        if path == "/robots.txt" and path not in replies:
            reply = None
        began = time.monotonic()
        await (reply(exchange) if reply else exchange.page(b"", "404 Not Found"))
        self.spans.append((host, began, exchange.answered_at))
        return not writer.is_closing()

    def url(self, host: str, path: str = "/") -> str:
        return f"http://{host}:{self.port}{path}"


@contextlib.contextmanager
def serve(web: Web, tls: ssl.SSLContext | None = None) -> Iterator[Web]:
    """Serves the web's hosts on one free port until the block ends."""
    loop = asyncio.new_event_loop()
    ready = threading.Event()
    stop = asyncio.Event()

    async def run() -> None:
        hosts = list(web.replies)
        first = await asyncio.start_server(web.handle, hosts[0], 0, ssl=tls)
        web.port = first.sockets[0].getsockname()[1]
        others = [await asyncio.start_server(web.handle, host, web.port, ssl=tls) for host in hosts[1:]]
        ready.set()
        await stop.wait()
        for server in [first, *others]:
            server.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()

    thread = threading.Thread(target=lambda: loop.run_until_complete(run()), daemon=True)
    thread.start()
    assert ready.wait(10), "the server did not start"
    try:
        yield web
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)
        loop.close()
