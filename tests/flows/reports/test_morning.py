"""The morning page: what it shows, that nothing in it comes to life, and how it is served."""

from __future__ import annotations

import http.client
import json
import shutil
import threading
from collections.abc import Iterator
from datetime import datetime
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest

from nightdesk.flows.errors import UsageError
from nightdesk.flows.project import load_project
from nightdesk.flows.reports.charts import copy_picture, figure_marks, sparkline
from nightdesk.flows.reports.morning import marking, render
from nightdesk.flows.reports.server import page_server
from nightdesk.flows.run.lifecycle import start_run
from nightdesk.flows.stages.night import publish
from nightdesk.warehouse.connection import open_edition

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'--></style>{{ 7 * 7 }}"
CLOSED_SETS = {"relation", "verdict", "change", "modality", "polarity", "stage", "severity", "kind", "status"}
"""Words that our own rules choose; everything else may come from outside."""


class Page(HTMLParser):
    """Every element of a page with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def sample_page(demo_project: Path) -> str:
    with open_edition(demo_project / "editions" / "current.duckdb") as edition:
        return render(edition)


@pytest.fixture
def hostile(demo_project: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The sample's edition with markup at the end of every text, and addresses that are scripts."""
    file = demo_project / "editions" / "current.duckdb"
    with duckdb.connect() as connection:
        connection.execute(f"attach '{file}' as edition (read_only); create schema marts; set search_path = 'marts'")
        columns = connection.execute(
            "select table_name, column_name, data_type from duckdb_columns() where database_name = 'edition'"
        ).fetchall()
        for table in {row[0] for row in columns}:
            connection.execute(f"create table marts.{table} as from edition.marts.{table}")
        for table, column, type_ in columns:
            if column in ("path_or_url", "url"):
                connection.execute(f"update marts.{table} set {column} = 'javascript:alert(3)'")
            elif type_ == "VARCHAR" and not column.endswith("_id") and column not in CLOSED_SETS:
                connection.execute(f'update marts.{table} set "{column}" = "{column}" || $1', [HOSTILE])
        yield connection


def test_titles_with_markup_stay_inert(hostile: duckdb.DuckDBPyConnection, sample_page: str) -> None:
    """With hostile texts everywhere the page has the same elements as before, and no link but the inner ones."""
    html = render(hostile)
    assert html.count("&lt;script&gt;") > 100
    page, original = Page(html), Page(sample_page)
    assert {tag for tag, _ in page.elements} <= {tag for tag, _ in original.elements}
    assert not {"script", "img", "iframe", "object"} & {tag for tag, _ in page.elements}
    assert [name for _, attributes in page.elements for name in attributes if name.startswith("on")] == []
    assert {str(link["href"])[0] for link in page.all("a")} == {"#"}
    assert "49" not in html.partition("{{ 7 * 7 }}")[0][-40:]


def test_the_page_needs_no_network(sample_page: str) -> None:
    page = Page(sample_page)
    loads = [attributes for _, attributes in page.elements if {"src", "srcset", "data", "poster"} & set(attributes)]
    assert loads == []
    assert [link["href"] for link in page.all("link")] == ["data:,"]
    assert "url(" not in sample_page
    assert "@import" not in sample_page
    policies = [str(meta.get("content")) for meta in page.all("meta") if "http-equiv" in meta]
    assert policies[0].startswith("default-src 'none'")


