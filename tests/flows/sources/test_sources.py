"""The sources commands: health of each, discovery of a feed, declarations that leave the file's own words alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nightdesk.flows.cli import main
from nightdesk.flows.errors import NightdeskError, UsageError
from nightdesk.flows.project import load_project
from nightdesk.flows.source import Source
from nightdesk.flows.sources.declaration import append_sources, free_id

FEED = """<rss version="2.0"><channel><title>The Invented Post</title><language>en-gb</language>
<item><link>https://post.example/1</link><pubDate>Tue, 10 Mar 2026 06:00:00 GMT</pubDate></item></channel></rss>"""
FRONT = (
    '<html><head><title>Front</title><link rel="alternate" type="application/rss+xml" href="/deep/f.xml"></head></html>'
)


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[str, int]:
    try:
        main([str(each) for each in arguments])
    except SystemExit as left:
        return capsys.readouterr().out, int(left.code or 0)
    return capsys.readouterr().out, 0


@pytest.fixture
def web(tmp_path: Path) -> Path:
    """A site whose front page names a feed, and one with a feed at a usual place only."""
    for path, content in {
        "post.example/index.html": FRONT,
        "post.example/deep/f.xml": FEED,
        "quiet.example/index.html": "<html><p>Nothing named",
        "quiet.example/feed.xml": FEED,
        "maps.example/index.html": "<html><title>Maps</title>",
        "maps.example/robots.txt": "User-agent: *\nSitemap: https://maps.example/all.xml\n",
        "maps.example/all.xml": "<urlset><url><loc>https://maps.example/1</loc></url></urlset>",
        "mute.example/index.html": "<html><p>Nothing",
    }.items():
        (tmp_path / "web" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "web" / path).write_text(content)
    return tmp_path / "web"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "sources.toml").write_text(
        '# our sources\n[[sources]]\nid = "notes"  # pasted\nkind = "folder"\npath = "notes"'
    )
    return tmp_path / "desk"


@pytest.mark.parametrize(
    ("site", "kind", "url", "source_id"),
    [
        ("https://post.example/", "feed", "https://post.example/deep/f.xml", "post"),
        ("quiet.example", "feed", "https://quiet.example/feed.xml", "quiet"),
        ("https://post.example/deep/f.xml", "feed", "https://post.example/deep/f.xml", "post"),
        ("https://maps.example/", "sitemap", "https://maps.example/all.xml", "maps"),
    ],
)
def test_add_finds_what_to_read_and_keeps_the_file(
    capsys: pytest.CaptureFixture[str], project: Path, web: Path, site: str, kind: str, url: str, source_id: str
) -> None:
    before = (project / "sources.toml").read_text()
    out, code = run(capsys, "sources", "add", site, "--project", project, "--mirror", web)
    assert code == 0
    assert url in out
    assert (project / "sources.toml").read_text().startswith(before)
    added = load_project(project).sources[-1]
    assert (added.id, added.kind, added.url) == (source_id, kind, url)
    if kind == "feed":
        assert (added.name, added.language) == ("The Invented Post", "en")


def test_add_says_when_there_is_nothing_or_it_is_there_already(project: Path, web: Path) -> None:
    arguments = ["--project", str(project), "--mirror", str(web)]
    from nightdesk.flows.cli.sources import sources_add

    with pytest.raises(NightdeskError, match="no feed and no sitemap"):
        sources_add("mute.example", project, None, None, web)
    main_arguments = ["sources", "add", "quiet.example", *arguments]
    with pytest.raises(SystemExit):
        main(main_arguments)
    with pytest.raises(UsageError, match=r"reads https://quiet\.example/feed\.xml already"):
        sources_add("quiet.example", project, None, None, web)


def test_check_shows_each_source_and_fails_when_one_does(
    capsys: pytest.CaptureFixture[str], project: Path, web: Path
) -> None:
    run(capsys, "sources", "add", "post.example", "--project", project, "--mirror", web)
    out, code = run(capsys, "sources", "check", "--project", project, "--json")
    health = {row["source"]: row for row in json.loads(out)}
    assert code == 1
    assert health["post"]["is_ok"]
    assert (health["post"]["named"], health["post"]["newest"]) == (1, "2026-03-10T06:00Z")
    assert not health["notes"]["is_ok"]
    assert "no such file" in health["notes"]["detail"]
    (project / "notes").mkdir()
    (project / "notes" / "a.txt").write_text("A note.")
    assert run(capsys, "sources", "check", "--project", project)[1] == 0


def test_opml_goes_in_and_out(capsys: pytest.CaptureFixture[str], project: Path, tmp_path: Path) -> None:
    (tmp_path / "in.opml").write_text(
        '<opml version="2.0"><body><outline text="Post &amp; Co" xmlUrl="https://post.example/f"/>'
        '<outline text="Again" xmlUrl="https://post.example/g"/></body></opml>'
    )
    assert "2 feeds added" in run(capsys, "sources", "import", tmp_path / "in.opml", "--project", project)[0]
    assert (
        "0 feeds added, 2 declared" in run(capsys, "sources", "import", tmp_path / "in.opml", "--project", project)[0]
    )
    sources = load_project(project).sources
    assert [source.id for source in sources] == ["notes", "post", "post-2"]
    assert sources[1].name == "Post & Co"
    run(capsys, "sources", "export", "--project", project, "--output", tmp_path / "out.opml")
    exported = (tmp_path / "out.opml").read_text()
    assert exported.count("<outline ") == 2
    assert "notes" not in exported


def test_a_file_that_is_not_valid_is_not_touched(project: Path) -> None:
    (project / "sources.toml").write_text("[[sources]\n")
    with pytest.raises(UsageError):
        append_sources(project, [Source(id="a", kind="feed", url="https://a.example/f")])
    assert (project / "sources.toml").read_text() == "[[sources]\n"


def test_names_with_quotes_and_newlines_are_written_as_they_are(project: Path) -> None:
    name = 'The "Post"\nof \\ \x7f Ünder'
    append_sources(project, [Source(id="a", kind="feed", url="https://a.example/f", name=name)])
    assert load_project(project).sources[-1].name == name


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.harbour-gazette.example/feed", "harbour-gazette"),
        ("http://news.bbc.example.co/f", "news-bbc-example"),
        ("http://127.0.0.1:8000/f", "127-0-0"),
        ("no address", "source"),
        ("http://[bad", "source"),
    ],
)
def test_a_key_is_made_from_the_host(url: str, key: str) -> None:
    assert free_id(url, []) == key
    assert free_id(url, [key]) == f"{key}-2"
