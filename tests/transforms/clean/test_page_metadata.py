"""Metadata of whole pages: titles without site names, bylines, dates, and JSON-LD of any shape."""

import json
from datetime import UTC, date, datetime
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import document_fromstring

from nightdesk.transforms.clean.boilerplate import split_lines
from nightdesk.transforms.clean.metadata.author_notes import author_notes
from nightdesk.transforms.clean.metadata.authors import author_names, full_names, signing_agencies
from nightdesk.transforms.clean.metadata.credits import agency_name, contributors, dateline
from nightdesk.transforms.clean.metadata.fields import Metadata, read_metadata
from nightdesk.transforms.clean.metadata.jsonld import Linked, read_jsonld
from nightdesk.transforms.clean.metadata.stated_dates import is_date_line, normalise_date, stated_day, to_utc
from nightdesk.transforms.clean.metadata.titles import strip_site
from nightdesk.transforms.records import Hints

FETCHED_AT = datetime(2031, 5, 5, tzinfo=UTC)
URL = "https://gazette.example/rivers/weir"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
KEYS = ("headline", "name", "author", "datePublished", "articleBody", "inLanguage", "url", "@id", "publisher")
ARTICLES = st.fixed_dictionaries(
    {"@type": st.sampled_from(["NewsArticle", "WebPage", ["Article"], "https://schema.org/NewsArticle"])},
    optional=dict.fromkeys((*KEYS, "mainEntityOfPage", "dateModified", "creator", "isAccessibleForFree"), JSON),
)


def read(head: str, body: str = "", url: str = URL, hints: Hints | None = None) -> Metadata:
    tree = document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>")
    return read_metadata(tree, url, FETCHED_AT, hints or Hints())


def linked(value: object) -> Linked:
    script = f'<script type="application/ld+json">{json.dumps(value)}</script>'
    return read_jsonld(document_fromstring(f"<html><head>{script}</head><body></body></html>"))


@given(JSON)
@settings(max_examples=50)
def test_any_json_gives_a_record(value: object) -> None:
    assert isinstance(linked(value), Linked)


@given(ARTICLES)
@settings(max_examples=50)
def test_an_article_with_any_fields_gives_texts_or_nothing(article: dict[str, object]) -> None:
    found = linked(article)
    for text in (found.headline, found.published, found.modified, found.section, found.language, found.publisher):
        assert text is None or text == text.strip() != ""
    assert all(person.name for person in found.authors)
    assert found.url is None or found.url.startswith("http")


@given(ARTICLES)
@settings(max_examples=30)
def test_an_article_in_a_list_or_graph_is_read_as_alone(article: dict[str, object]) -> None:
    alone = linked(article)
    assert linked([article]) == alone
    assert linked({"@graph": [article]}).headline == alone.headline


@given(ARTICLES)
@settings(max_examples=30)
def test_metadata_of_any_declared_article_is_read(article: dict[str, object]) -> None:
    script = json.dumps(article).replace("</", "<\\/")
    found = read(f'<script type="application/ld+json">{script}</script>')
    assert found.title is None or found.title.strip()
    assert all(author.strip() for author in found.authors)


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=60))
@settings(max_examples=50)
def test_any_title_and_author_of_a_page_are_read_without_an_exception(text: str) -> None:
    content = escape(text, quote=True)
    found = read(f'<title>{content}</title><meta name="author" content="{content}">', f"<h1>{content}</h1>")
    assert found.title is None or found.title == found.title.strip()


