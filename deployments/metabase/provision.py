"""Sets Metabase up for Nightdesk through its REST API: account, database, questions, dashboard "Morning edition".

Runs as often as you like: what is there is brought up to date, nothing is made twice. After each edition
``--refresh`` tells Metabase to open the new one. Needs nothing but Python 3.11 and httpx.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
import tomllib
from pathlib import Path
from typing import Any

import httpx

COLLECTION = "Nightdesk"
DASHBOARD = "Morning edition"
GRID_COLUMNS = 24
CARDS = Path(__file__).with_name("cards.toml")

Json = dict[str, Any]


class ProvisioningFailed(Exception):
    """Metabase cannot be set up; the message says why."""


class Metabase:
    """The part of Metabase's API that is needed here, signed in."""

    def __init__(self, url: str, email: str, password: str, patience_s: float = 300) -> None:
        self._http = httpx.Client(base_url=url, timeout=60)
        self._wait(patience_s)
        self._http.headers["X-Metabase-Session"] = self._sign_in(email, password)

    def _wait(self, patience_s: float) -> None:
        """Metabase takes a minute or two to start."""
        deadline = time.monotonic() + patience_s
        while True:
            try:
                if self._http.get("/api/health").json() == {"status": "ok"}:
                    return
            except (httpx.TransportError, ValueError):
                pass
            if time.monotonic() >= deadline:
                raise ProvisioningFailed(f"{self._http.base_url} does not answer")
            time.sleep(min(2, patience_s / 10))

    def _sign_in(self, email: str, password: str) -> str:
        """A session; on the first day the account is made."""
        properties = self.call("GET", "/api/session/properties")
        if properties.get("has-user-setup"):
            return str(self.call("POST", "/api/session", {"username": email, "password": password})["id"])
        user = {"email": email, "password": password, "first_name": "Night", "last_name": "Desk"}
        preferences = {"site_name": "Nightdesk", "allow_tracking": False}
        made = self.call("POST", "/api/setup", {"token": properties["setup-token"], "user": user, "prefs": preferences})
        return str(made["id"])

    def call(self, method: str, path: str, body: Json | None = None) -> Any:
        """The answer's JSON.

        Raises:
            ProvisioningFailed: Metabase refused; its own words are in the message, the request is not.
        """
        answer = self._http.request(method, path, json=body)
        if answer.is_error:
            raise ProvisioningFailed(f"{method} {path}: {answer.status_code} {answer.text[:300]}")
        return answer.json() if answer.content else None

    def ensure(self, existing: list[Json], name: str, path: str, body: Json) -> int:
        """The id of the thing with this name: brought up to date where it exists, made where it does not."""
        found = next((item["id"] for item in existing if item["name"] == name), None)
        if found is None:
            return int(self.call("POST", path, {"name": name, **body})["id"])
        self.call("PUT", f"{path}/{found}", {"name": name, **body})
        return int(found)


def provision(metabase: Metabase, database: Json) -> int:
    """Brings database, collection, questions and dashboard up to date and returns the dashboard's id."""
    database_id = ensure_database(metabase, database)
    collections = [item for item in metabase.call("GET", "/api/collection") if not item.get("archived")]
    collection = metabase.ensure(collections, COLLECTION, "/api/collection", {})
    items = metabase.call("GET", f"/api/collection/{collection}/items?models=card&models=dashboard")["data"]
    cards = tomllib.loads(CARDS.read_text(encoding="utf-8"))["cards"]
    existing = [item for item in items if item["model"] == "card"]
    ids = [metabase.ensure(existing, card["name"], "/api/card", _card(card, database_id, collection)) for card in cards]
    dashboards = [item for item in items if item["model"] == "dashboard"]
    dashboard = metabase.ensure(dashboards, DASHBOARD, "/api/dashboard", {"collection_id": collection})
    _lay_out(metabase, dashboard, cards, ids)
    return dashboard


def ensure_database(metabase: Metabase, database: Json) -> int:
    """Writes the connection, which makes Metabase close what it has open, and starts a sync."""
    existing = metabase.call("GET", "/api/database")["data"]
    database_id = metabase.ensure(existing, str(database["name"]), "/api/database", database)
    metabase.call("POST", f"/api/database/{database_id}/sync_schema")
    return database_id


