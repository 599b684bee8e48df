"""Withdrawals: a page taken back is flagged, comes back when it answers again; a retraction stays one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from night_support import edition_of

from nightdesk.flows.cli.nights import night

NIGHT = datetime(2026, 3, 10, 23, 0, tzinfo=UTC)
PAGE = "<html><head><title>Ferry aground</title></head><body><article><h1>Ferry aground</h1>{}</article></body></html>"
BODY = "".join(
    f"<p>The ferry to Tern Island ran aground off Port Merrow on Monday with 212 people aboard, and the crew of its "
    f"sister ship took off the passengers of deck {n} before dawn, the harbour master said.</p>"
    for n in range(1, 6)
)
FEED = """<rss version="2.0"><channel><title>T</title><item><title>Ferry aground</title>
<link>https://post.example/ferry.html</link></item></channel></rss>"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    site = tmp_path / "web" / "post.example"
    site.mkdir(parents=True)
    (site / "feed.xml").write_text(FEED)
    (site / "ferry.html").write_text(PAGE.format(BODY))
    (tmp_path / "sources.toml").write_text(
        '[[sources]]\nid = "post"\nkind = "feed"\nurl = "https://post.example/feed.xml"\nmirror = "web"\n'
    )
    return tmp_path


def state(project: Path, day: int) -> tuple[bool, int, int]:
    """(is withdrawn, version, figures in the default marts) after the night of a day."""
    night(project, "plain", "process:1", now=NIGHT + timedelta(days=day))
    with edition_of(project) as ask:
        ((withdrawn, version),) = ask("select is_withdrawn, version from articles")
        ((figures,),) = ask("select count(*) from figures")
    return withdrawn, version, figures


def test_a_page_that_is_gone_is_flagged_and_comes_back_with_its_facts(project: Path) -> None:
    withdrawn, version, figures = state(project, 0)
    assert (withdrawn, version) == (False, 1)
    assert figures > 0
    gone = project / "web" / "gone.txt"
    gone.write_text("https://post.example/ferry.html\n")
    assert state(project, 1) == (True, 1, 0)
    gone.unlink()
    assert state(project, 2) == (False, 1, figures)


def test_a_retraction_notice_withdraws_the_article_and_answering_does_not_undo_it(project: Path) -> None:
    state(project, 0)
    notice = "<p>This article has been retracted: its figures could not be confirmed.</p>"
    (project / "web" / "post.example" / "ferry.html").write_text(PAGE.format(notice + BODY))
    assert state(project, 1) == (True, 2, 0)
    assert state(project, 2) == (True, 2, 0)
