"""Whole pages and texts: the story stays, what surrounds it goes, and cleaning its own result changes nothing."""

from datetime import UTC, datetime
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nightdesk.transforms.clean.article import clean
from nightdesk.transforms.clean.hygiene import clean_characters, clean_line
from nightdesk.transforms.clean.versions import material_key
from nightdesk.transforms.records import Article, Capture, Hints, Reason, Rejection

SENTENCES = (
    "The weir above Ulmstead burst on Friday after three weeks of rain that nobody in the valley had expected.",
    "Forty families spent the night in the school hall, where volunteers had put up beds and a small kitchen.",
    "Lock keeper Ines Varga said she heard a crash and ran for the bridge before the water reached the road.",
    "The council will pay every household, and it has asked the province to share the cost of a new gate.",
    "Engineers from Port Avel brought two dredgers and a crane, and they expect to work through the summer.",
    "The railway to Tesselhaven stays closed until divers have looked at the piers of the old iron bridge.",
)
TITLE = "Weir bursts above Ulmstead"
AROUND = (
    "<nav><a href='/'>Home</a> <a href='/rivers'>Rivers</a></nav>",
    "<footer>© 2031 Ulm Gazette. All rights reserved.</footer>",
    "<aside><h3>Most read</h3><a href='/a'>Choir sings in the chapel</a></aside>",
    "<script>var x = 'The weir is a script';</script>",
    "<style>.weir { color: blue }</style>",
    "<form><label>Email</label><input><button>Subscribe</button></form>",
)


def capture(content: str, media_type: str = "text/html", hints: Hints | None = None) -> Capture:
    fetched_at = datetime(2031, 5, 6, tzinfo=UTC)
    url = "https://gazette.example/rivers/weir"
    return Capture("c", "gazette", url, None, fetched_at, media_type, "utf-8", content.encode(), hints or Hints())


def page(sentences: tuple[str, ...] | list[str], *around: str) -> str:
    body = "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences)
    extra = "".join(around)
    return (
        f"<!doctype html><html lang='en'><head><title>{TITLE} | Ulm Gazette</title></head>"
        f"<body><article><h1>{TITLE}</h1>{body}</article>{extra}</body></html>"
    )


def article(content: str, media_type: str = "text/html") -> Article:
    found = clean(capture(content, media_type))
    assert isinstance(found, Article), found
    return found


@given(st.permutations(SENTENCES))
@settings(max_examples=10)
def test_the_paragraphs_of_a_page_are_its_text_in_order(order: list[str]) -> None:
    found = article(page(order))
    assert found.text.splitlines() == order
    assert (found.title, found.language) == (TITLE, "en")


@pytest.mark.parametrize("around", AROUND)
def test_what_stands_around_the_story_is_no_part_of_it(around: str) -> None:
    assert article(page(SENTENCES, around)).text == article(page(SENTENCES)).text


@pytest.mark.parametrize("kept", [6, 5, 4])
def test_bare_text_is_its_own_article(kept: int) -> None:
    text = "\n".join(SENTENCES[:kept])
    assert article(text, "text/plain").text == text


@given(st.lists(st.sampled_from(SENTENCES), min_size=4, max_size=6, unique=True))
@settings(max_examples=15)
def test_cleaning_its_own_result_changes_nothing(sentences: list[str]) -> None:
    once = article("\n".join(sentences), "text/plain")
    assert article(once.text, "text/plain").text == once.text


@pytest.mark.parametrize(
    ("content", "reason"),
    [("", Reason.EMPTY), ("   \n ", Reason.EMPTY), ("Gone.", Reason.TOO_SHORT)],
)
def test_a_text_that_is_no_article_has_its_reason(content: str, reason: Reason) -> None:
    found = clean(capture(content, "text/plain"))
    assert isinstance(found, Rejection)
    assert found.reason is reason


@pytest.mark.parametrize("mark", ["\u200b", "\u00ad", "\ufeff", "\u2060"])
def test_invisible_characters_are_taken_out_of_words(mark: str) -> None:
    assert clean_characters(f"we{mark}ir") == "weir"


@given(st.text(max_size=80))
def test_clean_characters_stay_as_they_are(text: str) -> None:
    once = clean_characters(text)
    assert clean_characters(once) == once
    assert "\r" not in once


@given(st.text(max_size=80))
def test_a_clean_line_is_one_line_without_outer_space(text: str) -> None:
    line = clean_line(text)
    assert "\n" not in line
    assert line == line.strip()


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6))
def test_white_space_makes_no_new_version_and_a_word_does(sentences: list[str]) -> None:
    one = Article(TITLE, "\n".join(sentences))
    assert material_key(Article(TITLE, "\n\n".join(sentences))) == material_key(one)
    assert material_key(Article(TITLE, f"{one.text} Correction.")) != material_key(one)
    assert material_key(Article(f"{TITLE} again", one.text)) != material_key(one)
