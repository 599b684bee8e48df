"""The bundled sample: its files are what its texts render to, and it says what the tests' truth claims of it."""

from __future__ import annotations

import html
import re
import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import feedparser
import pytest

from nightdesk.flows.sample import build

TRUTH: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parents[1] / "sample" / "truth.toml").read_text(encoding="utf-8")
)
ARTICLES = {row["id"]: row for row in TRUTH["articles"]}
NIGHTS = (1, 2, 3)


def standing(address: str, night: int) -> str | None:
    """The text of an address on a night, None where it does not stand; entities resolved, tags and line ends gone."""
    if address.startswith("inbox/"):
        return (build.HERE / address).read_text(encoding="utf-8")
    parts = urlsplit(address)
    name = f"{parts.netloc}{parts.path}{'index.html' if parts.path.endswith('/') else ''}"
    for past in range(night, 0, -1):
        path = build.HERE / "nights" / str(past) / "sites" / name
        if path.is_file():
            content = path.read_bytes()
            text = content.decode("windows-1252" if b"charset=windows-1252" in content else "utf-8")
            return html.unescape(re.sub(r"<[^>]+>", "", text))
    return None


def entries(night: int) -> list[Any]:
    """Every feed entry of a night."""
    feeds = sorted((build.HERE / "nights" / str(night) / "sites").glob("*/feed.xml"))
    return [entry for feed in feeds for entry in feedparser.parse(feed.read_bytes()).entries]


def test_the_files_are_what_the_texts_render_to() -> None:
    """Whoever edits a text and forgets to build, or edits a page by hand, is told which file differs."""
    rendered, written = build.render(), build.written()
    assert sorted(rendered) == sorted(written)
    assert [name for name, content in rendered.items() if written[name] != content] == []


def test_an_edit_that_fits_nowhere_is_refused() -> None:
    """An edit whose old words are gone would otherwise make a copy that is no longer an edited copy."""
    with pytest.raises(ValueError, match="0 places"):
        build.edited("The tide is out.", [{"old": "The tide is in", "new": "High water"}])


def test_the_sample_stays_small() -> None:
    """It travels inside the wheel."""
    size = sum(
        path.stat().st_size for path in build.HERE.rglob("*") if "__pycache__" not in path.parts and path.is_file()
    )
    assert size < 600_000


def test_every_host_is_reserved_for_documentation() -> None:
    hosts = set(re.findall(rb"https?://([^/\"<\s?]+)", b"".join(build.written().values())))
    outside = {host for host in hosts if not host.endswith(b".example")}
    assert outside <= {b"schema.org", b"ogp.me", b"www.w3.org", b"purl.org"}


@pytest.mark.parametrize("night", NIGHTS)
def test_feeds_parse_and_lead_to_pages(night: int) -> None:
    """Every feed is well formed and every entry is dated and leads to a page of the mirror."""
    feeds = sorted((build.HERE / "nights" / str(night) / "sites").glob("*/feed.xml"))
    assert len(feeds) == len(build.load("outlets.toml")["outlets"])
    assert [path for path in feeds if feedparser.parse(path.read_bytes()).bozo] == []
    found = entries(night)
    assert [entry.link for entry in found if not entry.get("published_parsed")] == []
    assert [entry.link for entry in found if standing(entry.link, night) is None] == []


def test_every_article_is_published_before_its_night_and_after_the_one_before() -> None:
    """A page from the future would lose its date in cleaning, one from the past would have been missed."""
    fetched = {night["number"]: night["fetched_at"] for night in build.load("outlets.toml")["nights"]}
    for row in build.load_rows():
        assert row["published"] <= fetched[row["night"]], row["id"]
        assert row["night"] == 1 or row["published"] > fetched[row["night"] - 1], row["id"]


def test_a_copy_is_published_after_its_model() -> None:
    published = {row["id"]: row["published"] for row in build.load_rows()}
    models = {row["id"]: row["of"] for row in TRUTH["articles"] if row["id"] in published and "of" in row}
    assert len(models) >= 10
    assert [copy for copy, model in models.items() if published[copy] <= published[model]] == []


def test_weekdays_fit_their_dates() -> None:
    """Wherever a text names a weekday with its date, the calendar agrees."""
    told = " ".join(path.read_text(encoding="utf-8") for path in (build.HERE / "articles").glob("*.toml"))
    found = re.findall(r"(\w+day),? (\d+) (March|April|May|June)\b", told)
    assert len(found) >= 3
    assert [
        (weekday, day, month)
        for weekday, day, month in found
        if datetime.strptime(f"{day} {month} 2026", "%d %B %Y").strftime("%A") != weekday
    ] == []


def test_the_sources_are_the_feeds_and_the_inbox() -> None:
    sources = build.load("sources.toml")["sources"]
    feeds = {source["url"] for source in sources if source["kind"] == "feed"}
    assert feeds == {f"https://{outlet['host']}/feed.xml" for outlet in build.load("outlets.toml")["outlets"]}
    assert [source["path"] for source in sources if source["kind"] == "folder"] == ["inbox"]


