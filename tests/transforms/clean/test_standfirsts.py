"""What stands between headline and body, and below pictures, is told from the body and from other articles."""

from lxml.html import document_fromstring

from nightdesk.transforms.clean.metadata.meta_tags import read_metas
from nightdesk.transforms.clean.metadata.standfirsts import captions, standfirst

DECK = "Fishing boats reach the ferry before it goes down off the pier"


def found(body: str, head: str = "") -> str | None:
    tree = document_fromstring(f"<html><head>{head}</head><body><h1>Ferry sinks</h1>{body}</body></html>")
    return standfirst(tree, read_metas(tree))


def test_a_description_that_the_page_shows_is_the_standfirst() -> None:
    head = f'<meta name="description" content="{DECK}.">'
    assert found(f"<div><p>{DECK}</p></div><p>The ferry sank on Sunday.</p>", head) == DECK


def test_a_description_for_search_engines_is_none() -> None:
    assert found("<p>The ferry sank on Sunday.</p>", f'<meta name="description" content="{DECK}">') is None


def test_a_description_that_only_begins_a_paragraph_is_none() -> None:
    head = f'<meta name="description" content="{DECK}">'
    assert found(f"<p>{DECK}, and all aboard were saved before the night.</p>", head) is None


def test_what_is_marked_below_the_headline_is_the_standfirst() -> None:
    assert found(f'<div class="ArticleDek_root__x1">{DECK}</div>') == DECK
    assert found(f'<p class="article-subheading">{DECK}</p>') == DECK


def test_a_teaser_beside_the_article_is_none() -> None:
    assert found(f'<aside><p class="dek">{DECK}</p></aside><ul><li><p class="dek">{DECK}</p></li></ul>') is None


def test_captions_are_listed_once_and_in_order() -> None:
    page = (
        "<body><figure><figcaption>The <b>ferry</b> in 2030</figcaption></figure><p>Text</p>"
        "<figure><figcaption>Her captain</figcaption></figure>"
        "<figure><figcaption>The ferry in 2030</figcaption></figure>"
        "<aside><figure><figcaption>A crane</figcaption></figure></aside></body>"
    )
    assert captions(document_fromstring(page)) == ("The ferry in 2030", "Her captain")
