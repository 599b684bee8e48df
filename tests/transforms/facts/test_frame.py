from datetime import date
from itertools import pairwise

import pytest

from nightdesk.transforms.facts.frame import read_date, read_frame
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