@pytest.mark.parametrize(
    ("title", "site", "plain"),
    [
        ("Weir bursts | Ulm Gazette", "Ulm Gazette", "Weir bursts"),
        ("Weir bursts - Ulm Gazette", "Ulm Gazette", "Weir bursts"),
        ("Weir bursts – Ulm Gazette", "Ulm Gazette", "Weir bursts"),
        ("Weir bursts — Ulm Gazette", "Ulm Gazette", "Weir bursts"),
        ("Weir bursts · Ulm Gazette", "Ulm Gazette", "Weir bursts"),
        ("Ulm Gazette | Weir bursts", "Ulm Gazette", "Weir bursts"),
        ("Ulm Gazette: Weir bursts", "Ulm Gazette", "Ulm Gazette: Weir bursts"),
        ("Weir bursts above the mill | Ulm Gazette", None, "Weir bursts above the mill"),
        ("Weir bursts above the mill", "Ulm Gazette", "Weir bursts above the mill"),
        ("Ulm Gazette", "Ulm Gazette", "Ulm Gazette"),
        ("Twelve-metre weir bursts", "Ulm Gazette", "Twelve-metre weir bursts"),
    ],
)
def test_a_title_loses_the_name_of_its_site_only(title: str, site: str | None, plain: str) -> None:
    assert strip_site(title, site) == plain


@given(st.text(max_size=60), st.one_of(st.none(), st.text(max_size=20)))
def test_what_is_left_of_a_title_stands_in_it(title: str, site: str | None) -> None:
    assert strip_site(title, site) in title


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("Ines Kaldor", ("Ines Kaldor",)),
        ("By Ines Kaldor", ("Ines Kaldor",)),
        ("by Ines Kaldor and Tomas Brandt", ("Ines Kaldor", "Tomas Brandt")),
        ("Ines Kaldor & Tomas Brandt", ("Ines Kaldor", "Tomas Brandt")),
        ("Ines Kaldor, Tomas Brandt", ("Ines Kaldor", "Tomas Brandt")),
        ("Ines Kaldor; Tomas Brandt", ("Ines Kaldor", "Tomas Brandt")),
        ("INES KALDOR", ("Ines Kaldor",)),
        ("Ines Kaldor, Rivers Editor", ("Ines Kaldor",)),
        ("Ines Kaldor and Ines Kaldor", ("Ines Kaldor",)),
        ("Ulm Gazette", ()),
        ("Ulm Gazette staff", ()),
        ("AFP", ()),
        ("admin", ()),
        ("ines@gazette.example", ()),
        ("", ()),
    ],
)
def test_an_author_field_gives_each_person_once(field: str, names: tuple[str, ...]) -> None:
    assert author_names(field, ("Ulm Gazette",)) == names


@given(st.text(max_size=80))
def test_any_author_field_gives_names_without_outer_space(field: str) -> None:
    for name in (*author_names(field), *full_names(field), *signing_agencies(field)):
        assert name == name.strip() != ""


@pytest.mark.parametrize(
    ("surface", "name"),
    [
        ("AFP", "Agence France-Presse"),
        ("Reuters", "Reuters"),
        ("AP", "Associated Press"),
        ("Associated Press", "Associated Press"),
        ("Ulm Gazette", None),
        ("", None),
    ],
)
def test_an_agency_has_one_name_however_it_is_written(surface: str, name: str | None) -> None:
    assert agency_name(surface) == name


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Additional reporting by Tomas Brandt", ("Tomas Brandt",)),
        ("(Reporting by Ines Kaldor)", ("Ines Kaldor",)),
        ("The weir burst on Friday.", ()),
        ("", ()),
    ],
)
def test_a_credit_line_names_contributors(line: str, names: tuple[str, ...]) -> None:
    assert contributors(line) == names


@pytest.mark.parametrize(
    "line",
    [
        "Ines Kaldor is a reporter covering rivers for the Ulm Gazette.",
        "Ines Kaldor is the rivers editor of the Ulm Gazette.",
        "Ines Kaldor is a freelance journalist.",
    ],
)
def test_a_last_line_that_tells_who_the_author_is_is_a_note(line: str) -> None:
    body = "\n".join(["The weir burst on Friday, and the water stood high."] * 5)
    assert [found.text for found in author_notes(split_lines(f"{body}\n{line}"), ["Ines Kaldor"])] == [line]
    assert author_notes(split_lines(f"{line}\n{body}"), ["Ines Kaldor"]) == []


