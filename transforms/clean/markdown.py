"""Markdown as plain text: its marks taken off, its words left where they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from nightdesk.transforms.web.rows import front_matter

_MOST_NESTED = 100  # levels of quotes and lists; the parser drops what lies deeper, and such a text is no Markdown
_COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->", re.DOTALL)
_PRODUCT = re.compile(r"(?<=\w)\*(?=\w)")  # "3*4*5" has no emphasis
_UNDEFINED = re.compile(r"\[([^\]\n]{1,500})\]\[[^\]\n]{0,100}\]")  # excerpts lack the addresses of their links
_MOST_BRACKETS = 300  # in a paragraph: the parser looks for the end of each, and again inside it
_BREAKS = ("softbreak", "hardbreak")


@cache
def _parser() -> MarkdownIt:
    """CommonMark without indented code (a paragraph may be set in) and without blocks of HTML (words stand in them)."""
    parser = MarkdownIt("commonmark", {"maxNesting": _MOST_NESTED})
    return parser.enable("strikethrough").disable(["code", "html_block"])


def markdown_text(text: str) -> str:
    """The text without front matter, heading marks, emphasis, link targets, images, rules and inline HTML.

    Words, their order and the line breaks stay. The number of a list item goes with its mark when it counts the items;
    a paragraph that begins with "1986." keeps it. What is nested too deep for a text is left as it is.
    """
    _, body = front_matter(text)
    if any(part.count("[") > _MOST_BRACKETS for part in body.split("\n\n")):
        return body
    tokens = _parser().parse(_PRODUCT.sub(r"\\*", _COMMENT.sub("", body)))
    if any(token.level >= _MOST_NESTED - 1 for token in tokens):
        return body
    written, line = "", 0
    for start, end, words in _blocks(tokens):
        written += "\n" * (start - line + bool(written)) + words
        line = end
    return written


def _blocks(tokens: Iterable[Token]) -> Iterator[tuple[int, int, str]]:
    """(first line, line after the last, words) of each block of text."""
    number, item_line = "", 0
    items: list[int] = []  # so far, of each list around
    for token in tokens:
        if token.type.endswith("list_open"):
            items.append(0)
        elif token.type.endswith("list_close"):
            items.pop()
        elif token.type == "list_item_open":
            items[-1] += 1
            number = f"{token.info}{token.markup} " if token.info and int(token.info) > items[-1] else ""
            item_line = token.map[0] if token.map else item_line
        elif token.type == "list_item_close" and number:  # nothing but the number
            yield item_line, item_line + 1, number.rstrip()
            number = ""
        elif token.map and token.type in ("inline", "fence"):
            yield token.map[0], token.map[1], number + _words(token)
            number = ""


def _words(block: Token) -> str:
    if block.type == "fence":
        return block.content.rstrip("\n").replace(r"\*", "*")
    return "".join(map(_word, block.children or ()))


def _word(token: Token) -> str:
    if token.type == "text":
        return _UNDEFINED.sub(r"\1", token.content)
    if token.type == "code_inline":
        return token.content.replace(r"\*", "*")
    return "\n" if token.type in _BREAKS else ""
