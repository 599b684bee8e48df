"""Render the sample's articles into the web of three nights and the inbox: texts and templates in, files out.

``python flows/sample/build.py`` writes what the repository carries; a test holds the two against each other. The
product never runs this: it reads the files.
"""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

HERE = Path(__file__).parent
RENDERED = ("nights", "inbox")  # the folders this program owns: a file in them that it does not render is removed
BLOCK_MARKS = {"# ": "subhead", "- ": "item", "[photo] ": "photo", "[note] ": "note"}
RELATED_COUNT = 3

TomlRow = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a body: a paragraph, subhead, list item, photo (caption | credit) or correction note."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class SamplePage:
    """One address of the sample web as it stood on one night."""

    id: str
    outlet: TomlRow
    night: int
    kind: str  # article, listing or consent
    path: str
    title: str
    body: str
    author: str | None
    agency: str | None
    section: str
    published: datetime
    modified: datetime
    gone: int | None  # the night on which the address answers 410

    @property
    def url(self) -> str:
        """The address as the outlet's own feed gives it."""
        return f"https://{self.outlet['host']}{self.path}"

    @property
    def blocks(self) -> list[Block]:
        """The body as blocks, marks taken off."""
        return [as_block(line) for chunk in self.body.split("\n\n") for line in split_items(chunk)]

    @property
    def teaser(self) -> str:
        """The first paragraph: what a feed or a search engine is told."""
        return self.blocks[0].text if self.body else self.title

    @property
    def byline(self) -> str:
        """Who the page says wrote it."""
        return self.author or self.agency or self.outlet["name"]


def split_items(chunk: str) -> list[str]:
    """A chunk of the body; one that is a list comes apart into its items."""
    return chunk.split("\n") if chunk.startswith("- ") else [chunk]


def as_block(line: str) -> Block:
    """The block a marked line means; an unmarked one is a paragraph."""
    for mark, kind in BLOCK_MARKS.items():
        if line.startswith(mark):
            return Block(kind, line.removeprefix(mark))
    return Block("paragraph", line)


def edited(body: str, edits: list[dict[str, str]]) -> str:
    """The body with each edit made; an edit whose old words do not stand there exactly once raises ValueError."""
    for edit in edits:
        if body.count(edit["old"]) != 1:
            raise ValueError(f"{body.count(edit['old'])} places for the edit of {edit['old']!r}")
        body = body.replace(edit["old"], edit["new"])
    return body


def load(name: str) -> TomlRow:
    """One of the TOML files beside this program."""
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


def load_rows() -> list[TomlRow]:
    """Every article as written, in the order of its files."""
    names = sorted(path.name for path in (HERE / "articles").glob("*.toml"))
    return [row for name in names for row in load(f"articles/{name}").get("articles", [])]


def original_body(rows: list[TomlRow], article_id: str) -> str:
    """The text of an article as first published; that of a copy is its model's, with the copy's edits."""
    row = next(row for row in rows if row["id"] == article_id)
    model = original_body(rows, row["text_of"]) if "text_of" in row else row.get("body", "").strip()
    return edited(model, row.get("edits", []))


def as_pages(row: TomlRow, outlets: dict[str, TomlRow], rows: list[TomlRow]) -> list[SamplePage]:
    """The article's page on its first night, followed by one for each night that changed it."""
    page = SamplePage(
        id=row["id"],
        outlet=outlets[row["outlet"]],
        night=row["night"],
        kind=row.get("kind", "article"),
        path=row["path"],
        title=row["title"],
        body=original_body(rows, row["id"]),
        author=row.get("author"),
        agency=row.get("agency"),
        section=row["section"],
        published=row["published"],
        modified=row["published"],
        gone=row.get("gone"),
    )
    pages = [page]
    for revision in row.get("revisions", []):
        body = edited(pages[-1].body, revision["edits"])
        modified = revision.get("modified", page.published)  # a silent edit leaves the old time standing
        pages.append(replace(pages[-1], night=revision["night"], body=body, modified=modified))
    return pages


def newest(pages: list[SamplePage], night: int, outlet_id: str) -> list[SamplePage]:
    """An outlet's pages as they stand on a night, newest first."""
    standing = {page.id: page for page in pages if page.night <= night and page.outlet["id"] == outlet_id}
    return sorted(standing.values(), key=lambda page: page.published, reverse=True)


def related(page: SamplePage, pages: list[SamplePage]) -> list[SamplePage]:
    """What the outlet had published before: the links below the article, the same on every night."""
    return [other for other in newest(pages, page.night, page.outlet["id"]) if other.published < page.published][
        :RELATED_COUNT
    ]


def structured_data(page: SamplePage) -> Markup:
    """The page's JSON-LD, safe inside a script element; empty where the outlet writes none."""
    publisher = {"@type": "NewsMediaOrganization", "name": page.outlet["name"]}
    article = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": page.title,
        "description": page.teaser,
        "datePublished": page.published.isoformat(),
        "dateModified": page.modified.isoformat(),
        "author": {"@type": "Person" if page.author else "Organization", "name": page.byline},
        "publisher": publisher,
        "articleSection": page.section,
        "inLanguage": "en",
        "mainEntityOfPage": page.url,
    }
    if page.outlet["structured"] == "json_ld_graph":
        context = article.pop("@context")
        return as_json({"@context": context, "@graph": [publisher, {"@type": "WebPage", "@id": page.url}, article]})
    return as_json(article) if page.outlet["structured"] == "json_ld" else Markup("")


