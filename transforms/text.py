"""Unicode text rules shared by every transform: sentences, tokens and folded forms, with exact offsets.

Nothing here changes a text: offsets are code points into the text as it was given. Which zone a sentence stands in
is decided by ``facts.zones``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from anyascii import anyascii

from nightdesk.transforms.language.document import Token
from nightdesk.transforms.lexicons import words
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

# A run of sentence-ending marks with the closing marks that belong to it. A line break always ends a sentence.
_BREAK = re.compile(
    r"""
    (?P<line>\s*\n\s*)
  | (?P<stop>[.!?…]+(?:['"”’»)\]]+(?=\s|\w|$|["“‘]))?)   # the end itself
    (?P<gap>[^\S\n]*(?=\S)|(?=\n|$))
    """,
    re.VERBOSE,
)
_LAST_WORD = re.compile(r"(?:.*[\s(\[\"“‘'])?(?P<word>[^\s(\[\"“‘']+)", re.DOTALL)
_NEXT_WORD = re.compile(r"[\s\"“”‘’'(\[«–—-]*(?P<word>\w[\w’'.]*)?")
_ABBREVIATIONS = words("abbreviations")
_MAY_END = words("abbreviations_may_end")
_OPENERS = words("sentence_openers")

MOST_SENTENCE = 2_000
"""Characters after which a sentence is cut. The longest of 33,000 sentences of news had 657; a "sentence" of a page
that lists 50,000 dates without a stop had 550,000, took minutes to read and went into memory once for every figure."""
_MOST_WORD = 200  # characters that are waited for the end of a word to cut at
_NEXT = re.compile(r"\S")
_SPACE = re.compile(r"\s")


def sentences(text: str) -> tuple[Span, ...]:
    """Sentence spans in order, without surrounding white space; every non-space character is in exactly one.

    What goes on for `MOST_SENTENCE` characters is cut between two words.
    """
    spans: list[Span] = []
    start = 0
    for match in _BREAK.finditer(text):
        if match["line"] is not None:
            _append(spans, text, start, match.start())
            start = match.end()
        elif _ends_sentence(text, start, match):
            _append(spans, text, start, match.end("stop"))
            start = match.end("stop")
    _append(spans, text, start, len(text))
    return tuple(spans)


def _append(spans: list[Span], text: str, start: int, end: int) -> None:
    """Add the stretch without its white space, if anything is left."""
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        first = start + len(piece) - len(piece.lstrip())
        spans.extend(_cut(text, first, first + len(stripped)))


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    """The stretch itself, or its pieces of at least `MOST_SENTENCE` characters and the rest."""
    while end - start > MOST_SENTENCE:
        most = min(end, start + MOST_SENTENCE + _MOST_WORD)
        space = _SPACE.search(text, start + MOST_SENTENCE, most)
        stop = space.start() if space else most
        yield start, start + len(text[start:stop].rstrip())
        following = _NEXT.search(text, stop, end)
        if following is None:
            return
        start = following.start()
    yield start, end


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether the marks at ``match`` close the sentence that began at ``start``."""
    stop, gap = match["stop"], match["gap"]
    after = match.end()
    if after == len(text) or text[after] == "\n":
        return True
    if not gap:
        return _is_glued_end(text, stop, after)
    following = _NEXT_WORD.match(text, after)
    word = following["word"] if following else None
    if not word:
        return False
    if word[0].islower():
        return False  # “Stop!” he said: the sentence goes on
    if stop != ".":
        return True
    return not _is_abbreviation(text, start, match.start("stop"), word)


def _is_glued_end(text: str, stop: str, after: int) -> bool:
    """A stop without a space: an end only after a closing mark (`.”Next`) or between a word and a capital sentence."""
    if len(stop) > 1 and stop[-1] in "”»":
        return text[after].isupper() or text[after] in OPENING_QUOTES
    return False


def _is_abbreviation(text: str, start: int, stop: int, following: str) -> bool:
    """Whether the full stop at ``stop`` belongs to an abbreviation or initial rather than to the sentence."""
    before = _LAST_WORD.fullmatch(text, max(start, stop - 24), stop)
    if before is None:
        return False
    word = before["word"]
    key = word.lower().replace("’", "'")
    if key in _MAY_END or (len(key) > 2 and key[1] == "."):
        return following.lower().rstrip(".") not in _OPENERS
    if key in _ABBREVIATIONS:
        return key != "no" or following[0].isdigit()
    return len(word) == 1 and word.isupper() and word != "I" and following.lower() not in _OPENERS


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
