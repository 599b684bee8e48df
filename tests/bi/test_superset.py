"""Superset for real: our bundle imported, its charts answered, an edition queried while new ones are published."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest
from playwright.sync_api import sync_playwright

from nightdesk.warehouse.connection import open_working
from nightdesk.warehouse.publishing.publish import publish_edition

NIGHT = datetime(2026, 3, 13, tzinfo=UTC)
EDITIONS = 20
PASSWORD = "invented-for-this-test"

pytestmark = pytest.mark.timeout(1500)  # its first start alone takes minutes on a busy machine


@pytest.fixture(scope="module")
def editions_folder(demo_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    shutil.copyfile(demo_project / "nightdesk.duckdb", folder / "nightdesk.duckdb")
    with open_working(folder / "nightdesk.duckdb") as working:
        publish_edition(working, folder / "editions", "e00", NIGHT, keep=3)
    return folder / "editions"


@pytest.fixture(scope="module")
def superset(
    venvs: Path, repository: Path, editions_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of a Superset with our bundle; stopped by its own pid."""
    program = venvs / "superset" / "bin" / "superset"
    if not program.exists():
        pytest.skip(f"needs {program}: make bi-test makes it")
    home = tmp_path_factory.mktemp("superset")
    environment = {
        **os.environ,
        "HOME": str(home),
        "SUPERSET_HOME": str(home),
        "SUPERSET_SECRET_KEY": "invented-for-this-test-only-0123456789",
        "SUPERSET_CONFIG_PATH": str(repository / "deployments/superset/superset_config.py"),
        "FLASK_APP": "superset.app:create_app()",
    }
    bundle, script = home / "nightdesk.zip", repository / "deployments/superset/bundle.py"
    current = editions_folder / "current.duckdb"
    names = ["--username", "admin", "--firstname", "N", "--lastname", "D", "--email", "desk@nightdesk.invalid"]
    for command in (
        [program, "db", "upgrade"],
        [program, "fab", "create-admin", *names, "--password", PASSWORD],
        [program, "init"],
        [sys.executable, script, current, bundle],
        [program, "import-dashboards", "--path", bundle, "--username", "admin"],
        [program, "import-dashboards", "--path", bundle, "--username", "admin"],  # again: nothing is doubled
    ):
        done = subprocess.run(command, env=environment, cwd=home, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-2000:]
    port = _free_port()
    with (home / "log").open("wb") as log:
        command = [program, "run", "--host", "127.0.0.1", "--port", str(port)]
        server = subprocess.Popen(command, env=environment, cwd=home, stdout=log, stderr=log)
    try:
        _wait(f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(url: str) -> None:
    for _ in range(240):
        try:
            if httpx.get(f"{url}/health", timeout=5).text == "OK":
                return
        except httpx.TransportError:
            pass
        time.sleep(0.5)
    pytest.fail("Superset does not answer")


@pytest.fixture
def client(superset: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=superset, timeout=60) as signed_in:
        who = {"username": "admin", "password": PASSWORD, "provider": "db"}
        token = signed_in.post("/api/v1/security/login", json=who).json()["access_token"]
        signed_in.headers["Authorization"] = f"Bearer {token}"
        csrf = signed_in.get("/api/v1/security/csrf_token/").json()["result"]
        signed_in.headers.update({"X-CSRFToken": csrf, "Referer": superset})
        yield signed_in


def test_the_bundle_is_there_once_with_the_sentences_of_the_columns(client: httpx.Client) -> None:
    charts = client.get("/api/v1/chart/").json()["result"]
    assert len(charts) == len({chart["slice_name"] for chart in charts}) == 6
    assert client.get("/api/v1/dashboard/morning-edition").json()["result"]["dashboard_title"] == "Morning edition"
    datasets = client.get("/api/v1/dataset/").json()["result"]
    stories = next(dataset["id"] for dataset in datasets if dataset["table_name"] == "stories")
    columns = client.get(f"/api/v1/dataset/{stories}").json()["result"]["columns"]
    assert [column["column_name"] for column in columns if not column["description"]] == []


def test_no_query_fails_while_twenty_editions_are_published(client: httpx.Client, editions_folder: Path) -> None:
    """Queries and publications overlap in time; every answer is one whole edition, and the last one is the newest."""
    (database,) = client.get("/api/v1/database/").json()["result"]
    sql = """select edition_id, article_count, (select count(*) from marts.articles where not is_withdrawn) as counted
        from marts.edition"""
    body = {"database_id": database["id"], "sql": sql, "runAsync": False}

    def ask() -> Asked:
        began = time.monotonic()
        answer = client.post("/api/v1/sqllab/execute/", json=body)
        assert answer.status_code == 200, answer.text
        (row,) = answer.json()["data"]
        assert row["article_count"] == row["counted"]
        return Asked(began, time.monotonic(), row["edition_id"])

    def ask_until(done: Future[list[tuple[float, float]]]) -> list[Asked]:
        asked = [ask()]
        while not done.done():
            asked.append(ask())
        return asked

    with ThreadPoolExecutor(3) as pool:
        publisher = pool.submit(_publish_without_pause, editions_folder)
        askers = [pool.submit(ask_until, publisher) for _ in range(2)]
        published, asked = publisher.result(), [asker.result() for asker in askers]
    for answers in asked:
        assert [each.edition_id for each in answers] == sorted(each.edition_id for each in answers)
    assert ask().edition_id == f"e{EDITIONS:02}"
    every = [each for answers in asked for each in answers]
    overlapping = [each for each in every if any(each.began < end and began < each.ended for began, end in published)]
    seen = len({each.edition_id for each in every})
    print(
        f"Superset: {EDITIONS} editions published, {len(every)} queries, 0 errors, {seen} editions seen, "
        f"{len(overlapping)} queries ran while an edition was written"
    )
    assert len(overlapping) >= EDITIONS / 2


class Asked(NamedTuple):
    """A query's time and the edition that answered it."""

    began: float
    ended: float
    edition_id: str


def _publish_without_pause(folder: Path) -> list[tuple[float, float]]:
    """Publishes the editions one after another; returns when each began and ended."""
    times = []
    with open_working(folder.parent / "nightdesk.duckdb") as working:
        for number in range(1, EDITIONS + 1):
            began = time.monotonic()
            publish_edition(working, folder, f"e{number:02}", NIGHT + timedelta(days=number), keep=3)
            times.append((began, time.monotonic()))
    return times


def test_the_dashboard_shows_its_findings(superset: str, tmp_path: Path) -> None:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("needs Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1400, "height": 1600})
        page.goto(f"{superset}/login/")
        page.fill("input#username", "admin")
        page.fill("input#password", PASSWORD)
        page.press("input#password", "Enter")
        page.wait_for_url(lambda url: "login" not in url, timeout=60_000)
        page.goto(f"{superset}/superset/dashboard/morning-edition/")
        page.get_by_text("Twelve countries took part").first.wait_for(timeout=60_000)
        page.locator("canvas").nth(1).wait_for(timeout=60_000)  # both drawn charts
        page.screenshot(path=tmp_path / "superset.png")
        print(f"screenshot: {tmp_path / 'superset.png'}")
        assert page.get_by_text("Unexpected error").count() == 0
        browser.close()
