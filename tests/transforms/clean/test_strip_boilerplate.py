"""The article's own lines are told from those around them, for pages and bare text alike."""

from nightdesk.transforms.clean.metadata.author_notes import author_notes
from nightdesk.transforms.clean.strip_boilerplate import strip_boilerplate
from nightdesk.transforms.clean.text_lines import split_lines

PROSE = "The ferry sank off the northern pier shortly after noon, and all of its passengers were brought ashore."


def test_a_repeated_headline_goes_with_and_without_kicker() -> None:
    text = f"Ports | Ferry sinks off northern pier\n{PROSE}\nFerry sinks off northern pier"
    found = strip_boilerplate(text, ("Ferry sinks off northern pier",), is_page=True)
    assert found.text == PROSE
    assert {block.reason for block in found.removed} == {"headline"}


def test_a_plain_first_line_of_bare_text_becomes_the_title() -> None:
    found = strip_boilerplate(f"Ferry sinks off northern pier\n\n{PROSE}", is_page=False)
    assert found.title == "Ferry sinks off northern pier"
    assert found.text == PROSE
    assert [(b.start, b.end, b.reason) for b in found.removed] == [(0, 29, "headline")]


def test_a_first_sentence_is_no_headline() -> None:
    for first in ("The ferry sank.", "RIGA: The ferry sank at noon", "“We are safe,” he said", "By Ada Lind of Riga"):
        assert strip_boilerplate(f"{first}\n{PROSE}", is_page=False).title is None


def test_a_date_line_is_read_and_stays_in_bare_text_only() -> None:
    text = f"18-03-2031\nRIGA: {PROSE}\n{PROSE}"
    bare, page = strip_boilerplate(text, is_page=False), strip_boilerplate(text, is_page=True)
    assert (bare.published, page.published) == ("2031-03-18", "2031-03-18")
    assert bare.text.startswith("18-03-2031")
    assert page.text.startswith("RIGA:")
    assert bare.dateline == "RIGA"


def test_the_day_of_publication_is_read_and_that_of_an_update_is_not() -> None:
    text = f"Updated: 6 May 2031\nPublished: 4 May 2031 10:15 GMT\n{PROSE}\n{PROSE}"
    assert strip_boilerplate(text, is_page=False).published == "2031-05-04T10:15:00+00:00"
    assert strip_boilerplate(f"Last updated on 6 May 2031\n{PROSE}", is_page=False).published is None


def test_a_sentence_that_begins_with_by_is_no_byline() -> None:
    text = f"By her own account, Eve Rask slept.\n{PROSE}"
    assert strip_boilerplate(text, is_page=False).removed == ()


def test_bylines_and_credits_become_names() -> None:
    found = strip_boilerplate(
        f"By Ada Lind\n{PROSE}\nAdditional reporting by Tom Moor in Oslo\n© 2031 Reuters", is_page=False
    )
    assert found.text == PROSE
    assert found.authors == ("Ada Lind",)
    assert found.contributors == ("Tom Moor",)
    assert found.agency == "Reuters"


def test_the_dateline_names_the_agency_before_the_copyright_does() -> None:
    found = strip_boilerplate(f"Riga (AP) – {PROSE}\n& Copy 2031 the Canadian press", is_page=False)
    assert (found.dateline, found.agency) == ("Riga", "Associated Press")


def test_a_closing_desk_credit_is_cut_from_its_line() -> None:
    found = strip_boilerplate(f"{PROSE}\n“Nobody was hurt.” (Int’l Monitoring Desk)", is_page=False)
    assert found.text.endswith("“Nobody was hurt.”")
    assert found.agency == "Int’l Monitoring Desk"


def test_notes_on_authors_are_told_from_sentences_about_people() -> None:
    lines = [PROSE] * 2 + [
        "Ada Lind, who joined in 2020, is Harbour News’s chief correspondent.",
        "Tom Moor is a reporter for Harbour News.",
        "Ada studied in Tartu.",
        "“Ada Lind is a fine editor,” the captain said.",
    ]
    notes = author_notes(split_lines("\n".join(lines)), ("Ada Lind",))
    assert [note.text for note in notes] == lines[2:5]


def test_a_closing_sentence_about_a_person_is_no_note() -> None:
    lines = [PROSE] * 4 + ["Eve Rask is the captain of the ferry.", "Ada Rask has left the harbour."]
    assert author_notes(split_lines("\n".join(lines)), ("Ada Lind",)) == []


def test_offsets_of_a_page_are_not_given() -> None:
    block = strip_boilerplate(f"{PROSE}\nAdvertisement", is_page=True).removed[0]
    assert (block.start, block.end) == (None, None)


def test_lines_that_the_source_repeats_are_taken_out_with_their_offsets() -> None:
    text = f"{PROSE}\n  More from  the harbour desk\n{PROSE}"
    found = strip_boilerplate(text, known_lines=frozenset({"More from the harbour desk"}), is_page=False)
    (block,) = found.removed
    assert (block.reason, text[block.start : block.end]) == ("repeated", "More from  the harbour desk")
    assert found.text == f"{PROSE}\n{PROSE}"
