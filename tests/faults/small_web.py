"""A small desk for tests that run many nights: a web of two outlets on loopback, an inbox, a table; three nights each.

The server answers for the night that the client's user agent names, so that many runs can live through different
nights at the same time. Everything else follows from the night's number alone.
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cache
from pathlib import Path

from faults.server import Exchange, Reply, Web

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "deployments" / "matcher"))
from generate import Labelled, Newsroom

from nightdesk.flows.nightly import nightly
from nightdesk.flows.run.report import RunReport

NIGHTS = {number: datetime(2031, 5, 5 + number, 23, 30, tzinfo=UTC) for number in (1, 2, 3)}
ROBOTS = b"User-agent: *\nDisallow: /private/\n"
SYLLABLES = ("ba", "den", "fir", "gol", "hum", "ket", "lor", "mis", "nav", "pol", "rust", "sel", "tor", "vik", "zan")
FIRST_NAMES = ("Ada", "Bela", "Carl", "Dana", "Emil", "Frida")


@cache
def archive() -> tuple[Labelled, ...]:
    """The matcher's invented newsroom: reports, copies and rewrites of a few events, long enough to be articles."""
    return tuple(row for row in Newsroom(3).archive(6) if len(row.document.text) > 900)


def story(number: int, workers: int | None = None) -> tuple[str, list[str]]:
    """Title and paragraphs of a report of the newsroom, with facts that all reports of its event state or dispute."""
    report = archive()[number % len(archive())]
    draw = random.Random(report.story)
    family, place = ("".join(draw.choices(SYLLABLES, k=3)).title() for _ in range(2))
    person, cost = f"{draw.choice(FIRST_NAMES)} {family}", draw.randint(12, 90)
    told = [
        f'"We will open the terminal before winter," said {person}, who leads the council of {place}.',
        f"The work at {place} will cost {cost} million euros and employ {workers or 100 + 10 * number} workers.",
        f"{person} promised to publish the contract on 14 June 2031.",
    ]
    lines = report.document.text.splitlines()
    return " ".join(lines[0].split()[:7]), [*lines, *told]


def page(number: int, workers: int | None = None) -> bytes:
    """A report as an outlet's page, with a line that stands on every page of the outlet."""
    title, paragraphs = story(number, workers)
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    footer = "<p>Harbour letters are read by the evening desk every working day of the week.</p>"
    return (
        f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>"
        f"{body}{footer}</article></body></html>"
    ).encode()


def pages_of(outlet: int, night: int) -> dict[str, bytes | int]:
    """{path: page, or the status that stands for it} of an outlet on a night."""
    first = 20 * outlet
    pages: dict[str, bytes | int] = {f"/{n}": page(n) for n in range(first, first + 2 + 2 * night)}
    pages["/copied"] = page(78)  # by both, word for word
    if night >= 2:
        pages[f"/{first}"] = page(first, workers=640)  # edited
        pages[f"/{first + 1}"] = 410
    pages["/later"] = 500 if night == 2 else page(first + 9)
    return pages


def feed(outlet: int, night: int, base: str) -> bytes:
    """The outlet's feed, the withdrawn page left out."""
    entries = "".join(
        f"<item><title>Report {path}</title><link>{base}{path}</link><guid>{outlet}{path}</guid>"
        f"<pubDate>{format_datetime(NIGHTS[night].replace(hour=8))}</pubDate></item>"
        for path, content in pages_of(outlet, night).items()
        if content != 410
    )
    return f"<rss version='2.0'><channel><title>Outlet {outlet}</title>{entries}</channel></rss>".encode()


def reply_of(outlet: int) -> Reply:
    """Answers for an outlet: robots.txt, feed, pages; with validators, and "not modified" where they match."""

    async def reply(x: Exchange) -> None:
        night = int(x.headers["user-agent"].rpartition("-")[2])
        content: bytes | int | None = pages_of(outlet, night).get(x.path)
        if x.path == "/robots.txt":
            content = ROBOTS
        elif x.path == "/feed.xml":
            content = feed(outlet, night, f"http://{x.host}:{x.port}")
        if not isinstance(content, bytes):
            await x.page(b"", f"{content or 404} No")
            return
        etag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
        if x.headers.get("if-none-match") == etag:
            await x.page(b"", "304 Not Modified", etag=etag)
        else:
            kind = "application/rss+xml" if x.path == "/feed.xml" else "text/html; charset=utf-8"
            await x.page(content, etag=etag, content_type=kind)

    return reply


OUTLETS = {"127.0.3.1": 1, "127.0.3.2": 2}


def small_web() -> Web:
    """Both outlets, to be served."""
    return Web({host: {"*": reply_of(outlet), "/robots.txt": reply_of(outlet)} for host, outlet in OUTLETS.items()})


def lay_out_inputs(folder: Path) -> None:
    """The inbox and a table with a row that does not parse; outside any project, so that ids do not depend on one."""
    (folder / "inbox").mkdir(parents=True, exist_ok=True)
    for number in (78, 90, 91):
        title, paragraphs = story(number)
        (folder / "inbox" / f"{number}.txt").write_text("\n\n".join([title, *paragraphs]) + "\n", encoding="utf-8")
    (folder / "inbox" / "empty.html").write_text("<html></html>", encoding="utf-8")
    rows = []
    for number in (92, 93):
        title, paragraphs = story(number)
        rows.append(json.dumps({"id": str(number), "title": title, "text": "\n\n".join(paragraphs)}))
    (folder / "rows.jsonl").write_text("\n".join([*rows, "{not json"]) + "\n", encoding="utf-8")


def declare(project: Path, inputs: Path, port: int) -> None:
    """Writes a project's sources.toml and settings.toml."""
    project.mkdir(parents=True, exist_ok=True)
    sources = [
        f'[[sources]]\nid = "outlet{n}"\nkind = "feed"\nurl = "http://{host}:{port}/feed.xml"\n'
        for host, n in OUTLETS.items()
    ]
    sources.append(f'[[sources]]\nid = "inbox"\nkind = "folder"\npath = "{inputs}/inbox"\n')
    sources.append(f'[[sources]]\nid = "rows"\nkind = "table"\npath = "{inputs}/rows.jsonl"\n')
    (project / "sources.toml").write_text("\n".join(sources), encoding="utf-8")
    (project / "settings.toml").write_text(
        'contact = "desk@example.org"\nallow_networks = ["127.0.0.0/8"]\ndelay_s = 0.0\nkeep_editions = 2\n'
        'full_fetch_days = 7\nmemory_limit = "500MB"\n',
        encoding="utf-8",
    )


def run_night(project: Path, number: int, **overrides: object) -> RunReport:
    """One night of the small desk, without Prefect's engine."""
    settings = {"engine": "plain", "user_agent": f"Nightdesk/night-{number}", **overrides}
    report = nightly.fn(project_folder=project, now=NIGHTS[number], settings=settings)
    assert isinstance(report, RunReport)
    return report
