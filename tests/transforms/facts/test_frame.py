from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightdesk.transforms.clean.boilerplate import find_blocks
from nightdesk.transforms.facts.frame import read_date, read_frame
from nightdesk.transforms.facts.time.words import time_words
from nightdesk.transforms.language.packs import ENGLISH
from nightdesk.transforms.records import RemovedBlock

ARTICLE = """Ferry returns to Port Avel after storm
By Ines Kaldor and Tomas Brandt
14 March 2031
PORT AVEL (AFP) – The ferry Lumen reached Port Avel on Friday, two days late. Nobody was hurt.
Harbour plans
The harbour master said the pier would be rebuilt before summer, at a cost the town will share. (News Desk)
Sign up for our letter"""


def zones(text: str, blocks: tuple[RemovedBlock, ...] = ()) -> list[tuple[str, str]]:
    return [(s.zone, text[s.start : s.end]) for s in read_frame(text, blocks).sentences]


def test_each_part_of_an_article_gets_its_zone() -> None:
    block = RemovedBlock("Sign up for our letter", ARTICLE.index("Sign up"), len(ARTICLE), "newsletter")
    assert [zone for zone, _ in zones(ARTICLE, (block,))] == [
        "headline", "byline", "dateline", "dateline", "body", "body", "subhead", "body", "credit", "boilerplate",
    ]  # fmt: skip


def test_the_frame_states_date_agency_place_and_authors() -> None:
    frame = read_frame(ARTICLE)
    assert frame.publication_date == date(2031, 3, 14)
    assert (frame.agency, frame.dateline) == ("Agence France-Presse", "Port Avel")
    assert frame.byline == ("Ines Kaldor", "Tomas Brandt")


def test_sentences_are_numbered_and_cover_the_text_in_order() -> None:
    found = read_frame(ARTICLE).sentences
    assert [s.sentence_no for s in found] == list(range(len(found)))
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("18-03-2031", date(2031, 3, 18)),
        ("03/18/2031", date(2031, 3, 18)),
        ("2031-03-04", date(2031, 3, 4)),
        ("Tuesday, March 4, 2031", date(2031, 3, 4)),
        ("Published: 4th March 2031, 10:15 GMT", date(2031, 3, 4)),
        ("04-03-2031", None),  # fourth of March or third of April
        ("31 February 2031", None),
        ("On 4 March 2031 the pier fell", None),
    ],
)
def test_a_date_is_read_only_where_day_and_month_are_certain(line: str, expected: date | None) -> None:
    assert read_date(line) == expected


def test_a_colon_after_an_ordinary_word_is_no_dateline() -> None:
    text = "Asked again: would the town pay? It would, the mayor said at length on the phone."
    assert all(zone == "body" for zone, _ in zones(text))


@pytest.mark.parametrize(
    ("line", "zone"),
    [
        ("Photo: the ferry Lumen at its pier", "caption"),
        ("By Ines Kaldor in Port Avel", "byline"),
        ("By the pier", "subhead"),
        ("14 March 2031", "dateline"),
        ("The ferry came.", "body"),
    ],
)
def test_a_line_behind_the_headline_gets_its_zone(line: str, zone: str) -> None:
    text = f"Ferry returns to Port Avel\n{line}\nThe ferry Lumen reached Port Avel on Friday, two days late."
    assert zones(text)[1] == (zone, line)


def test_a_byline_ends_before_its_place() -> None:
    assert read_frame("Ferry returns\nBy Ines de Kaldor in Port Avel\nThe ferry came.").byline == ("Ines de Kaldor",)


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("RIGA (AP) – The ferry came.", "Associated Press"),
        ("RIGA (Harbour Wire) – The ferry came.", "Harbour Wire"),
        ("Riga (Harbour Wire) – The ferry came.", "Harbour Wire"),
        ("Riga (Harbour) – The ferry came.", None),
        ("The ferry came.\n© 2031 AFP", "Agence France-Presse"),
        ("The ferry came.\n© 2031 Harbour Wire", None),
    ],
)
def test_an_agency_is_named_by_the_dateline_or_holds_the_rights(text: str, agency: str | None) -> None:
    assert read_frame(text).agency == agency


def test_a_place_in_small_letters_needs_an_agency() -> None:
    assert read_frame("Riga (AP) – The ferry came.").dateline == "Riga"
    assert read_frame("Riga – The ferry came.").dateline is None
    assert read_frame("FRY - the ferry came.").dateline is None


def test_a_dateline_and_a_closing_credit_are_cut_from_one_line() -> None:
    text = "RIGA (AP) – The ferry came. – dpa"
    assert zones(text) == [("dateline", "RIGA (AP) –"), ("body", "The ferry came."), ("credit", "– dpa")]


def test_a_block_gives_its_zone_only_to_lines_that_lie_in_it() -> None:
    text = "The ferry came.\nSign up for our letter now."
    half = RemovedBlock("now.", len(text) - 4, len(text), "newsletter")
    assert [zone for zone, _ in zones(text, (half,))] == ["body", "body"]


def test_a_language_reads_its_own_dates() -> None:
    """Month names come from the pack; letters that are no month make no date."""
    assert read_date("4 Foo 2031", ENGLISH) is None
    assert read_date("4 Sept 2031", ENGLISH) == date(2031, 9, 4)


_LINES = [*ARTICLE.split("\n"), "", "Photo: a pier", "(News Desk)", "LONDON:", "© 2031 AFP", "31 February 2031", "By"]


@given(st.text() | st.lists(st.sampled_from(_LINES)).map("\n".join))
def test_any_text_is_covered_by_its_sentences(text: str) -> None:
    """Every character but white space stands in one sentence, in order, whatever the blocks are."""
    found = read_frame(text, find_blocks(text)).sentences
    assert all(one.end <= other.start for one, other in pairwise(found))
    inside = {offset for sentence in found for offset in range(sentence.start, sentence.end)}
    assert all(offset in inside or character.isspace() for offset, character in enumerate(text))


@given(st.dates(date(1000, 1, 1)))
def test_a_day_is_read_back_from_its_line(day: date) -> None:
    months = {number: name for name, number in reversed(list(time_words(ENGLISH).months.items()))}
    name = months[day.month].title()
    assert read_date(day.isoformat()) == day
    assert read_date(f"{day.day} {name} {day.year}") == read_date(f"{name} {day.day}, {day.year}") == day


@given(st.text())
def test_any_line_is_a_date_or_none(line: str) -> None:
    found = read_date(line)
    assert found is None or any(character.isdigit() for character in line)
