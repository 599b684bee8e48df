"""Nights over a local web of three hosts and 200 pages: polite, conditional, and nothing lost when a night is cut."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from faults.server import Exchange, Web, serve
from night_support import working_file_of

from nightdesk.flows.errors import DiskFull, UsageError
from nightdesk.flows.project import load_project
from nightdesk.flows.run.lifecycle import start_run
from nightdesk.flows.run.report import RunReport
from nightdesk.flows.stages.night import clean, collect
from nightdesk.flows.stages.receiving import Batch
from nightdesk.warehouse.tables.ops import payload

HOSTS = ("127.0.0.1", "127.0.0.2", "127.0.0.3")
PAGES = (67, 67, 66)
DELAY_S = 0.02
FIRST_NIGHT = datetime(2026, 3, 10, 23, 30, tzinfo=UTC)
ROBOTS = b"User-agent: *\nDisallow: /private/\n"


@dataclass
class Site:
    """One host: a feed and its pages, with validators made from their content."""

    host: str
    pages: dict[str, str] = field(default_factory=dict)  # path: text
    extra_links: list[str] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)
    frozen_etags: dict[str, str] = field(default_factory=dict)  # of pages that lie
    feed_is_empty: bool = False

    async def reply(self, x: Exchange) -> None:
        path = x.path.partition("?")[0]
        if path == "/robots.txt":
            await x.page(ROBOTS, content_type="text/plain")
        elif path in self.gone:
            await x.page(b"", "410 Gone")
        elif path == "/feed.xml":
            await self._validated(x, path, self.feed(x.port), "application/rss+xml")
        elif path in self.pages:
            await self._validated(x, path, page(self.pages[path]), "text/html; charset=utf-8")
        else:
            await x.page(b"", "404 Not Found")

    async def _validated(self, x: Exchange, path: str, body: bytes, content_type: str) -> None:
        etag = self.frozen_etags.get(path) or f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if x.headers.get("if-none-match") == etag:
            await x.page(b"", "304 Not Modified", etag=etag)
        else:
            await x.page(body, content_type=content_type, etag=etag)

    def feed(self, port: int) -> bytes:
        names = () if self.feed_is_empty else self.pages
        links = [f"http://{self.host}:{port}{path}?utm_source=feed" for path in names if path not in self.gone]
        items = "".join(f"<item><title>T</title><link>{link}</link></item>" for link in [*links, *self.extra_links])
        return f'<?xml version="1.0"?><rss version="2.0"><channel><title>F</title>{items}</channel></rss>'.encode()


def page(text: str) -> bytes:
    return (
        f"<html lang=en><head><title>{text[:30]}</title></head><body><article><p>{text}</p></article></body>".encode()
    )


def text_of(host: str, number: int) -> str:
    return (
        f"The harbour master of quay {host[-1]} said on Monday that boat number {number} had come in late. "
        f"Its crew of {number % 9 + 2} unloaded {number * 7} crates of herring before the rain began, and the market "
        "opened an hour after its usual time. Nobody complained, because the herring was good and the coffee was hot."
    )


@dataclass
class Crawl:
    """A project over the three sites."""

    folder: Path
    web: Web
    sites: list[Site]

    def night(self, after_days: int = 0) -> RunReport:
        """Collects and cleans; the web forgets what it was asked before."""
        for memory in (self.web.requests, self.web.spans):
            memory.clear()  # type: ignore[attr-defined]
        with start_run(load_project(self.folder), now=FIRST_NIGHT + timedelta(days=after_days)) as run:
            return run.report(collect(run), clean(run))

    def setting(self, text: str) -> None:
        with (self.folder / "settings.toml").open("a", encoding="utf-8") as file:
            file.write(text + "\n")

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        with working_file_of(self.folder) as connection:
            return connection.execute(sql).fetchall()


@pytest.fixture
def sites() -> list[Site]:
    made = [Site(host) for host in HOSTS]
    for site, count in zip(made, PAGES, strict=True):
        site.pages = {f"/news/{number}": text_of(site.host, number) for number in range(count)}
        site.pages |= {f"/private/{number}": "Not for programs." for number in range(3)}
    return made


@pytest.fixture
def crawl(tmp_path: Path, sites: list[Site]) -> Iterator[Crawl]:
    with serve(Web({site.host: {"*": site.reply, "/robots.txt": site.reply} for site in sites})) as web:
        lines = ['contact = "desk@example.org"', f"delay_s = {DELAY_S}", 'executor = "process:1"']
        (tmp_path / "settings.toml").write_text("\n".join([*lines, 'allow_networks = ["127.0.0.0/8"]', ""]))
        (tmp_path / "sources.toml").write_text(
            "".join(
                f'[[sources]]\nid = "s{number}"\nkind = "feed"\nurl = "{web.url(site.host, "/feed.xml")}"\n'
                for number, site in enumerate(sites, start=1)
            )
        )
        yield Crawl(tmp_path, web, sites)


def gaps_of(web: Web) -> list[float]:
    """Seconds between an answer and the next request to the same host."""
    by_host = {host: sorted((began, ended) for at, began, ended in web.spans if at == host) for host in HOSTS}
    return [later[0] - earlier[1] for spans in by_host.values() for earlier, later in pairwise(spans)]


def test_nights_over_three_hosts_and_200_pages(crawl: Crawl) -> None:
    crawl.sites[1].extra_links.append(crawl.web.url(HOSTS[0], "/news/5"))  # seen in two feeds
    first = crawl.night()
    asked = [path for _, path, _ in crawl.web.requests]
    gaps = gaps_of(crawl.web)
    assert len([path for path in asked if path.startswith("/news/")]) == 201
    assert [path for path in asked if path.startswith("/private/")] == []
    assert asked.count("/robots.txt") == 3
    assert min(gaps) >= DELAY_S  # so never two at a time
    assert (first.stages[0].total("stored"), first.stages[0].total("rejected")) == (201, 9)
    assert crawl.ask("select count(*), sum(current_version) from staging.articles") == [(200, 200)]
    assert crawl.ask("select count(*) from raw.sightings where url like '%/news/5' or url like '%/news/5?%'") == [(4,)]

    crawl.sites[0].pages["/news/1"] = text_of(HOSTS[0], 1).replace("come in late", "come in early")
    crawl.sites[1].gone.add("/news/2")
    second = crawl.night(1)
    whole = crawl.ask("select sum(size_bytes) from raw.captures where run_seq = 1")[0][0]
    fetched = crawl.ask("select sum(received_bytes) from ops.source_health")[0][0]
    health = crawl.ask("select sum(requests), sum(unchanged) from ops.source_health")[0]
    conditional = [headers for _, path, headers in crawl.web.requests if path.startswith("/news/")]
    assert all("if-none-match" in headers for headers in conditional)
    assert second.stages[0].total("stored") == 1
    assert crawl.ask("select url, current_version from staging.articles where current_version > 1") == [
        (crawl.web.url(HOSTS[0], "/news/1?utm_source=feed"), 2)
    ]
    assert crawl.ask("select url, withdrawn_reason from staging.articles where withdrawn_at is not null") == [
        (crawl.web.url(HOSTS[1], "/news/2?utm_source=feed"), "410: withdrawn by the publisher")
    ]
    assert crawl.web.counts[HOSTS[0], "/robots.txt"] == 2  # kept for a day
    assert health[1] / health[0] > 0.9
    print(
        f"\nfirst night: {len(asked)} requests, least gap {min(gaps) * 1000:.0f} ms (delay {DELAY_S * 1000:.0f} ms), "
        f"disallowed fetched 0\nsecond night: {health[0]} addresses, {health[1] / health[0]:.1%} answered 304, "
        f"{fetched:,} bytes instead of {whole:,}"
    )


@pytest.fixture
def small(crawl: Crawl) -> Crawl:
    """The first host alone, with five pages."""
    site = crawl.sites[0]
    site.pages = dict(list(site.pages.items())[:5])
    declared = (crawl.folder / "sources.toml").read_text().partition('[[sources]]\nid = "s2"')[0]
    (crawl.folder / "sources.toml").write_text(declared)
    return crawl


def test_a_304_that_lies_is_found_out_after_a_week_and_not_believed_again(small: Crawl) -> None:
    site = small.sites[0]
    site.frozen_etags["/news/1"] = '"always"'
    small.setting("revisit_days = 30")
    small.night()
    site.pages["/news/1"] = text_of(HOSTS[0], 1).replace("come in late", "sunk")
    assert small.night(1).stages[0].total("stored") == 0
    assert small.night(8).stages[0].total("stored") == 1
    small.night(9)
    headers = {path.partition("?")[0]: headers for _, path, headers in small.web.requests}
    assert "if-none-match" not in headers["/news/1"]
    assert "if-none-match" in headers["/news/2"]


def test_what_a_cut_night_could_not_fetch_comes_the_next_night_with_what_the_feed_said(small: Crawl) -> None:
    settings = small.folder / "settings.toml"
    quick = settings.read_text() + "fetch_deadline_s = 5\n"
    settings.write_text(quick.replace(f"delay_s = {DELAY_S}", "delay_s = 0.4") + "fetch_window_s = 4\n")
    site = small.sites[0]
    site.pages = {f"/news/{number}": text_of(site.host, number) for number in range(40)}
    first = small.night().stages[0]
    assert first.total("skipped") > 0
    assert first.total("stored") + first.total("skipped") == 40
    assert "postponed" in (first.counts[0].note or "")
    site.feed_is_empty = True
    settings.write_text(quick)
    second = small.night(1).stages[0]
    assert second.total("stored") == first.total("skipped")
    assert small.ask("select count(*) from raw.waiting") == [(0,)]
    titles = {json.loads(hints)["title"] for (hints,) in small.ask("select hints from raw.captures")}
    assert titles == {"T"}


def test_a_night_that_dies_between_batches_loses_and_doubles_nothing(
    small: Crawl, monkeypatch: pytest.MonkeyPatch
) -> None:
    """State is written with its data: the second try finds the feed new, what is stored unchanged, the rest missing."""
    store, stored = Batch.store, []

    def dies(batch: Batch, robots: Any) -> Any:
        if len(stored) == 2:
            raise OSError(28, "No space left on device")
        stored.append(batch)
        return store(batch, robots)

    monkeypatch.setattr("nightdesk.flows.stages.collecting._BATCH_ITEMS", 2)
    monkeypatch.setattr(Batch, "store", dies)
    with pytest.raises(DiskFull, match="No space"):
        small.night()
    assert small.ask("select (select count(*) from raw.captures), count(*) from raw.validators") == [(4, 4)]
    monkeypatch.setattr(Batch, "store", store)
    again = small.night().stages[0]
    assert (again.total("stored"), again.total("unchanged")) == (1, 4)
    assert small.ask("select count(*), count(distinct url) from raw.captures") == [(5, 5)]
    assert small.ask("select count(*) from raw.validators") == [(6,)]  # the feed's too, at last


def test_what_came_but_was_refused_is_kept(small: Crawl) -> None:
    site = small.sites[0]

    async def reply(x: Exchange) -> None:
        await x.page(b"<html>Please log in", content_type="text/html")

    small.web.replies[site.host] = {"*": reply}
    small.night()
    with working_file_of(small.folder) as connection:
        ((rejection_id, reason),) = connection.execute("select rejection_id, reason from ops.rejections").fetchall()
        assert reason == "bad_feed"
        assert payload(connection, rejection_id) == b"<html>Please log in"


def test_an_address_that_fails_in_passing_is_tried_again_three_nights_long(small: Crawl) -> None:
    site = small.sites[0]
    small.night()
    site.pages["/news/9"] = text_of(site.host, 9)
    healthy = site.reply

    async def reply(x: Exchange) -> None:
        await (x.page(b"", "500 Internal Server Error") if x.path.startswith("/news/9") else healthy(x))

    small.web.replies[site.host] = {"*": reply, "/robots.txt": reply}
    for night in range(1, 5):
        small.night(night)
        site.pages.pop("/news/9", None)  # named once only
        asked = sum(path.startswith("/news/9") for _, path, _ in small.web.requests)
        assert asked == (1 if night <= 3 else 0)


def test_a_source_that_fails_is_asked_ever_more_rarely_and_a_success_forgives(small: Crawl) -> None:
    site = small.sites[0]
    gone = {"/feed.xml"}
    site.gone = gone
    asked = []
    for night in range(8):
        small.night(night)
        asked.append(any(path == "/feed.xml" for _, path, _ in small.web.requests))
    assert asked == [True, True, False, True, False, False, False, True]
    site.gone = set()
    small.night(16)
    assert small.ask("select failure_weight, next_try_at, last_reason from ops.source_health") == [(0.0, None, None)]


def test_a_source_that_dries_up_is_an_alarm(small: Crawl) -> None:
    from nightdesk.warehouse.publishing.checks import run_checks
    from nightdesk.warehouse.publishing.marts import build_marts

    with (small.folder / "sources.toml").open("a") as file:
        file.write("min_articles_per_day = 0.5\n")

    def dry() -> int:
        with working_file_of(small.folder) as connection:
            build_marts(connection)
            return next(check.failing_rows for check in run_checks(connection) if check.name == "dry_sources")

    small.night()
    assert dry() == 0
    small.night(8)
    assert dry() == 1


def test_nobody_is_asked_while_there_is_no_contact(small: Crawl) -> None:
    text = (small.folder / "settings.toml").read_text()
    (small.folder / "settings.toml").write_text(text.replace("desk@example.org", ""))
    with pytest.raises(UsageError, match="contact is empty"):
        small.night()
    assert small.web.requests == []


def test_a_source_that_breaks_its_collector_does_not_end_the_night_of_the_others(
    crawl: Crawl, monkeypatch: pytest.MonkeyPatch
) -> None:
    from nightdesk.flows.collect import COLLECTORS

    feed = COLLECTORS["feed"]

    def breaks(source: Any, context: Any) -> Iterator[Any]:
        for number, item in enumerate(feed(source, context)):
            if source.id == "s2" and number == 3:
                raise RuntimeError("a bug")
            yield item

    monkeypatch.setitem(COLLECTORS, "feed", breaks)
    counts = {count.source_id: count for count in crawl.night().stages[0].counts}
    assert [counts[name].stored for name in ("s1", "s2", "s3")] == [67, 3, 66]
    assert crawl.ask("select reason, detail from ops.rejections where source_id = 's2' and stage = 'collect'") == [
        ("collector_failed", "RuntimeError: a bug")
    ]
