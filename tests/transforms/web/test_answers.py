"""HTTP answers: where they send us, when to come back, and which pages are not ours to read."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightdesk.transforms.records import Reason
from nightdesk.transforms.web.answers import content_type, redirect, rejection_of_page, retry_after_s

NOW = datetime(2026, 3, 10, 23, 30, tzinfo=UTC)
ASKED = "https://a.example/news/1"


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        ("0", 0.0),
        ("Tue, 10 Mar 2026 23:31:00 GMT", 60.0),
        ("Tue, 10 Mar 2026 20:00:00 GMT", 0.0),
        ("99999999999", 604_800.0),
        ("soon", None),
        ("-5", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_a_number_or_a_date(value: str | None, seconds: float | None) -> None:
    assert retry_after_s(value, NOW) == seconds


@given(st.text(max_size=60))
def test_retry_after_never_raises(value: str) -> None:
    seconds = retry_after_s(value, NOW)
    assert seconds is None or 0 <= seconds <= 604_800


def test_a_redirect_needs_a_place_to_go() -> None:
    assert redirect(302, " /there ") == "/there"
    assert redirect(302, None) is redirect(302, " ") is redirect(300, "/x") is redirect(200, "/x") is None


def test_content_types_lose_their_parameters() -> None:
    assert content_type('Text/HTML; Charset="UTF-8"; x=y') == ("text/html", "utf-8")
    assert content_type("") == (None, None)


@pytest.mark.parametrize(
    ("final", "is_login"),
    [
        ("https://a.example/login?next=/news/1", True),
        ("https://a.example/account/sign-in", True),
        ("https://sso.a.example/", True),
        ("https://a.example/auth.php", True),
        ("https://a.example/news/log-in-figures-of-banks", False),
        ("https://a.example/authors/maria", False),
        (ASKED, False),
    ],
)
def test_being_led_to_a_login_is_no_article(final: str, is_login: bool) -> None:
    rejection = rejection_of_page(ASKED, final, {}, b"", respect_tdm=True)
    assert (rejection is not None and rejection.reason is Reason.LOGIN_PAGE) is is_login


def test_asking_for_a_page_about_logins_is_fine() -> None:
    assert rejection_of_page("https://a.example/login/", "https://a.example/login", {}, b"", respect_tdm=True) is None


@pytest.mark.parametrize(
    ("headers", "content"),
    [
        ({"tdm-reservation": "1"}, b""),
        ({}, b'<META content="1" name="tdm-reservation">'),
        ({}, b"<meta name=tdm-reservation content=1>"),
    ],
)
def test_a_reservation_is_respected_unless_the_settings_say_otherwise(headers: dict[str, str], content: bytes) -> None:
    rejection = rejection_of_page(ASKED, ASKED, headers, content, respect_tdm=True)
    assert rejection is not None
    assert rejection.reason is Reason.TDM_RESERVED
    assert rejection_of_page(ASKED, ASKED, headers, content, respect_tdm=False) is None


def test_no_reservation_is_none() -> None:
    page = b'<meta name="tdm-reservation" content="0"><meta name="x" content="1">'
    assert rejection_of_page(ASKED, ASKED, {"tdm-reservation": "0"}, page, respect_tdm=True) is None
