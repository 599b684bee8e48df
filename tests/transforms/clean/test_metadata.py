"""Title, authors and dates are chosen by agreement, and each keeps the basis it was read from."""

from datetime import UTC, datetime

import pytest
from lxml.html import document_fromstring

from nightdesk.transforms.clean.metadata.authors import author_names, full_names, signing_agencies
from nightdesk.transforms.clean.metadata.fields import Metadata, read_metadata
from nightdesk.transforms.clean.metadata.meta_tags import MetadataCandidate
from nightdesk.transforms.clean.metadata.titles import TitleCandidates, choose_title, strip_site
from nightdesk.transforms.records import Hints

FETCHED_AT = datetime(2031, 5, 5, tzinfo=UTC)
URL = "https://news.example.org/ports/ferry"


def read(head: str, body: str = "", lang: str = "en-GB") -> Metadata:
    tree = document_fromstring(f'<html lang="{lang}"><head>{head}</head><body>{body}</body></html>')
    return read_metadata(tree, URL, FETCHED_AT, Hints())


def titles(**given: object) -> TitleCandidates:
    empty = {"h1": (), "json_ld": None, "og": None, "twitter": None, "title": None, "site": None}
    return TitleCandidates(**{**empty, **given})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("found", "chosen"),
    [
        (
            titles(h1=("Harbour News", "Ferry sinks off Riga"), og="Ferry sinks off Riga | Harbour"),
            "Ferry sinks off Riga",
        ),
        (titles(h1=("Ports | Ferry sinks off Riga",), og="Ferry sinks off Riga"), "Ferry sinks off Riga"),
        (titles(h1=("Ferry sinks",), json_ld="Riga: Ferry sinks", og="Riga: Ferry sinks"), "Riga: Ferry sinks"),
        (titles(h1=("Watch",), json_ld="Ferry sinks off Riga"), "Ferry sinks off Riga"),
        (titles(h1=("The night the ferry sank",), title="Riga ferry disaster explained"), "The night the ferry sank"),
        (titles(title="Ferry sinks off Riga - Harbour News", site="Harbour News"), "Ferry sinks off Riga"),
        (titles(), None),
    ],
)
def test_the_title_is_the_heading_that_agrees_with_what_is_declared(found: TitleCandidates, chosen: str | None) -> None:
    assert choose_title(found) == chosen


def test_a_title_keeps_its_own_dashes() -> None:
    title = "Ferry sinks – captain and all of the crew saved by fishermen"
    assert strip_site(title, "Harbour News") == title
    assert strip_site(f"{title} | Harbour News", "Harbour News") == title


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("By Ada Lind and Tom Moor", ("Ada Lind", "Tom Moor")),
        ("ADA LIND, Political Editor", ("Ada Lind",)),
        ("Von Ada Lind, Jan van der Berg", ("Ada Lind", "Jan van der Berg")),
        ("Ada Lind | Harbour News", ("Ada Lind",)),
        ("Dr. Ada Lind, Ph.D.", ("Ada Lind",)),
        ("Ada Lind Published: 4 May 2031", ("Ada Lind",)),
        ("Robert J.", ("Robert J.",)),
        ("Harbour News", ()),
        ("Staff reporter", ()),
        ("Lowland Desk; Reuters", ()),
        ("https://example.org/authors/ada-lind", ()),
        ("adalind", ()),
    ],
)
def test_an_author_field_gives_persons_only(field: str, names: tuple[str, ...]) -> None:
    assert author_names(field, ("Harbour News",)) == names


def test_an_element_that_holds_more_than_names_gives_none() -> None:
    assert full_names("Ada Lind") == ("Ada Lind",)
    assert full_names("Lifeboats of Riga harbour, Ada Lind") == ()


def test_an_agency_signs_where_no_person_does() -> None:
    assert signing_agencies("By AFP and dpa") == ("AFP", "dpa")
    metadata = read('<meta name="author" content="AFP">')
    assert metadata.authors == ("AFP",)
    assert metadata.agency == "Agence France-Presse"


def test_dates_prefer_json_ld_and_the_precision_of_the_meta_tag() -> None:
    metadata = read(
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2031-05-04"}</script>'
        '<meta property="article:published_time" content="2031-05-04T10:15:00+02:00">'
        '<meta property="article:modified_time" content="2031-05-04T12:00:00Z">'
    )
    assert metadata.published == MetadataCandidate("2031-05-04T10:15:00+02:00", "meta")
    assert metadata.modified == "2031-05-04T12:00:00+00:00"
    assert [c.basis for c in metadata.candidates["published"]] == ["json_ld", "meta"]


@pytest.mark.parametrize("name", ["article:published:time", "article.published-time", "ARTICLE_PUBLISHED_TIME"])
def test_the_name_of_a_meta_tag_is_read_whatever_separates_its_words(name: str) -> None:
    found = read(f'<meta property="{name}" content="2031-05-02T10:00:00Z">').published
    assert found == MetadataCandidate("2031-05-02T10:00:00+00:00", "meta")


@pytest.mark.parametrize(
    "body",
    [
        "<dl><dt>Date:</dt><dd>May 2, 2031</dd></dl>",
        "<ul><li><strong>Datum</strong> 02.05.2031 </li></ul>",
        "<p><span>Published on</span> <b>2 May 2031</b></p>",
    ],
)
def test_a_labelled_day_beats_other_days_on_the_page(body: str) -> None:
    teasers = '<p class="date">2031-04-30</p><p>Retrieved May 4, 2031</p>'
    assert read("", teasers + body).published == MetadataCandidate("2031-05-02", "html")


def test_the_day_that_ends_the_title_dates_the_page() -> None:
    found = read("<title>Ferry raised | Harbour News | 02.05.2031</title>", '<span class="date">28.04.2031</span>')
    assert found.published == MetadataCandidate("2031-05-02", "html")


def test_a_visible_day_takes_its_time_from_the_state_of_a_script() -> None:
    state = r'<script>push("{\"publishedAt\":\"2031-05-02T10:00:00Z\",\"at\":\"2031-05-02T09:00:00Z\"}")</script>'
    found = read("", f"<p><b>Date</b> <i>2 May 2031</i></p>{state}")
    assert found.published == MetadataCandidate("2031-05-02T10:00:00+00:00", "html")


def test_nothing_is_published_after_it_was_fetched() -> None:
    metadata = read(
        '<meta name="date" content="2033-01-01">', '<time class="published" datetime="2031-05-03">3 May</time>'
    )
    assert metadata.published == MetadataCandidate("2031-05-03", "html")


@pytest.mark.parametrize(("url", "basis"), [(URL, "feed"), ("/data/rows.jsonl#7", "row")])
def test_the_carrier_dates_a_page_that_does_not(url: str, basis: str) -> None:
    tree = document_fromstring("<html><body><p>The ferry sank.</p></body></html>")
    metadata = read_metadata(tree, url, FETCHED_AT, Hints(published="Sun, 04 May 2031 10:15:00 GMT"))
    assert metadata.published == MetadataCandidate("2031-05-04T10:15:00+00:00", basis)


def test_language_section_and_canonical_address_are_read() -> None:
    metadata = read(
        '<link rel="canonical" href="/ports/ferry-sinks"><meta property="article:section" content="Ports">',
        lang="de-AT",
    )
    assert metadata.language == "de"
    assert metadata.section == "Ports"
    assert metadata.canonical_url == "https://news.example.org/ports/ferry-sinks"


def test_a_front_page_is_no_canonical_address() -> None:
    assert read('<link rel="canonical" href="https://news.example.org/">').canonical_url is None
