"""Notices of a publisher about its own article."""

from __future__ import annotations

import pytest

from nightdesk.transforms.clean.notices import notices

BODY = "\n".join(f"The harbour board of Port Merrow met for the {n}th time." for n in range(4, 12))


@pytest.mark.parametrize(
    ("line", "flags"),
    [
        ("This article has been retracted.", ("retraction",)),
        (
            "Editor’s note: This story was withdrawn after publication because its figures were invented.",
            ("retraction",),
        ),
        ("Correction: The ferry carried 212 people, not 221.", ("correction",)),
        ("CORRECTION (11 March) – The board has nine members.", ("correction",)),
        ("An earlier version of this article gave the wrong number of injured.", ("correction",)),
        ("Clarification: the mayor spoke on Tuesday.", ("clarification",)),
        ("The ministry said the corrections officers would stay.", ()),
        ("Corrections officers went on strike.", ()),
        ("The journal has been withdrawn from sale.", ()),
        ("We have withdrawn the article and apologise to Captain Quill.", ()),
    ],
)
def test_a_notice_above_or_below_is_flagged(line: str, flags: tuple[str, ...]) -> None:
    assert notices(None, f"{line}\n{BODY}") == flags
    assert notices(None, f"{BODY}\n{line}") == flags


def test_a_headline_can_be_the_notice() -> None:
    assert notices("Retracted: Skipper was doing the crossword", BODY) == ("retraction",)


def test_the_middle_of_a_report_is_no_notice() -> None:
    """A report about somebody else's retraction quotes it in its middle."""
    assert notices(None, f"{BODY}\nThis article has been retracted, the notice read.\n{BODY}") == ()
