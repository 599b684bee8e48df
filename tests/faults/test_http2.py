"""HTTP/2, which most hosts speak: the same answers and the same reasons as over HTTP/1.1."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import h2.config
import h2.connection
import h2.events
import pytest
from faults.driver import client
from faults.tls import self_signed

from nightdesk.flows.collect.web import Received, Refused
from nightdesk.transforms.records import Reason

HOST = "127.0.2.1"


def answer(connection: h2.connection.H2Connection, stream: int, path: str) -> None:
    if path == "/reset":
        connection.reset_stream(stream)
    elif path == "/silent":
        connection.send_headers(stream, [(":status", "200")])
    elif path == "/short":
        connection.send_headers(stream, [(":status", "200"), ("content-length", "100")])
        connection.send_data(stream, b"short", end_stream=True)
    elif path == "/moved":
        connection.send_headers(stream, [(":status", "302"), ("location", "/page")], end_stream=True)
    elif path == "/page":
        connection.send_headers(stream, [(":status", "200"), ("content-type", "text/html")])
        connection.send_data(stream, b"<p>Hello", end_stream=True)
    else:
        connection.send_headers(stream, [(":status", "404")], end_stream=True)


def talk(sock: ssl.SSLSocket) -> None:
    connection = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
    connection.initiate_connection()
    sock.sendall(connection.data_to_send())
    while data := sock.recv(65_536):
        for event in connection.receive_data(data):
            if isinstance(event, h2.events.RequestReceived):
                answer(connection, event.stream_id, dict(event.headers)[b":path"].decode())
        sock.sendall(connection.data_to_send())


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    context = self_signed(tmp_path, HOST)
    context.set_alpn_protocols(["h2"])
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
    listener = socket.create_server((HOST, 0))

    def one(plain: socket.socket) -> None:
        try:
            with context.wrap_socket(plain, server_side=True) as sock:
                assert sock.selected_alpn_protocol() == "h2"
                talk(sock)
        except (OSError, h2.exceptions.ProtocolError):
            plain.close()

    def serve() -> None:
        while True:
            try:
                plain, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=one, args=(plain,), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    yield f"https://{HOST}:{listener.getsockname()[1]}"
    listener.close()


def test_answers_and_faults_over_http2(base: str) -> None:
    http = client()
    items = {path: http.fetch(base + path) for path in ("/page", "/moved", "/reset", "/short", "/silent", "/none")}
    http.close()
    assert [isinstance(items[path], Received) for path in ("/page", "/moved")] == [True, True]
    reasons = {path: item.reason for path, item in items.items() if isinstance(item, Refused)}
    assert reasons == {
        "/reset": Reason.CONNECTION,
        "/short": Reason.TRUNCATED,
        "/silent": Reason.DEADLINE,
        "/none": Reason.MISSING,
    }
