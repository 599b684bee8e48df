"""JSON-LD is read as sites write it."""

import json

import pytest
from lxml.html import document_fromstring

from nightdesk.transforms.clean.metadata.jsonld import Linked, Person, read_jsonld

ARTICLE = {
    "@type": "NewsArticle",
    "headline": "Ferry &amp; crew saved",
    "author": [{"@type": "Person", "name": "Ada Lind"}, {"@type": "Organization", "name": "Lowland Press"}],
    "datePublished": "2031-05-04T10:15:00Z",
    "articleBody": "&lt;p&gt;The ferry sank.&lt;/p&gt;&lt;p&gt;Nobody was hurt.&lt;/p&gt;",
    "isAccessibleForFree": "False",
    "publisher": {"name": "Harbour News"},
}


def read(script: str) -> Linked:
    return read_jsonld(
        document_fromstring(f'<html><head><script type="application/ld+json">{script}</script></head></html>')
    )


def test_fields_come_without_entities_and_markup() -> None:
    linked = read(json.dumps(ARTICLE))
    assert linked.headline == "Ferry & crew saved"
    assert linked.authors == (Person("Ada Lind", True), Person("Lowland Press", False))
    assert linked.body == "The ferry sank.\nNobody was hurt."
    assert linked.is_free is False
    assert linked.publisher == "Harbour News"


@pytest.mark.parametrize(
    "script",
    [
        "<!-- " + json.dumps(ARTICLE) + " -->",
        "//<![CDATA[\n" + json.dumps(ARTICLE) + "\n//]]>",
        json.dumps(ARTICLE) + ";",
        json.dumps(ARTICLE)[:-1] + ",}",
        json.dumps([{"@type": "WebSite"}, ARTICLE]),
        json.dumps({"@graph": [{"@type": "WebPage", "name": "x"}, ARTICLE]}),
        json.dumps({"@type": "WebPage", "mainEntity": ARTICLE}),
        json.dumps(ARTICLE).replace("crew saved", "crew\tsaved"),
    ],
)
def test_wrappers_graphs_and_small_errors_are_read_through(script: str) -> None:
    assert (read(script).headline or "").startswith("Ferry & crew")


def test_authors_may_be_references() -> None:
    graph = [{**ARTICLE, "author": {"@id": "#ada"}}, {"@id": "#ada", "@type": "Person", "name": "Ada Lind"}]
    assert read(json.dumps({"@graph": graph})).authors == (Person("Ada Lind", True),)


@pytest.mark.parametrize("script", ["", "{", "[" * 5_000, "null", '{"@type": 5}', '{"@type": "Organization"}'])
def test_what_declares_no_article_gives_an_empty_record(script: str) -> None:
    assert read(script) == Linked()