def _card(card: Json, database_id: int, collection: int) -> Json:
    query = {"type": "native", "database": database_id, "native": {"query": card["sql"].strip(), "template-tags": {}}}
    return {
        "description": card["description"],
        "display": card["display"],
        "dataset_query": query,
        "visualization_settings": card.get("visualization_settings", {}),
        "collection_id": collection,
    }


def _lay_out(metabase: Metabase, dashboard: int, cards: list[Json], ids: list[int]) -> None:
    """Puts the cards on the dashboard; those that are on it keep their place's id, others' cards stay."""
    there = metabase.call("GET", f"/api/dashboard/{dashboard}")["dashcards"]
    known = {item["card_id"]: item["id"] for item in there}
    placed = [item for item in there if item["card_id"] not in ids]
    column = row = height = 0
    for number, (card, card_id) in enumerate(zip(cards, ids, strict=True)):
        if column + card["width"] > GRID_COLUMNS:
            column, row, height = 0, row + height, 0
        place = {"row": row, "col": column, "size_x": card["width"], "size_y": card["height"]}
        # a negative id asks Metabase for a new one
        placed.append({"id": known.get(card_id, -1 - number), "card_id": card_id, **place})
        column, height = column + card["width"], max(height, card["height"])
    metabase.call("PUT", f"/api/dashboard/{dashboard}", {"dashcards": placed})


def duckdb_database(folder: str, edition_id: str) -> Json:
    """The connection to an edition by its own name: the next edition is another file, so the driver opens it."""
    details = {"database_file": f"{folder}/{edition_id}.duckdb", "read_only": True, "old_implicit_casting": False}
    return {"name": COLLECTION, "engine": "duckdb", "details": details}


def postgres_database(host: str, port: int, dbname: str, user: str, password: str) -> Json:
    """The connection to the database that ``nightdesk publish --to postgres`` fills; only its marts are shown."""
    details = {"host": host, "port": port, "dbname": dbname, "user": user, "password": password, "ssl": False}
    schemas = {"schema-filters-type": "inclusion", "schema-filters-patterns": "marts"}
    return {"name": COLLECTION, "engine": "postgres", "details": {**details, **schemas}}


def newest_edition(folder: Path) -> str:
    """The id of the edition that ``current.duckdb`` is.

    Raises:
        ProvisioningFailed: there is none.
    """
    current = folder / "current.duckdb"
    for path in sorted(folder.glob("[!.]*.duckdb"), reverse=True):
        if path.name != current.name and current.exists() and _same(path, current):
            return path.name.removesuffix(".duckdb")
    raise ProvisioningFailed(f"{folder} holds no current edition")


def _same(one: Path, other: Path) -> bool:
    """Two links of one file, or a file and its copy."""
    first, second = one.stat(), other.stat()
    return os.path.samestat(first, second) or (first.st_size, first.st_mtime) == (second.st_size, second.st_mtime)


def _arguments(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--url", default="http://127.0.0.1:3000")
    parser.add_argument("--email", default="desk@nightdesk.invalid", help="the account; password: METABASE_PASSWORD")
    parser.add_argument("--refresh", action="store_true", help="only open the newest edition and sync")
    parser.add_argument("--editions", type=Path, help="the project's editions folder: use the DuckDB driver")
    parser.add_argument("--mounted-at", default="/editions", help="where Metabase sees that folder")
    parser.add_argument("--pg-host", default="postgres", help="PostgreSQL as Metabase reaches it; password: PGPASSWORD")
    parser.add_argument("--pg-port", type=int, default=5432)
    parser.add_argument("--pg-database", default="desk")
    parser.add_argument("--pg-user", default="analyst")
    return parser.parse_args(arguments)


def main(arguments: list[str]) -> int:
    """Runs as told and returns the exit code."""
    given = _arguments(arguments)
    password = os.environ.get("METABASE_PASSWORD")
    if not password:
        print("set METABASE_PASSWORD: the password of the Metabase account", file=sys.stderr)
        return 2
    try:
        if given.editions:
            database = duckdb_database(given.mounted_at, newest_edition(given.editions))
        else:
            secret = os.environ.get("PGPASSWORD", "")
            database = postgres_database(given.pg_host, given.pg_port, given.pg_database, given.pg_user, secret)
        metabase = Metabase(given.url, given.email, password)
        if given.refresh:
            print(f"database {ensure_database(metabase, database)} synced")
        else:
            print(f"{given.url}/dashboard/{provision(metabase, database)}")
    except ProvisioningFailed as error:
        print(f"provision: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