def test_the_truth_names_every_article_once() -> None:
    """Articles, unusable pages and pasted texts: nothing in the sample is missing from the truth or beyond it."""
    listed = {entry.link.split("?")[0] for night in NIGHTS for entry in entries(night)}
    pasted = {f"inbox/{path.name}" for path in (build.HERE / "inbox").iterdir()}
    claimed = [row["address"] for row in TRUTH["articles"] + TRUTH["unusable"]]
    assert len(claimed) == len(set(claimed))
    assert set(claimed) == listed | pasted


def test_an_origin_has_one_root() -> None:
    """A copy or rewrite names its model, an independent article names none, and no model is itself a copy."""
    for row in TRUTH["articles"]:
        assert (row["relation"] == "independent") == ("of" not in row), row
    models = {row["of"] for row in TRUTH["articles"] if "of" in row}
    assert [model for model in models if ARTICLES[model]["relation"] != "independent"] == []


@pytest.mark.parametrize("article", TRUTH["articles"], ids=lambda row: row["id"])
def test_an_article_appears_on_its_night(article: dict[str, Any]) -> None:
    assert standing(article["address"], article["night"]) is not None
    assert standing(article["address"], article["night"] - 1) is None or article["night"] == 1


@pytest.mark.parametrize(
    "article", [row for row in TRUTH["articles"] if row.get("kind") in ("exact", "trimmed")], ids=lambda row: row["id"]
)
def test_a_copy_keeps_the_paragraphs_of_its_model(article: dict[str, Any]) -> None:
    """All of them word for word; all but the last where the copy was trimmed."""
    rows = build.load_rows()
    paragraphs = [build.as_block(chunk) for chunk in build.original_body(rows, article["of"]).split("\n\n")]
    told = [block.text for block in paragraphs if block.kind == "paragraph"]
    copy = standing(article["address"], article["night"]) or ""
    kept = [text for text in told if text in copy]
    assert len(kept) >= len(told) - (1 if article["kind"] == "trimmed" else 0)


@pytest.mark.parametrize("figure", TRUTH["figures"], ids=lambda row: row["question"])
def test_figures_stand_in_the_text(figure: dict[str, Any]) -> None:
    """Each answer of a contested figure can be read in the article that is said to give it."""
    for answer in figure["answers"]:
        article = ARTICLES[answer["article"]]
        assert article["story"] == figure["story"]
        text = standing(article["address"], answer.get("night", 3)) or ""
        assert answer["surface"] in text, answer


@pytest.mark.parametrize("row", TRUTH["commitments"], ids=lambda row: row["sentence"][:40])
def test_commitments_stand_in_the_text(row: dict[str, Any]) -> None:
    text = standing(ARTICLES[row["article"]]["address"], 3) or ""
    assert row["sentence"] in text
    assert row["actor"] in text


@pytest.mark.parametrize("row", TRUTH["quotes"], ids=lambda row: row["quote"][:40])
def test_quotes_stand_in_the_text(row: dict[str, Any]) -> None:
    text = standing(ARTICLES[row["article"]]["address"], 3) or ""
    assert row["quote"] in text
    assert row["speaker"] in text


@pytest.mark.parametrize("edit", TRUTH["edits"], ids=lambda row: row["article"])
def test_edits_change_the_page_on_their_night(edit: dict[str, Any]) -> None:
    """The page says one thing the night before and another that night, with a correction only where announced."""
    address = ARTICLES[edit["article"]]["address"]
    before, after = standing(address, edit["night"] - 1) or "", standing(address, edit["night"]) or ""
    assert edit["was"] in before
    assert edit["was"] not in after
    assert edit["now"] in after
    assert ("Correction, " in after) == edit["announced"]
    if "gone" in edit:
        assert edit["gone"] in before
        assert edit["gone"] not in after


def test_a_withdrawn_page_is_listed_as_gone() -> None:
    """The addresses of gone.txt are the withdrawn ones, on their night and not before."""
    gone = {night: build.HERE / "nights" / str(night) / "gone.txt" for night in NIGHTS}
    for night, path in gone.items():
        expected = {ARTICLES[row["article"]]["address"] for row in TRUTH["withdrawn"] if row["night"] <= night}
        assert (set(path.read_text(encoding="utf-8").split()) if path.is_file() else set()) == expected


@pytest.mark.parametrize("alias", TRUTH["aliases"], ids=lambda row: row["article"])
def test_a_second_feed_leads_to_a_known_article(alias: dict[str, Any]) -> None:
    """The portal lists a partner's article under an address with tracking parameters, beside the partner's own."""
    links = [entry.link for entry in entries(alias["night"])]
    assert alias["address"] in links
    assert alias["address"].split("?")[0] == ARTICLES[alias["article"]]["address"]
    assert ARTICLES[alias["article"]]["address"] in links