@pytest.mark.parametrize(
    "line",
    [
        "Ines Kaldor was seen at the weir.",
        "“Ines Kaldor is a reporter,” he said.",
        "The weir is the work of Ines Kaldor.",
        "Nobody was hurt.",
    ],
)
def test_a_last_line_of_the_story_is_no_note(line: str) -> None:
    body = "\n".join(["The weir burst on Friday, and the water stood high."] * 5)
    assert author_notes(split_lines(f"{body}\n{line}"), ["Ines Kaldor"]) == []


@pytest.mark.parametrize(
    ("stated", "iso"),
    [
        ("2031-05-04", "2031-05-04"),
        ("2031-05-04T10:15:00Z", "2031-05-04T10:15:00+00:00"),
        ("2031-05-04T10:15:00+02:00", "2031-05-04T10:15:00+02:00"),
        ("Sun, 04 May 2031 10:15:00 GMT", "2031-05-04T10:15:00+00:00"),
        ("4 May 2031", "2031-05-04"),
        ("May 4, 2031", "2031-05-04"),
        ("4. Mai 2031", "2031-05-04"),
        ("", None),
        ("soon", None),
        ("2031-13-45", None),
    ],
)
def test_a_stated_date_becomes_iso_or_nothing(stated: str, iso: str | None) -> None:
    assert normalise_date(stated) == iso


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
@settings(max_examples=50)
def test_a_day_is_read_from_figures_and_words(day: date) -> None:
    month = day.strftime("%B")
    for stated in (day.isoformat(), f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}"):
        assert normalise_date(stated) == day.isoformat()
        assert stated_day(stated) == day
        assert is_date_line(stated)


@given(st.text(max_size=40))
def test_any_stated_date_is_iso_and_stays_so_or_nothing(stated: str) -> None:
    iso = normalise_date(stated)
    assert iso is None or normalise_date(iso) == iso
    assert iso is None or to_utc(iso) is not None


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>Weir bursts above the mill | Ulm Gazette</title>", "Weir bursts above the mill"),
        ('<meta property="og:title" content="Weir bursts above the mill">', "Weir bursts above the mill"),
        ('<meta name="twitter:title" content="Weir bursts above the mill">', "Weir bursts above the mill"),
        ('<script type="application/ld+json">{"@type":"Article","headline":"Weir bursts"}</script>', "Weir bursts"),
        ("", None),
    ],
)
def test_a_page_has_the_title_it_declares(head: str, title: str | None) -> None:
    assert read(head).title == title


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="author" content="Ines Kaldor">',
        '<meta property="article:author" content="Ines Kaldor">',
        '<script type="application/ld+json">{"@type":"Article","author":"Ines Kaldor"}</script>',
        '<script type="application/ld+json">{"@type":"Article","author":{"name":"Ines Kaldor"}}</script>',
        '<script type="application/ld+json">{"@type":"Article","author":[{"name":["Ines Kaldor"]}]}</script>',
    ],
)
def test_a_page_has_the_author_it_declares(head: str) -> None:
    assert read(head).authors == ("Ines Kaldor",)


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2031-05-04">',
        '<meta name="date" content="2031-05-04">',
        '<meta itemprop="datePublished" content="2031-05-04">',
        '<script type="application/ld+json">{"@type":"Article","datePublished":"2031-05-04"}</script>',
    ],
)
def test_a_page_has_the_date_it_declares(head: str) -> None:
    found = read(head).published
    assert found is not None
    assert found.value == "2031-05-04"


@pytest.mark.parametrize(
    ("line", "place", "agency"),
    [
        ("ULM (Reuters) – The weir burst.", "ULM", "Reuters"),
        ("LIMA, March 3 (AFP) – The weir burst.", "LIMA", "Agence France-Presse"),
        ("OSLO: The weir burst.", "OSLO", None),
    ],
)
def test_a_dateline_opens_a_line_with_a_place(line: str, place: str, agency: str | None) -> None:
    found = dateline(line)
    assert found is not None
    assert (found.place, found.agency) == (place, agency)
    assert line[found.end :].strip() == "The weir burst."


@pytest.mark.parametrize("line", ["The weir burst.", "Nobody – not one – was hurt.", "", "“Oslo” – a film"])
def test_other_lines_open_with_no_dateline(line: str) -> None:
    assert dateline(line) is None
