"""Unicode text rules shared by every transform: tokens, words and folded forms, with exact offsets.

Nothing here changes a text: offsets are code points into the text as it was given. Sentences need a language:
``language.sentences``.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from anyascii import anyascii

from nightdesk.transforms.records import Span

OPENING_QUOTES = "“‘„‚«‹「『"
CLOSING_QUOTES = "”’»›」』"

# Letters with inner apostrophes or hyphens; dotted acronyms and initials keep their stops; a possessive is a token of
# its own ("Rahman" + "’s"), so that names compare equal with and without it.
_TOKEN = re.compile(
    r"""
    (?=\S)(?:                                           # one look at each space, not one for every line below
    [a-z]{2,}(?![\w’'-])                                # most words; what follows them is for the others
  | (?:[^\W\d_]\.){2,}                                   # U.S., a.m.
  | [A-Z]\.(?=\s?[A-Z])                                  # initial before a name: J.
  | \d+(?:[.,]\d+)*                                      # 1,200.5
  | ['’][sS](?!\w)                                       # possessive
  | [^\W\d_]+\d*(?:(?:['’](?![sS]\b)|-)[^\W_]+)*          # word, O’Neill, al-Rashid, F-16
  | \w+
  | [^\w\s]
    )
    """,
    re.VERBOSE,
)
_WORD = re.compile(r"\w+(?:['’.,-]\w+)*")


class Token(NamedTuple):
    """A word, number or punctuation mark with its place in the text."""

    start: int
    end: int
    text: str
    lower: str


def tokens(text: str, span: Span) -> tuple[Token, ...]:
    """Words, numbers and marks of ``text[start:end]``, with offsets into the whole text."""
    new = tuple.__new__  # what the class itself calls, at a third of the cost: an article has hundreds
    found = [
        new(Token, (match.start(), match.end(), word := match[0], word.lower()))
        for match in _TOKEN.finditer(text, span[0], span[1])
    ]
    return tuple(found)


def fold(text: str) -> str:
    """A form for comparing: ASCII lower case, letters and digits only, one space between words.

    Accents, scripts and apostrophes are levelled (“Søren O’Neill” → "soren oneill", "U.S." → "us"); hyphens and other
    marks separate words.
    """
    plain = text if text.isascii() else anyascii(unicodedata.normalize("NFKC", text))
    bare = plain.lower().replace("'", "").replace(".", "")
    return " ".join(re.findall(r"[a-z0-9]+", bare))


def word_count(text: str) -> int:
    """Number of words; “two-hour” and “don’t” count once, "1,200" counts once."""
    return sum(1 for _ in _WORD.finditer(text))