def test_a_reader_without_eyes_is_told_the_same(sample_page: str) -> None:
    """Headings step down one by one, tables have headers with a scope, pictures a label or a text beside them."""
    page = Page(sample_page)
    levels = [int(tag[1]) for tag, _ in page.elements if tag in ("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert all(header.get("scope") for header in page.all("th"))
    pictures = [picture for picture in page.all("svg") if "x" not in picture]
    assert all(picture.get("aria-label") or picture.get("aria-hidden") == "true" for picture in pictures)
    assert page.all("html")[0]["lang"] == "en"
    anchors = {str(link["href"])[1:] for link in page.all("a") if str(link["href"]).startswith("#")}
    assert anchors <= {str(attributes.get("id")) for _, attributes in page.elements}


def test_the_sample_s_findings_are_on_the_page(sample_page: str) -> None:
    for words in (
        "Sources contradict each other.",
        "<mark>Twelve</mark> countries took part",
        "North Shore Post copied Meridian Wire, 98 % of the text",
        "<strong>figure changed</strong> (people): <del>25</del> → <ins>26</ins>",
        "<b>Perpetua Aldane</b>",
        "articles a day, oldest first: 0, 0",
    ):
        assert words in sample_page, words


def test_the_night_leaves_its_page_beside_the_edition(demo_project: Path, sample_page: str) -> None:
    """Every edition has its page, and the page shown is that of the newest."""
    folder = demo_project / "editions"
    assert (folder / "morning.html").read_text(encoding="utf-8") == sample_page
    editions = {path.stem for path in folder.glob("2*.duckdb")}
    assert {path.stem for path in folder.glob("2*.html")} == editions
    assert len(editions) == 3


def test_a_page_that_cannot_be_made_costs_no_edition(
    demo_project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new edition stands, yesterday's page too, and the report warns."""
    desk = Path(shutil.copytree(demo_project, tmp_path / "desk"))
    yesterday = (desk / "editions" / "morning.html").read_text(encoding="utf-8")
    monkeypatch.setattr("nightdesk.flows.reports.morning.render", lambda edition: 1 / 0)
    with start_run(load_project(desk), "publish") as run:
        report = run.report(publish(run))
    assert report.exit_code == 1
    assert report.warnings == ("no morning page: ZeroDivisionError: division by zero",)
    assert (desk / "editions" / f"{report.edition_id}.duckdb").samefile(desk / "editions" / "current.duckdb")
    assert (desk / "editions" / "morning.html").read_text(encoding="utf-8") == yesterday


def test_an_edition_without_articles_has_a_page_too(demo_project: Path) -> None:
    file = demo_project / "editions" / "current.duckdb"
    with duckdb.connect() as connection:
        connection.execute(f"attach '{file}' as edition (read_only); create schema marts; set search_path = 'marts'")
        names = connection.execute("select table_name from duckdb_tables() where database_name = 'edition'").fetchall()
        for (table,) in names:
            limit = "" if table == "edition" else "limit 0"
            connection.execute(f"create table marts.{table} as from edition.marts.{table} {limit}")
        assert "No origins contradict each other." in render(connection)


def claim(value: float | None, low: float | None, high: float | None) -> dict[str, float | None]:
    return {"value": value, "low": low, "high": high}


def test_figures_share_one_scale() -> None:
    """The smallest and the greatest stand near the edges, what lies between in proportion; no end, no bound."""
    ten, about, more = figure_marks([claim(10, 10, 10), claim(15, 12, 18), claim(20, 20, None)])
    assert (ten.dot, about.dot, more.dot) == (8, 50, 92)
    assert (about.left, about.right) == (24.8, 75.2)
    assert (more.right, more.is_open_right, more.is_open_left) == (100, True, False)


def test_figures_far_apart_stand_on_a_logarithmic_scale() -> None:
    dots = [mark.dot for mark in figure_marks([claim(value, value, value) for value in (1, 10, 100)])]
    assert dots == [8, 50, 92]


@pytest.mark.parametrize(
    ("claims", "dots"),
    [
        ([claim(0, 0, 0), claim(-4, -4, -4)], [92, 8]),
        ([claim(7, 7, 7)], [50]),
        ([claim(None, None, None)], [None]),
        ([claim(float("inf"), 1, None)], [None]),
        ([], []),
    ],
)
def test_odd_figures_have_their_place(claims: list[dict[str, float | None]], dots: list[float | None]) -> None:
    assert [mark.dot for mark in figure_marks(claims)] == dots


def test_bars_are_shares_of_the_greatest() -> None:
    assert [(bar.x, bar.height) for bar in sparkline([2, 0, 4, 1])] == [(0, 50), (50, 100), (75, 25)]
    assert sparkline([0, 0]) == sparkline([]) == []


def article(name: str, hour: int, parent: str | None = None) -> dict[str, object]:
    moment = datetime(2026, 3, 2, hour)
    return {"article_id": name, "derived_from_article_id": parent, "published_at": moment, "first_seen_at": moment}


def test_copies_stand_below_their_original_and_never_before_it() -> None:
    """Families with copies come first; a copy dated before its original stands below it."""
    picture = copy_picture([article("alone", 1), article("copy", 0, "wire"), article("wire", 6), article("late", 12)])
    assert [node.article["article_id"] for node in picture.nodes] == ["wire", "copy", "alone", "late"]
    wire, copy, *_ = picture.nodes
    assert (copy.parent_x, copy.parent_y) == (wire.x, wire.y)
    assert copy.x == wire.x
    assert picture.nodes[-1].x == 96


def test_what_does_not_fit_is_counted() -> None:
    picture = copy_picture([article(f"a{hour}", hour) for hour in range(9)], most=4)
    assert (len(picture.nodes), picture.left_out) == (4, 5)


@pytest.mark.parametrize(
    ("sentence", "words", "marked"),
    [
        ("In 2014, 14 ships sank.", "14", "In 2014, <mark>14</mark> ships sank."),
        ("The 1,400 and <b>400</b>", "400", "The 1,400 and &lt;b&gt;<mark>400</mark>&lt;/b&gt;"),
        ("No number.", "14", "No number."),
        (None, None, ""),
    ],
)
def test_the_words_are_marked_where_they_stand_alone(sentence: str | None, words: str | None, marked: str) -> None:
    assert marking(sentence, words) == marked


def ask(port: int, path: str = "/", host: str | None = None) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={"Host": host or f"127.0.0.1:{port}"})
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


def test_the_server_shows_the_newest_page_to_this_machine_alone() -> None:
    """Made anew at each request; a foreign name that leads here, another path and a broken edition are refused."""
    pages = iter(["first", "second"])

    def make() -> str:
        page = next(pages, None)
        if page is None:
            raise UsageError("no edition")
        return page

    with page_server(make, 0) as server:
        port = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        assert ask(port, host="evil.example:80")[0] == 403
        assert ask(port, "/etc/passwd")[0] == 404
        assert [ask(port)[1], ask(port, host=f"localhost:{port}")[1]] == ["first", "second"]
        assert ask(port) == (503, "no edition")
        assert server.server_address[0] == "127.0.0.1"
        server.shutdown()


def test_the_page_of_the_sample_is_small(sample_page: str) -> None:
    assert len(json.dumps(sample_page)) < 150_000
