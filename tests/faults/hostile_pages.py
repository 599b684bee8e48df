"""Pages made to hang, end or cut off an extractor; generated, with the sentence that they must not lose.

The classes are those that hung trafilatura, htmldate or lxml on inputs under 1 MB, or made them lose text without a
word (measured November 2026); the later ones aim at our own rules.
"""

from __future__ import annotations

import json

LAST = "The harbour master closed the lock at noon and said that nobody would be let through before Monday."
STORY = (
    "The ferry Northern Star left the harbour at dawn with forty passengers and a cargo of oranges aboard. "
    "Its captain said that the sea was calm and that the pumps had been checked twice during the night."
)


def article(body: str = "", head: str = "") -> str:
    """A page with a short article whose last paragraph is `LAST`, and something hostile before it."""
    story = f"<p>{STORY}</p>" * 3
    text = f"<article>{story}{body}<p>{LAST}</p></article>"
    return f"<html><head><title>Ferry</title>{head}</head><body>{text}</body></html>"


def linked(**fields: object) -> str:
    """A JSON-LD block."""
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


def attributes(count: int) -> str:
    """One tag with many attributes."""
    return "<div " + " ".join(f"a{n}=1" for n in range(count)) + ">"


DEEP_JSON = "[" * 50_000 + "]" * 50_000
PAGES: dict[str, str] = {
    "paragraphs never closed": article("<p>x" * 50_000),
    "paragraphs never closed, many": article("<p>x" * 120_000),
    "spans never closed": article("<span>" * 57_000),
    "spans never closed, many": article("<span>" * 114_000),
    "spans in order": article("<span>x</span>" * 50_000),
    "author of comment marks": article(head=f'<meta name="author" content="{"&lt;!--" * 10_000}">'),
    "description of comment marks": article(head=f'<meta name="description" content="{"&lt;!--" * 10_000}">'),
    "doctype of slashes": "<!DOCTYPE html " + "/" * 20_000 + ">" + article(),
    "doctype never closed": "<!DOCTYPE html " + "/ " * 20_000 + article(),
    "attributes on one tag": article(attributes(26_000)),
    "attributes on one tag, few": article(attributes(900) + "</div>"),
    "nested beyond the parser": article("<div>" * 300 + "inside" + "</div>" * 300),
    "nested beyond the parser, many": article("<b><i>" * 20_000),
    "a text node of 11 MB": article("<p>" + "x " * 5_500_000 + "</p>"),
    "a text node of 12 MB in 4 million letters": article("<p>" + "€ " * 3_100_000 + "</p>"),
    "a word of 2 MB": article("<p>" + "x" * 2_000_000 + "</p>"),
    "a page of 11 MB": article("<p>A short line.</p>" * 650_000),
    "tables in tables": article("<table><tr><td>" * 80 + "x" + "</td></tr></table>" * 80),
    "a table of 20 000 cells": article("<table>" + "<tr><td>1</td><td>2</td></tr>" * 10_000 + "</table>"),
    "links": article("<a href='/x'>word</a> " * 20_000),
    "list items": article("<ul>" + "<li>item of a list" * 20_000 + "</ul>"),
    "line breaks": article("<p>" + "<br>" * 40_000 + "</p>"),
    "a comment never closed": article() + "<!--" * 50_000,
    "a script never closed": article() + "<script>" + "var a = '<p>';" * 20_000,
    "entities": article("<p>" + "&amp;lt;" * 50_000 + "</p>"),
    "broken entities": article("<p>" + "&#x" * 100_000 + "</p>"),
    "zero bytes": article("\x00" * 100_000),
    "control characters": article("<p>" + "\x01\x02\x0b" * 30_000 + "</p>"),
    "a title of 1 MB": article(head=f"<title>{'Ferry sinks ' * 80_000}</title>"),
    "headings": article("<h1>Ferry sinks</h1>" * 10_000),
    "JSON-LD nested": article(head=f'<script type="application/ld+json">{DEEP_JSON}</script>'),
    "JSON-LD of many nodes": article(head=linked(**{"@graph": [{"@type": "Article", "headline": "x"}] * 50_000})),
    "JSON-LD of many authors": article(head=linked(author=[{"name": f"Ada Lind {n}"} for n in range(20_000)])),
    "JSON-LD with a body of tags": article(head=linked(headline="x", articleBody="<" * 500_000)),
    "JSON-LD with a body of words": article(head=linked(headline="x", articleBody="word and " * 200_000)),
    "JSON-LD with a headline of spaces": article(head=linked(headline=" " * 500_000 + "x")),
    "JSON-LD blocks": article(head=linked(headline="x") * 5_000),
    "meta tags": article(head='<meta name="author" content="Ada Lind">' * 20_000),
    "times": article('<time datetime="2031-05-04T10:00:00Z">4 May</time>' * 10_000),
    "labels of dates": article("<b>Date</b><div>" * 200 + "x" + "</div>" * 200 + "<b>Date</b>" * 10_000),
    "state of a script": article(head=f'<script>"{"publish" * 100_000}</script>'),
    "state of a script with quotes": article(head="<script>" + '"publish' * 100_000 + "</script>"),
    "figure numbers as dates": article("<p>" + "2031-05-04 " * 50_000 + "</p>"),
    "captions": article("<figure><figcaption>The ferry</figcaption></figure>" * 10_000),
    "descriptions shown often": article(f"<p>{STORY}</p>" * 5_000, f'<meta name="description" content="{STORY}">'),
    "standfirsts": "<h1>Ferry</h1>" + '<div class="dek">' * 60 + "x " * 500_000 + "</div>" * 60 + article(),
    "bylines": article('<span class="byline">By Ada Lind</span>' * 10_000),
    "names in one byline": article(head=f'<meta name="author" content="{"Ada Lind, " * 900}">'),
    "lines like sign-ups": article("<p>get get get get delivered every to your e-mail if you sign up to</p>" * 3_000),
    "lines like credits": article("<p>Additional reporting by Ada Lind and Ada Lind and Ada Lind and</p>" * 3_000),
    "cookies": "<p>cookies consent " * 20_000,
    "only white space": " \n\t" * 300_000,
    "only opening marks": "<" * 199_000,
    "too many opening marks": "<" * 1_000_000,
}
