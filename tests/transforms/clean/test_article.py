"""Every capture ends as an article or as a rejection with its reason."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nightdesk.transforms.clean.article import clean, clean_baseline
from nightdesk.transforms.clean.as_json import article_to_json
from nightdesk.transforms.language.detect import detect_language
from nightdesk.transforms.records import Article, Capture, Hints, Reason, Rejection

PROSE = "The ferry sank off the northern pier shortly after noon, and all of its passengers were brought ashore."
PARAGRAPHS = "".join(f"<p>{PROSE} It was the {n}th such accident, the harbour office said.</p>" for n in range(4, 10))

WALL = (
    "We and our partners store cookies on your device and process personal data such as your visits. With your consent "
    "we show adverts that fit you. You can accept all or change your privacy settings at any time in the menu."
)
TITLED_WALL = (
    "<h1>Before you continue</h1><p>The Harbour Post and its ninety partners wish to read what is on your device, so "
    "that the ferry adverts you see are the ferry adverts you deserve, and no others.</p>"
)
LISTING = "".join(
    f"<p>Ferry number {n} returns to the northern pier after a long refit in the yard</p>" for n in range(9)
)


def capture(content: str | bytes, hints: Hints | None = None, media_type: str | None = None) -> Capture:
    data = content.encode() if isinstance(content, str) else content
    fetched_at = datetime(2031, 5, 6, tzinfo=UTC)
    return Capture("c", "harbour", "https://example.org/a", None, fetched_at, media_type, None, data, hints or Hints())


def test_bare_text_keeps_its_words_and_says_what_it_lost() -> None:
    text = f"{PROSE}\n\nFollow us on Telegram\n{PROSE}\n"
    article = clean(capture(text))
    assert isinstance(article, Article)
    assert article.text == f"{PROSE}\n{PROSE}"
    assert article.method == "text"
    assert [text[b.start : b.end] for b in article.removed] == ["Follow us on Telegram"]


def test_offsets_hold_in_text_with_invisible_characters_and_other_line_ends() -> None:
    text = f"\u200b{PROSE}\r\nFollow us on Tele\u00adgram\r\n{PROSE}"
    article = clean(capture(text))
    assert isinstance(article, Article)
    assert [text[b.start : b.end] == b.text for b in article.removed] == [True]
    assert "\u200b" not in article.text


def test_hints_give_what_bare_text_does_not_say() -> None:
    hints = Hints(title="Ferry sinks", published="2031-05-04T10:00:00Z", authors=("By Ada Lind",), language="en-GB")
    article = clean(capture(f"Ferry sinks\n{PROSE}\n{PROSE}", hints))
    assert isinstance(article, Article)
    assert (article.title, article.authors, article.language) == ("Ferry sinks", ("Ada Lind",), "en")
    assert (article.published, article.published_basis) == ("2031-05-04T10:00:00+00:00", "feed")
    assert article.text == f"{PROSE}\n{PROSE}"


def test_a_date_line_beats_the_day_a_feed_says() -> None:
    article = clean(capture(f"4 May 2031\n{PROSE}\n{PROSE}", Hints(published="2031-05-05")))
    assert isinstance(article, Article)
    assert (article.published, article.published_basis) == ("2031-05-04", "text")


@pytest.mark.parametrize(
    ("content", "hints", "reason"),
    [
        ("", Hints(), Reason.EMPTY),
        ("The ferry sank.", Hints(), Reason.TOO_SHORT),
        ("Sign up for our newsletter", Hints(), Reason.EMPTY),
        ("Sank.", Hints(guid="1"), Reason.TOO_SHORT),
        (b"%PDF-1.7", Hints(), Reason.UNSUPPORTED_TYPE),
        ("<html><body></body></html>", Hints(), Reason.NO_ARTICLE),
        ("<html><head><title>404 Not Found</title></head><body>" + f"<p>{PROSE}</p>", Hints(), Reason.NO_ARTICLE),
        (f"<html><body><p>{WALL}</p></body></html>", Hints(), Reason.NO_ARTICLE),
        (f"<html><body>{TITLED_WALL}</body></html>", Hints(), Reason.NO_ARTICLE),
        (f"<html><body>{LISTING}</body></html>", Hints(), Reason.NO_ARTICLE),
        ("<html><body>" + "<div>" * 300 + PARAGRAPHS, Hints(), Reason.PARSER_LIMIT),
    ],
)
def test_what_is_no_article_is_rejected_with_its_reason(content: str | bytes, hints: Hints, reason: Reason) -> None:
    result = clean(capture(content, hints))
    assert isinstance(result, Rejection)
    assert result.reason == reason
    assert result.detail


def test_a_brief_that_a_feed_announces_is_flagged_instead_of_rejected() -> None:
    brief = "The ferry that sank on Sunday will be lifted in August."
    article = clean(capture(brief, Hints(guid="brief-1")))
    assert isinstance(article, Article)
    assert article.flags == ("short",)


def test_a_page_the_extractor_misreads_is_read_from_its_declaration() -> None:
    body = " ".join(f"{PROSE} It was accident number {n}, the harbour office said." for n in range(9))
    page = (
        '<html><head><script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry sinks", '
        f'"articleBody": "{body}"}}</script></head><body><p>Please enable scripts to read this story.</p></body>'
    )
    article = clean(capture(page))
    assert isinstance(article, Article)
    assert article.method in ("json_ld", "trafilatura_balanced")  # whose own net is the declaration too
    assert article.text == body


def test_the_baseline_reads_the_same_page_and_says_so() -> None:
    article = clean_baseline(capture(f"<html><body><h1>Ferry sinks again</h1>{PARAGRAPHS}</body></html>"))
    assert isinstance(article, Article)
    assert "baseline_only" in article.flags
    assert PROSE in article.text


def test_a_paywalled_page_is_flagged() -> None:
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'
    article = clean(capture(f"<html><head>{head}</head><body>{PARAGRAPHS}</body></html>"))
    assert isinstance(article, Article)
    assert "paywalled" in article.flags


def test_the_words_overrule_a_template_s_language() -> None:
    german = "Die Fähre sank am Sonntag kurz nach Mittag vor dem nördlichen Hafen, teilte die Küstenwache mit. " * 4
    assert detect_language(german, "en") == ("de", "language_corrected")
    assert detect_language(german, "de-AT") == ("de", None)
    assert detect_language("Riga", None) == (None, None)


def test_every_field_of_the_interface_is_there_for_articles_and_rejections() -> None:
    article, rejection = article_to_json(clean(capture(PROSE * 2))), article_to_json(clean(capture("")))
    assert article.keys() == rejection.keys()
    assert article["rejection"] is None
    assert rejection["rejection"]["reason"] == "empty"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_and_any_markup_end_as_article_or_rejection(text: str) -> None:
    safe = text.encode("utf-8", "replace").decode()
    for content in (safe, f"<html><body>{safe}</body></html>"):
        result = clean(capture(content))
        assert isinstance(result, Article | Rejection)
        if isinstance(result, Article) and result.method == "text":
            assert all(content[b.start : b.end] == b.text for b in result.removed)
