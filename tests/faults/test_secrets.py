"""Credentials go to the host they are for and are found nowhere afterwards: no log, table, edition, archive or file."""

from __future__ import annotations

import base64
import gzip
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pytest
from faults.desk import Here
from faults.server import Exchange, Web, serve
from faults.small_web import NIGHTS, page
from faults.tls import self_signed

from nightdesk.flows import run as runs
from nightdesk.flows.cli import main
from nightdesk.flows.nightly import nightly

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

    monkeypatch.setattr("nightdesk.warehouse.raw.store_captures", fail)
    with pytest.raises(RuntimeError):
        nightly.fn(project_folder=project, now=NIGHTS[1], settings={"engine": "plain", "log_format": "json"})
    told = capfd.readouterr()
    assert found(iter([("output", told.out), ("messages", told.err)])) == []
    assert found(contents(project)) == []
