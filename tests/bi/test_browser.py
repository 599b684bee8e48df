"""The morning page in headless Chromium: quiet, narrow enough for a phone, inert, printable."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from nightdesk.flows.reports.morning import render
from nightdesk.warehouse.connection import open_edition

HOSTILE = "<script>document.title='owned'</script><img src='http://192.0.2.1/x' onerror=\"document.title='owned'\">"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("needs Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def pages(demo_project: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The page of the sample, and the page of the sample with markup and endless words in every title and sentence."""
    folder = tmp_path_factory.mktemp("pages")
    file = demo_project / "editions" / "current.duckdb"
    with open_edition(file) as edition:
        (folder / "plain.html").write_text(render(edition), encoding="utf-8")
    with duckdb.connect() as connection:
        connection.execute(f"attach '{file}' as edition (read_only); create schema marts; set search_path = 'marts'")
        for (table,) in connection.execute("select table_name from duckdb_tables()").fetchall():
            connection.execute(f"create table marts.{table} as from edition.marts.{table}")
        for table, column in (("stories", "headline"), ("contested_figures", "sentence"), ("sources", "source")):
            words = f"{HOSTILE}{'x' * 300}"
            connection.execute(f"update marts.{table} set {column} = {column} || $1", [words])
        (folder / "hostile.html").write_text(render(connection), encoding="utf-8")
    return {path.stem: path for path in folder.iterdir()}


@pytest.fixture
def opened(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.complaints = []  # type: ignore[attr-defined]
    page.asked = []  # type: ignore[attr-defined]
    page.on("console", lambda message: page.complaints.append(message.text))  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: page.complaints.append(str(error)))  # type: ignore[attr-defined]
    page.on("request", lambda request: page.asked.append(request.url))  # type: ignore[attr-defined]
    yield page
    page.close()


@pytest.mark.parametrize("name", ["plain", "hostile"])
@pytest.mark.parametrize("width", [390, 820, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_quiet_inert_and_narrow(
    opened: Page, pages: dict[str, Path], name: str, width: int, scheme: str
) -> None:
    """No console message, no request but the file, no script of a title, no scrolling sideways."""
    opened.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    opened.set_viewport_size({"width": width, "height": 844})
    opened.goto(pages[name].as_uri())
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    assert opened.title().startswith("Morning edition")
    assert opened.complaints == []  # type: ignore[attr-defined]
    assert opened.asked == [pages[name].as_uri()]  # type: ignore[attr-defined]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_letters_stand_out_from_the_paper(opened: Page, pages: dict[str, Path], scheme: str) -> None:
    """Contrast of every kind of text is at least 4.5 to 1 (WCAG 2.2, AA)."""
    opened.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    opened.goto(pages["plain"].as_uri())
    ratios = opened.evaluate(
        """() => {
            const channels = colour => colour.match(/[0-9.]+/g).slice(0, 3).map(Number)
            const light = colour => channels(colour).map(c => c / 255)
                .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
                .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0)
            const paper = light(getComputedStyle(document.body).backgroundColor)
            return ['body', '.soft', 'small', '.alert', 'del', 'thead th', 'a'].map(selector => {
                const ink = light(getComputedStyle(document.querySelector(selector)).color)
                return [selector, (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05)]
            })
        }"""
    )
    assert {selector: ratio for selector, ratio in ratios if ratio < 4.5} == {}


def test_it_prints(opened: Page, pages: dict[str, Path]) -> None:
    opened.goto(pages["plain"].as_uri())
    assert opened.pdf(format="A4").startswith(b"%PDF")
