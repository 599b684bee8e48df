"""Shows the morning page to browsers on this machine, made from the current edition at each request."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from nightdesk.flows.errors import NightdeskError

HOST = "127.0.0.1"


def page_server(make_page: Callable[[], str], port: int) -> ThreadingHTTPServer:
    """A server of the page on 127.0.0.1, not yet serving.

    Args:
        make_page: makes the page; a NightdeskError becomes an answer that says what is wrong.
        port: 0 takes a free one.

    Raises:
        OSError: the port is taken.
    """

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if not self._is_for_us():
                self._answer(HTTPStatus.FORBIDDEN, "Ask for 127.0.0.1 or localhost.")
            elif self.path.partition("?")[0] != "/":
                self._answer(HTTPStatus.NOT_FOUND, "The page is at /")
            else:
                self._page()

        def _is_for_us(self) -> bool:
            """A foreign site whose name leads to 127.0.0.1 must not read the page."""
            return (self.headers.get("Host") or "").rpartition(":")[0] in (HOST, "localhost")

        def _page(self) -> None:
            try:
                self._answer(HTTPStatus.OK, make_page(), "text/html")
            except NightdeskError as error:
                self._answer(HTTPStatus.SERVICE_UNAVAILABLE, str(error))

        def _answer(self, status: HTTPStatus, text: str, type_: str = "text/plain") -> None:
            body = text.encode("utf-8")
            self.send_response(status)
            self.send_header("Content-Type", f"{type_}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.send_header("X-Content-Type-Options", "nosniff")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing: the terminal shows the address."""

    return ThreadingHTTPServer((HOST, port), Handler)
