"""Secrets do not leave the program; other words stay as they are."""

from __future__ import annotations

import pytest

from nightdesk.transforms.redaction import redact


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://ada:s3cret@feeds.example/rss failed", "https://***@feeds.example/rss failed"),
        ("mailto://ada:pass@mail.example", "mailto://***@mail.example"),
        ("GET https://a.example/?page=2&api_key=abc123&x=1", "GET https://a.example/?page=2&api_key=***&x=1"),
        ("?access_token=abc", "?access_token=***"),
        ("Authorization: Bearer eyJhbGciOi.J9", "Authorization: Bearer ***"),
        ("the key=value store said Basic things", "the key=value store said Basic things"),
        ("write to desk@gazette.example", "write to desk@gazette.example"),
    ],
)
def test_credentials_are_hidden_wherever_they_stand(text: str, expected: str) -> None:
    assert redact(text) == expected


def test_given_secrets_are_hidden_and_short_ones_do_not_eat_the_text() -> None:
    assert redact("token hunter22 of ab", ["hunter22", "ab", ""]) == "token *** of ab"
