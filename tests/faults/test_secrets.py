"""Credentials go to the host they are for and are found nowhere afterwards: no log, table, edition, archive or file.

Nor in Prefect's own database, which keeps logs, parameters, states with their messages, and artifacts of every run.
"""

from __future__ import annotations

import base64
import gzip
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pytest
from faults.desk import Here
from faults.server import Exchange, Web, serve
from faults.small_web import NIGHTS, page
from faults.tls import self_signed

from nightdesk.flows.cli import main
from nightdesk.flows.nightly import nightly
from nightdesk.flows.run import lifecycle as runs

HOST = "127.0.2.1"
SECRET = "canary-4Jx9-password"
GIVEN = base64.b64encode(f"desk:{SECRET}".encode()).decode()  # as it stands in the header
CANARIES = (SECRET, GIVEN, "canary-in-link", "canary-in-redirect", "canary-in-cookie")
STATUS = {"/forbidden": "403 Forbidden", "/broken": "500 Internal Server Error", "/missing": "404 Not Found"}


async def reply(x: Exchange) -> None:
    """A feed whose links and redirects hold secrets, and error pages that repeat what was sent."""
    sent = x.headers.get("authorization", "none")
    base = f"https://reader:canary-in-link@{HOST}:{x.port}"
    if x.path == "/feed.xml":
        paths = ["/1", "/2", "/moved", "/cut", "/nowhere", *STATUS]
        items = "".join(f"<item><title>T{path}</title><link>{base}{path}</link></item>" for path in paths)
        items += "<item><title>Odd</title><link>https://reader:canary-in-link@[broken/</link></item>"
        await x.page(
            f"<rss version='2.0'><channel>{items}</channel></rss>".encode(), content_type="application/rss+xml"
        )
    elif x.path == "/moved":
        await x.page(b"", "302 Found", location=f"https://reader:canary-in-redirect@{HOST}:{x.port}/3")
    elif x.path == "/nowhere":
        await x.page(b"", "302 Found", location="https://reader:canary-in-redirect@127.0.9.9:9/")
    elif x.path == "/cut":
        await x.send(f"HTTP/1.1 200 OK\r\ncontent-length: 999\r\nx-was: {sent}\r\n\r\n{sent}".encode())
        x.writer.close()
    elif x.path in STATUS:
        await x.page(f"<p>You sent {sent} {SECRET}".encode(), STATUS[x.path], x_was=sent)
    else:
        await x.page(page(int(x.path[1:])), set_cookie="session=canary-in-cookie", x_was=sent)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A project with one source that needs a password, its web served."""
    (tmp_path / "tls").mkdir()
    context = self_signed(tmp_path / "tls", HOST)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "tls" / "certificate.pem"))
    monkeypatch.setenv("DESK_SECRET", f"desk:{SECRET}")
    monkeypatch.setattr(runs, "executor_for", lambda setting: Here())
    web = Web({HOST: {"*": reply}})
    folder = tmp_path / "project"
    folder.mkdir()
    with serve(web, context):
        (folder / "sources.toml").write_text(
            f'[[sources]]\nid = "paid"\nkind = "feed"\nauth = "env:DESK_SECRET"\nurl = "https://{HOST}:{web.port}/feed.xml"\n'
        )
        (folder / "settings.toml").write_text(
            'contact = "desk@example.org"\nallow_networks = ["127.0.0.0/8"]\ndelay_s = 0.0\nfetch_deadline_s = 3\n'
        )
        yield folder
    assert [path for _, path, headers in web.requests if headers.get("authorization") == f"Basic {GIVEN}"]


def contents(project: Path) -> Iterator[tuple[str, str]]:
    """(where, what) of every file, compressed records unpacked, and of every cell of every database."""
    for path in sorted(path for path in project.rglob("*") if path.is_file()):
        data = path.read_bytes()
        yield path.name, data.decode("latin-1")
        if path.suffix == ".gz":
            yield f"{path.name}, unpacked", gzip.decompress(data).decode("latin-1")
        if path.suffix == ".duckdb":
            yield from cells(path)


def cells(path: Path) -> Iterator[tuple[str, str]]:
    with closing(duckdb.connect(str(path), read_only=True)) as connection:
        for schema, table in connection.execute("select schema_name, table_name from duckdb_tables()").fetchall():
            rows = connection.execute(f'select * from "{schema}"."{table}"').fetchall()
            yield f"{path.name}, {schema}.{table}", str(rows)


FAILS_AT_ITS_END = """
import sys
from nightdesk.flows.stages import night as stages
from nightdesk.flows.cli import main

def fail(*values):
    try:
        open(f"/nowhere/https://desk:{sys.argv[2]}@{sys.argv[3]}/")
    except OSError as error:
        raise ValueError(f"cannot publish with Basic {sys.argv[4]}") from error

stages.publish_new_edition = fail
main(["run", "--project", sys.argv[1]])
"""


def prefect_keeps(home: Path) -> Iterator[tuple[str, str]]:
    """(where, what) of every cell of Prefect's database, which splits long texts over pages, and of every file."""
    with closing(sqlite3.connect(home / "prefect.db")) as connection:
        tables = connection.execute("select name from sqlite_master where type = 'table'").fetchall()
        for (table,) in tables:
            yield f"prefect.db, {table}", str(connection.execute(f'select * from "{table}"').fetchall())
    yield from ((path.name, path.read_bytes().decode("latin-1")) for path in home.rglob("*") if path.is_file())


def found(places: Iterator[tuple[str, str]]) -> list[str]:
    return [f"{canary} in {where}" for where, text in places for canary in CANARIES if canary in text]


def test_no_secret_is_kept_anywhere(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    report = nightly.fn(project_folder=project, now=NIGHTS[1], settings={"engine": "plain", "log_format": "json"})
    assert report.stages[0].total("stored") >= 3
    assert report.rejected >= 4
    for command in (["status"], ["rejections"], ["doctor"], ["sql", "from rejections"]):
        with pytest.raises(SystemExit):
            main([*command, "--project", str(project)])
    told = capfd.readouterr()
    assert found(iter([("output", told.out), ("messages", told.err)])) == []
    assert found(contents(project)) == []


def test_an_error_that_ends_the_night_hides_them_too(
    project: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*values: object) -> None:
        raise RuntimeError(f"cannot store https://desk:{SECRET}@{HOST}/ with Basic {GIVEN}")

    monkeypatch.setattr("nightdesk.warehouse.tables.raw.store_captures", fail)
    with pytest.raises(RuntimeError):
        nightly.fn(project_folder=project, now=NIGHTS[1], settings={"engine": "plain", "log_format": "json"})
    told = capfd.readouterr()
    assert found(iter([("output", told.out), ("messages", told.err)])) == []
    assert found(contents(project)) == []


def test_prefect_keeps_no_secret_of_a_night_that_fails_at_its_end(project: Path, tmp_path: Path) -> None:
    home = tmp_path / "prefect"
    environment = {**os.environ, "PREFECT_HOME": str(home)}
    command = [sys.executable, "-c", FAILS_AT_ITS_END, project, SECRET, HOST, GIVEN]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=200, check=False)
    kept = dict(prefect_keeps(home))
    for table in ("flow_run_state", "log"):
        assert "cannot publish with Basic ***" in kept[f"prefect.db, {table}"], done.stderr
    assert found(iter(kept.items())) == []
    assert found(iter([("output", done.stdout), ("messages", done.stderr)])) == []
    assert found(contents(project)) == []
