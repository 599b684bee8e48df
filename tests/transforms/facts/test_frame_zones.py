"""Zones cover the article: every line has one, bylines, datelines and dates are read where they stand."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nightdesk.transforms.clean.boilerplate import find_blocks
from nightdesk.transforms.facts.frame import read_date, read_frame
from nightdesk.transforms.records import RemovedBlock

BODY = "The weir above Ulm Mill burst on Friday, and the water stood a metre high in Mill Lane by noon."
MORE = "Nobody was hurt, the fire service said, but forty families will spend the night in the school hall."
LINES = (
    "Weir bursts above Ulm Mill", "By Ines Kaldor", "By Ines Kaldor and Tomas Brandt in Ulm", "14 March 2031",
    "Friday, March 14, 2031", "ULM (Reuters) –", f"ULM (Reuters) – {BODY}", f"LIMA: {BODY}", BODY, MORE, "What next?",
    "The night in the school", "Photo: Ines Kaldor", f"{MORE} (News Desk)", "© 2031 AFP", "Advertisement", "", "  ",
    "Sign up for our newsletter", "Ulm", "…", "—", "1", "By", "“",
)  # fmt: skip
TEXTS = st.one_of(st.lists(st.sampled_from(LINES), max_size=12).map("\n".join), st.text(max_size=120))


def zone_of(text: str, line: str) -> set[str]:
    start = text.index(line)
    return {s.zone for s in read_frame(text).sentences if start <= s.start and s.end <= start + len(line)}


@given(TEXTS)
@settings(max_examples=100)
def test_sentences_of_any_text_are_numbered_in_order_and_apart(text: str) -> None:
    found = read_frame(text, find_blocks(text)).sentences
    assert [s.sentence_no for s in found] == list(range(len(found)))
    assert all(0 <= s.start < s.end <= len(text) for s in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(TEXTS)
@settings(max_examples=100)
def test_every_character_but_white_space_stands_in_a_zone(text: str) -> None:
    outside = list(text)
    for sentence in read_frame(text, find_blocks(text)).sentences:
        outside[sentence.start : sentence.end] = " " * (sentence.end - sentence.start)
    assert "".join(outside).strip() == ""


@given(TEXTS)
@settings(max_examples=50)
def test_a_second_reading_finds_the_same_frame(text: str) -> None:
    assert read_frame(text) == read_frame(text)


@given(TEXTS)
@settings(max_examples=50)
def test_blocks_change_zones_and_no_sentence(text: str) -> None:
    with_blocks, without = read_frame(text, find_blocks(text)), read_frame(text)
    joined = [
        "".join("".join(text[s.start : s.end] for s in frame.sentences).split()) for frame in (with_blocks, without)
    ]
    assert joined[0] == joined[1] == "".join(text.split())


@given(st.text(max_size=60))
def test_any_line_is_a_date_or_none(line: str) -> None:
    found = read_date(line)
    assert found is None or any(letter.isdigit() for letter in line)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
@settings(max_examples=50)
def test_a_day_written_out_is_read_back(day: date) -> None:
    month = day.strftime("%B")
    for line in (day.isoformat(), f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}"):
        assert read_date(line) == day


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
@settings(max_examples=50)
def test_a_day_in_figures_is_read_only_where_it_can_be_no_other(day: date) -> None:
    certain = day.day > 12 or day.day == day.month
    assert read_date(f"{day.day:02}-{day.month:02}-{day.year}") == (day if certain else None)
    assert read_date(f"{day.month:02}/{day.day:02}/{day.year}") == (day if certain else None)


@pytest.mark.parametrize(
    ("line", "zone"),
    [
        ("Weir bursts above Ulm Mill", "headline"),
        ("By Ines Kaldor", "byline"),
        ("14 March 2031", "dateline"),
        (BODY, "body"),
        ("School hall opened", "subhead"),
        (MORE, "body"),
    ],
)
def test_each_line_of_an_article_has_the_zone_of_its_place(line: str, zone: str) -> None:
    lines = ["Weir bursts above Ulm Mill", "By Ines Kaldor", "14 March 2031", BODY, "School hall opened", MORE]
    assert zone_of("\n".join(lines), line) == {zone}


@pytest.mark.parametrize(
    ("opening", "place", "agency"),
    [
        ("ULM (Reuters) – ", "Ulm", "Reuters"),
        ("PORT AVEL (AP) — ", "Port Avel", "Associated Press"),
        ("Lima (AFP) - ", "Lima", "Agence France-Presse"),
        ("OSLO: ", "Oslo", None),
    ],
)
def test_a_dateline_names_place_and_agency_and_is_a_sentence_of_its_own(
    opening: str, place: str, agency: str | None
) -> None:
    text = opening + BODY
    frame = read_frame(text)
    assert (frame.dateline, frame.agency) == (place, agency)
    assert [(s.zone, text[s.start : s.end]) for s in frame.sentences] == [
        ("dateline", opening.rstrip()),
        ("body", BODY),
    ]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ines Kaldor", ("Ines Kaldor",)),
        ("By Ines Kaldor and Tomas Brandt", ("Ines Kaldor", "Tomas Brandt")),
        ("By Ines Kaldor, Tomas Brandt and Ada Quill", ("Ines Kaldor", "Tomas Brandt", "Ada Quill")),
        ("By Ines Kaldor in Lima", ("Ines Kaldor",)),
    ],
)
def test_a_byline_gives_the_names_of_the_authors(line: str, names: tuple[str, ...]) -> None:
    assert read_frame(f"Weir bursts above Ulm Mill\n{line}\n{BODY}").byline == names


@pytest.mark.parametrize(
    "text", [BODY, f"{BODY}\n{MORE}", f"Weir bursts above Ulm Mill\n{BODY}", "", "\n\n", "By the river stood a mill."]
)
def test_without_a_byline_nobody_is_named_as_author(text: str) -> None:
    assert read_frame(text).byline == ()


def test_a_credit_that_closes_a_line_is_a_sentence_of_its_own() -> None:
    text = f"{BODY} (News Desk)"
    found = read_frame(text).sentences
    assert [(s.zone, text[s.start : s.end]) for s in found] == [("body", BODY), ("credit", "(News Desk)")]


def test_a_line_that_lies_mostly_in_a_block_has_the_zone_of_the_block() -> None:
    text = f"{BODY}\nMore from the mill\n{MORE}"
    start = text.index("More from")
    whole = RemovedBlock("More from the mill", start, start + 18, "pointer")
    part = RemovedBlock("More", start, start + 4, "pointer")
    assert [s.zone for s in read_frame(text, (whole,)).sentences] == ["body", "boilerplate", "body"]
    assert [s.zone for s in read_frame(text, (part,)).sentences] == ["body", "subhead", "body"]


@pytest.mark.parametrize("reason", ["credit", "byline", "dateline", "headline", "caption", "subhead"])
def test_a_block_of_the_frame_gives_its_own_name_to_the_zone(reason: str) -> None:
    text = f"{BODY}\nSomething else\n{MORE}"
    start = text.index("Something")
    block = RemovedBlock("Something else", start, start + 14, reason)
    assert [s.zone for s in read_frame(text, (block,)).sentences] == ["body", reason, "body"]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("14 March 2031", date(2031, 3, 14)),
        ("March 14, 2031", date(2031, 3, 14)),
        ("2031-03-14", date(2031, 3, 14)),
        ("14.03.2031", date(2031, 3, 14)),
        ("Published: 14 March 2031", date(2031, 3, 14)),
        ("Friday, 14 March 2031", date(2031, 3, 14)),
    ],
)
def test_a_date_that_stands_alone_is_the_day_of_publication(line: str, day: date) -> None:
    assert read_frame(f"Weir bursts above Ulm Mill\n{line}\n{BODY}\n{MORE}").publication_date == day
    assert read_frame(f"{BODY}\n{MORE}\n{line}").publication_date == day


@pytest.mark.parametrize(
    "line", ["On 14 March 2031 the weir burst.", "31 February 2031", "03-04-2031", "March 2031", "14 March"]
)
def test_no_other_line_states_the_day_of_publication(line: str) -> None:
    assert read_frame(f"{BODY}\n{line}\n{MORE}").publication_date is None
