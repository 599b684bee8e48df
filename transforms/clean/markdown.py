"""Markdown as plain text: its marks taken off, its words left where they are."""

from __future__ import annotations

import re

from nightdesk.transforms.web.rows import front_matter

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_IMAGE = re.compile(r"!\[[^\]\n]{0,500}\]\([^)\n]{0,2000}\)")
_LINK = re.compile(r"\[([^\]\n]{1,500})\](?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,100}\])")
_REFERENCE = re.compile(r"^ {0,3}\[[^\]\n]{1,100}\]:[ \t]+\S+.*$", re.MULTILINE)
_RULE = re.compile(r"^ {0,3}(?:[-*_][ \t]*){3,}$|^ {0,3}(?:=+|-+)[ \t]*$|^ {0,3}(?:```|~~~).*$", re.MULTILINE)
_LINE_MARK = re.compile(r"^ {0,3}(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+|\d{1,3}[.)][ \t]+)", re.MULTILINE)
_HEADING_END = re.compile(r"[ \t]+#+[ \t]*$", re.MULTILINE)
_STRONG = re.compile(r"(\*\*|__|~~)(?=\S)([^\n]{1,2000}?\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*\\])([*_])(?=\S)([^*_\n]{1,1000}?)(?<=\S)\1(?![\w*])")
_CODE = re.compile(r"`([^`\n]{1,1000})`")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>~|])")
_INLINE_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,500}>")


def markdown_text(text: str) -> str:
    """The text without front matter, heading marks, emphasis, link targets, images, rules and inline HTML.

    Words, their order and the line breaks stay; numbers of lists go with their marks.
    """
    _, body = front_matter(text)
    for pattern in (_COMMENT, _IMAGE, _REFERENCE, _RULE, _LINE_MARK, _HEADING_END):
        body = pattern.sub("", body)
    body = _LINK.sub(r"\1", body)
    for pattern in (_STRONG, _EMPHASIS):
        body = pattern.sub(r"\2", body)
    return _ESCAPE.sub(r"\1", _INLINE_TAG.sub("", _CODE.sub(r"\1", body)))
