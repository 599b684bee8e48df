"""A server that answers like Metabase's REST API, as far as provisioning uses it, and is as strict as Metabase is."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Json = dict[str, Any]
SETUP_TOKEN = "d9a2c0de"


class Refused(Exception):
    """An answer other than 200."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status, self.text = status, text


class FakeMetabase:
    """What Metabase knows: one account, databases, collections, cards, dashboards; and every request it got."""

    def __init__(self) -> None:
        self.account: Json | None = None
        self.sessions: set[str] = set()
        self.things: dict[str, dict[int, Json]] = {"database": {}, "collection": {}, "card": {}, "dashboard": {}}
        self.syncs: list[int] = []
        self.requests: list[tuple[str, str]] = []
        self.starting = 2
        self._next_id = 0

    def new_id(self) -> int:
        self._next_id += 1
        return self._next_id

    def answer(self, method: str, path: str, session: str | None, body: Json) -> Any:
        self.requests.append((method, path))
        open_routes = {
            ("GET", "/api/health"): self._health,
            ("GET", "/api/session/properties"): self._properties,
            ("POST", "/api/setup"): self._setup,
            ("POST", "/api/session"): self._sign_in,
        }
        if route := open_routes.get((method, path)):
            return route(body)
        if session not in self.sessions:
            raise Refused(401, "Unauthenticated")
        return self._signed_in(method, path, body)

    def _health(self, _: Json) -> Json:
        self.starting -= 1
        if self.starting > 0:
            raise Refused(503, json.dumps({"status": "initializing", "progress": 0.3}))
        return {"status": "ok"}

    def _properties(self, _: Json) -> Json:
        known = self.account is not None
        return {"has-user-setup": known, "setup-token": None if known else SETUP_TOKEN}

    def _setup(self, body: Json) -> Json:
        if self.account is not None:
            raise Refused(403, "The /api/setup route can only be used to create the first user")
        if body.get("token") != SETUP_TOKEN:
            raise Refused(400, json.dumps({"errors": {"token": "Token does not match the setup token."}}))
        needed = {"email", "password"} - set(body["user"])
        if needed or "site_name" not in body["prefs"]:
            raise Refused(400, json.dumps({"errors": {"user": "missing"}}))
        self.account = body["user"]
        return self._session()

    def _sign_in(self, body: Json) -> Json:
        assert self.account is not None
        if (body["username"], body["password"]) != (self.account["email"], self.account["password"]):
            raise Refused(401, json.dumps({"errors": {"password": "did not match stored password"}}))
        return self._session()

    def _session(self) -> Json:
        session = f"session-{self.new_id()}"
        self.sessions.add(session)
        return {"id": session}

    def _signed_in(self, method: str, path: str, body: Json) -> Any:
        path, _, query = path.partition("?")
        if match := re.fullmatch(r"/api/database/(\d+)/sync_schema", path):
            self._get("database", int(match[1]))
            self.syncs.append(int(match[1]))
            return {"status": "ok"}
        if match := re.fullmatch(r"/api/collection/(\d+)/items", path):
            return self._items(int(match[1]), query)
        match = re.fullmatch(r"/api/(database|collection|card|dashboard)(?:/(\d+))?", path)
        if match is None:
            raise Refused(404, "API endpoint does not exist.")
        kind, id_ = match[1], match[2]
        if method == "GET":
            return self._get(kind, int(id_)) if id_ else self._list(kind)
        return self._change(kind, int(id_), body) if id_ else self._make(kind, body)

    def _get(self, kind: str, id_: int) -> Json:
        if id_ not in self.things[kind]:
            raise Refused(404, "Not found.")
        return self.things[kind][id_]

    def _list(self, kind: str) -> Any:
        rows = list(self.things[kind].values())
        if kind == "database":
            return {"data": rows, "total": len(rows)}
        return [{"id": "root", "name": "Our analytics"}, *rows] if kind == "collection" else rows

    def _items(self, collection: int, query: str) -> Json:
        models = re.findall(r"models=(\w+)", query)
        rows = [
            {"id": row["id"], "name": row["name"], "model": model}
            for model in models
            for row in self.things[model].values()
            if row.get("collection_id") == collection
        ]
        return {"data": rows, "total": len(rows)}

    def _make(self, kind: str, body: Json) -> Json:
        needed = {
            "database": {"name", "engine", "details"},
            "collection": {"name"},
            "card": {"name", "dataset_query", "display", "visualization_settings"},
            "dashboard": {"name"},
        }[kind]
        if missing := needed - set(body):
            raise Refused(400, json.dumps({"errors": dict.fromkeys(missing, "missing required key")}))
        if kind == "card":
            self._get("database", body["dataset_query"]["database"])
        made = {**body, "id": self.new_id(), "archived": False}
        if kind == "dashboard":
            made["dashcards"] = []
        self.things[kind][made["id"]] = made
        return made

    def _change(self, kind: str, id_: int, body: Json) -> Json:
        thing = self._get(kind, id_)
        if kind == "dashboard" and "dashcards" in body:
            body = {**body, "dashcards": [self._dashcard(thing, card) for card in body["dashcards"]]}
        thing.update(body)
        return thing

    def _dashcard(self, dashboard: Json, card: Json) -> Json:
        if missing := {"id", "card_id", "row", "col", "size_x", "size_y"} - set(card):
            raise Refused(400, json.dumps({"errors": dict.fromkeys(missing, "missing required key")}))
        if card["col"] + card["size_x"] > 24:
            raise Refused(400, "outside of the grid")
        self._get("card", card["card_id"])
        known = {item["id"] for item in dashboard["dashcards"]}
        return card if card["id"] in known else {**card, "id": self.new_id()}


@contextmanager
def running() -> Iterator[tuple[str, FakeMetabase]]:
    """(address, the fake) of a server on loopback."""
    fake = FakeMetabase()

    class Handler(BaseHTTPRequestHandler):
        def handle_any(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length) or b"{}")
            try:
                answer = fake.answer(self.command, self.path, self.headers.get("X-Metabase-Session"), body)
                status, text = 200, json.dumps(answer)
            except Refused as refused:
                status, text = refused.status, refused.text
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text.encode())))
            self.end_headers()
            self.wfile.write(text.encode())

        do_GET = do_POST = do_PUT = handle_any

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}", fake
        server.shutdown()