def as_json(value: TomlRow) -> Markup:
    """JSON that cannot close the script element it stands in."""
    return Markup(json.dumps(value, ensure_ascii=False, indent=1).replace("</", "<\\/"))


def feed_entries(outlet: TomlRow, night: int, pages: list[SamplePage]) -> list[tuple[SamplePage, str]]:
    """The pages a feed lists with the address it gives them: its own, and partners' with tracking parameters."""
    own = [(page, page.url) for page in newest(pages, night, outlet["id"])]
    standing = {page.id: page for page in pages if page.night <= night}
    partners = [standing[name] for name in outlet.get("partners", []) if name in standing]
    entries = own + [(page, f"{page.url}?{outlet['tracking']}") for page in partners]
    return sorted(entries, key=lambda entry: entry[0].published, reverse=True)


def site_path(page: SamplePage) -> str:
    """Where a mirror keeps the page: ``index.html`` in a folder where the address ends with a slash."""
    return f"nights/{page.night}/sites/{page.outlet['host']}{page.path}{'index.html' if page.path[-1] == '/' else ''}"


def as_bytes(text: str, outlet: TomlRow) -> bytes:
    """The text in the outlet's charset; what the charset lacks as a character reference."""
    return text.encode(outlet.get("charset", "utf-8"), "xmlcharrefreplace")


def render_pages(environment: Environment, pages: list[SamplePage]) -> dict[str, bytes]:
    """Every page in the folder of the night on which it appeared or changed."""
    files = {}
    for page in pages:
        template = environment.get_template(f"{page.outlet['id']}.html.j2")
        values = {"page": page, "related": related(page, pages), "structured": structured_data(page)}
        files[site_path(page)] = as_bytes(template.render(values, outlet=page.outlet), page.outlet)
    return files


def render_feeds(
    environment: Environment, outlets: list[TomlRow], night: TomlRow, pages: list[SamplePage]
) -> dict[str, bytes]:
    """The feeds of a night in full."""
    files = {}
    for outlet in outlets:
        template = environment.get_template(f"{outlet['feed']}.xml.j2")
        feed = template.render(outlet=outlet, night=night, entries=feed_entries(outlet, night["number"], pages))
        files[f"nights/{night['number']}/sites/{outlet['host']}/feed.xml"] = as_bytes(feed, outlet)
    return files


def render_robots(environment: Environment, outlets: list[TomlRow]) -> dict[str, bytes]:
    """The same robots.txt everywhere, there from the first night."""
    robots = environment.get_template("robots.txt.j2").render().encode()
    return {f"nights/1/sites/{outlet['host']}/robots.txt": robots for outlet in outlets}


def render_gone(night: TomlRow, pages: list[SamplePage]) -> dict[str, bytes]:
    """The addresses that answer 410 on a night, one a line; no file where there are none."""
    gone = sorted({page.url for page in pages if page.gone is not None and page.gone <= night["number"]})
    return {f"nights/{night['number']}/gone.txt": "".join(f"{url}\n" for url in gone).encode()} if gone else {}


def render_inbox(rows: list[TomlRow]) -> dict[str, bytes]:
    """The pasted texts: a head, the text (its own or an article's), a tail."""
    files = {}
    for item in load("articles/inbox.toml")["inbox"]:
        model = original_body(rows, item["text_of"]) if "text_of" in item else item["body"].strip()
        paragraphs = [as_block(chunk).text for chunk in model.split("\n\n")]
        parts = [item.get("head"), *paragraphs[: len(paragraphs) - item.get("drop_last", 0)], item.get("tail")]
        files[f"inbox/{item['file']}"] = ("\n".join(part for part in parts if part) + "\n").encode()
    return files


def build_environment() -> Environment:
    """The templates, with the two spellings of an instant that feeds need."""
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["rfc822"] = lambda instant: format_datetime(instant)
    environment.filters["utc"] = lambda instant: instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return environment


def render() -> dict[str, bytes]:
    """Every file of the sample that is rendered: path relative to this folder, and its bytes."""
    settings, rows = load("outlets.toml"), load_rows()
    environment, outlets = build_environment(), settings["outlets"]
    pages = [page for row in rows for page in as_pages(row, {outlet["id"]: outlet for outlet in outlets}, rows)]
    files = render_pages(environment, pages) | render_robots(environment, outlets) | render_inbox(rows)
    for night in settings["nights"]:
        files |= render_feeds(environment, outlets, night, pages) | render_gone(night, pages)
    return files


def written() -> dict[str, bytes]:
    """The rendered files as they lie on disk."""
    found = (path for folder in RENDERED for path in (HERE / folder).rglob("*") if path.is_file())
    return {path.relative_to(HERE).as_posix(): path.read_bytes() for path in found}


def main() -> None:
    """Write what changed and remove what is no longer rendered."""
    files, before = render(), written()
    for name in before.keys() - files.keys():
        (HERE / name).unlink()
    for name, content in files.items():
        (HERE / name).parent.mkdir(parents=True, exist_ok=True)
        (HERE / name).write_bytes(content)
    print(f"{len(files)} files, {sum(map(len, files.values()))} bytes")


if __name__ == "__main__":
    main()
