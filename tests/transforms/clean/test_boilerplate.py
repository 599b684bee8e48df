"""Boilerplate lines are found with their offsets, and prose is left alone."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightdesk.transforms.clean.boilerplate import find_blocks, line_reason
from nightdesk.transforms.clean.wordings import table

REMOVED = [
    ("Sign up for the Harbour Morning Briefing here", "newsletter"),
    ("Simply sign up to the Ferry Strike Digest -- delivered directly to your inbox.", "newsletter"),
    ("Receive the day's best reports, delivered in your message box every morning.", "newsletter"),
    ("By signing up you agree to our Terms of Use and Privacy Policy.", "newsletter"),
    ("Follow us on Facebook and Telegram", "follow_us"),
    ("Share this article", "follow_us"),
    ("Read more: Ferry strike enters its third week", "pointer"),
    ("Also read | Port reopens after storm", "pointer"),
    ("RELATED STORIES", "pointer"),
    ("Lesen Sie auch: Der Hafen bleibt geschlossen", "pointer"),
    ("Advertisement", "advert"),
    ("Story continues below advertisement", "advert"),
    ("© 2031 Harbour Media. All rights reserved.", "copyright"),
    ("& Copy 2031 the Lowland press", "copyright"),
    ("This material may not be published, broadcast, rewritten or redistributed.", "copyright"),
    ("Photo: Ada Lind / Lowland Press", "credit"),
    ("(With inputs from agencies)", "credit"),
    ("This story has been published from a wire agency feed without modifications.", "credit"),
    ("Additional reporting by Ada Lind in Riga", "credit"),
    ("©2031 Ada Lind. Distributed by Lowland Content Agency.", "copyright"),
    ("If you buy something through a link on our site, we may earn a commission.", "advert"),
    ("Les også: Fergen sank", "pointer"),
    ("This story 'Ferry sinks' originally appeared on Harbour News.", "credit"),
    ("Ada Lind may be reached at ada@example.org and followed on Twitter at @ada.", "follow_us"),
    ("Last updated on 4 May 2031 at 10:15", "date"),
]

KEPT = [
    "Ministers signed up for the harbour pact on Tuesday after two days of talks.",
    "Additional reports by witnesses suggested that the ferry had listed before it sank.",
    "“Follow us to the lifeboats,” the captain shouted, according to two passengers.",
    "Related industries such as canning lost 400 jobs, the union said.",
    "Share prices fell by a third.",
    "Get well wishes arrived from as far as Lima.",
    "Copyright law was the subject of the second session, which ran past midnight and ended without a vote "
    "because the delegation of the host country had left the room in protest against the wording of the draft.",
    "Troops in the harbour to protect the ferries",
]


@pytest.mark.parametrize(("line", "reason"), REMOVED)
def test_a_boilerplate_line_is_named_with_its_reason(line: str, reason: str) -> None:
    assert line_reason(line) == reason


@pytest.mark.parametrize("line", KEPT)
def test_prose_that_begins_like_boilerplate_is_kept(line: str) -> None:
    assert line_reason(line) is None


def test_every_pattern_of_the_lexicon_compiles_and_names_a_known_reason() -> None:
    reasons = {"newsletter", "follow_us", "pointer", "advert", "copyright", "credit", "date"}
    assert set(table("boilerplate").values()) == reasons
    assert all(re.compile(pattern) for pattern in table("boilerplate"))


def test_offsets_point_at_the_removed_words() -> None:
    text = "  Get daily harbour news\r\nGet the best stories, sent to your inbox.\r\nThe ferry sank.\n\nAdvertisement\n"
    blocks = find_blocks(text)
    assert [b.reason for b in blocks] == ["newsletter", "newsletter", "advert"]
    assert all(text[b.start : b.end] == b.text for b in blocks)


def test_a_heading_above_a_sign_up_box_goes_with_it_and_a_subhead_stays() -> None:
    text = "Ferries to return\nStay with the story\nSign up for our newsletter\nThe ferry sank."
    assert [b.text for b in find_blocks(text)] == ["Stay with the story", "Sign up for our newsletter"]


def test_a_desk_credit_closing_the_last_sentence_is_cut_off() -> None:
    text = "The ferry sank. Nobody was hurt. (Int’l Monitoring Desk)\nCopyright 2031 Harbour Media"
    assert [(b.text, b.reason) for b in find_blocks(text)] == [
        ("(Int’l Monitoring Desk)", "credit"),
        ("Copyright 2031 Harbour Media", "copyright"),
    ]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_any_text_gives_blocks_in_order_that_hold_their_own_words(text: str) -> None:
    blocks = find_blocks(text)
    assert all(text[b.start : b.end] == b.text for b in blocks)
    assert all(a.end <= b.start for a, b in pairwise(blocks))
