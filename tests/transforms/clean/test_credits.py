"""Contributor credits, datelines and desk credits are read from lines; sentences are not mistaken for them."""

import pytest

from nightdesk.transforms.clean.metadata.credits import Dateline, agency_name, contributors, dateline, final_credit


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Additional reporting by Ada Lind in Riga and Jan van der Berg in Brussels", ("Ada Lind", "Jan van der Berg")),
        ("(Reporting by Ada Lind; Editing by Tom Moor)", ("Ada Lind",)),
        ("Further reports from Ada Lind of Riga, Zoë O’Neil of Rome", ("Ada Lind", "Zoë O’Neil")),
        (
            "This piece was reported with extra input provided by Ada Lind alongside Tom Moor in Oslo.",
            ("Ada Lind", "Tom Moor"),
        ),
        ("Ada Lind in Riga and Tom Moor contributed to this report.", ("Ada Lind", "Tom Moor")),
        ("Harbour News' Ada Lind contributed to this report.", ("Ada Lind",)),
        ("Lowland Press writer Ada Lind in Riga contributed to this story.", ("Ada Lind",)),
        ("Report by Ada Lind of Rome, additional information of Tom Moor in Oslo", ("Ada Lind", "Tom Moor")),
        ("(Reporting by Ada Lind, with reporting by Tom Moor, editing by Eve Rask.)", ("Ada Lind", "Tom Moor")),
        ("Additional reporting by the minister was not published", ()),
        ("The committee contributed to this disaster", ()),
        ("", ()),
    ],
)
def test_a_credit_gives_its_names_and_a_sentence_none(line: str, names: tuple[str, ...]) -> None:
    assert contributors(line) == names


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Riga (AP) – The ferry sank", Dateline("Riga", "Associated Press", 12)),
        ("LONDON: The ferry sank", Dateline("LONDON", None, 8)),
        ("NEW YORK, May 4 (Reuters) - The ferry sank", Dateline("NEW YORK", "Reuters", 28)),
        ("Riga: a guide to the harbour", None),
        ("The minister - who had left - said", None),
        ("EU leaders met in Riga", None),
    ],
)
def test_datelines(line: str, expected: Dateline | None) -> None:
    assert dateline(line) == expected


def test_only_agencies_and_desks_close_a_report() -> None:
    assert final_credit("Nobody was hurt. (Monitoring Desk)") == (17, "Monitoring Desk")
    assert final_credit("Nobody was hurt. – dpa") == (17, "dpa")
    assert final_credit("Nobody was hurt. (with AFP and Reuters)") == (17, "with AFP and Reuters")
    assert final_credit("The ferry (built in 1990)") is None


def test_an_agency_is_known_by_any_of_its_names() -> None:
    assert agency_name("The Canadian press") == "The Canadian Press"
    assert agency_name("Harbour Times") is None
