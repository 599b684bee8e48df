"""A page that a parser would hang on or lose part of is rejected before or by parsing."""

import pytest

from nightdesk.transforms.clean.page import ParsedPage, is_html, parse_page
from nightdesk.transforms.records import Reason, Rejection

BODY = "<p>The ferry sank.</p>"


@pytest.mark.parametrize(
    "page",
    [
        "<html><body>" + "<div>" * 300 + BODY,
        "<html><body><p>" + "x " * 5_500_000 + "</p>" + BODY,
        "<html><body>" + "<br>" * 200_001,
        "<html><body><p " + " ".join(f"a{i}=1" for i in range(1_100)) + ">" + BODY,
    ],
    ids=["depth", "long text", "tags", "attributes"],
)
def test_a_page_over_a_limit_is_rejected(page: str) -> None:
    result = parse_page(page)
    assert isinstance(result, Rejection)
    assert result.reason in (Reason.PARSER_LIMIT, Reason.TOO_LARGE)


def test_a_script_with_a_smaller_sign_is_no_tag_with_attributes() -> None:
    script = "<script>if (a <b) { " + "x = y ; " * 2_000 + "}</script>"
    assert isinstance(parse_page(f"<html><body>{script}{BODY}"), ParsedPage)


def test_prolog_and_long_metas_do_not_reach_the_extractors() -> None:
    page = parse_page(
        '<?xml version="1.0" encoding="latin-1"?><!DOCTYPE ' + "/" * 20_000 + '><html><head><meta name="author" '
        'content="' + "&lt;!--" * 10_000 + '"></head><body>' + BODY
    )
    assert isinstance(page, ParsedPage)
    assert page.html.startswith("<html>")
    assert page.tree.find(".//meta").get("content") == ""


def test_many_tags_are_left_to_the_baseline_extractor() -> None:
    page = parse_page("<html><body>" + "<br>" * 50_001 + BODY)
    assert isinstance(page, ParsedPage)
    assert page.is_slow


@pytest.mark.parametrize(
    ("text", "media_type", "expected"),
    [
        ("<!DOCTYPE html><html>", None, True),
        ("\ufeff  <div>The ferry", None, True),
        ("The ferry <sank>", None, False),
        ("The ferry sank", "text/html", False),
        ("The ferry<br>sank", "text/html", True),
        ("<3 said the captain", None, False),
        ("<html><body>", "text/plain", True),
        ("<p>is a tag</p>", "text/plain", False),
    ],
)
def test_content_decides_what_the_declared_type_leaves_open(text: str, media_type: str | None, expected: bool) -> None:
    assert is_html(text, media_type) is expected
