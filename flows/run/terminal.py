"""Text of strangers for a terminal: nothing in it drives the terminal."""

from __future__ import annotations


def printable(text: str) -> str:
    """The text, as long as before, each letter that is not shown but obeyed (ESC, BEL, ...) replaced; lines stay."""
    return "".join(letter if letter.isprintable() or letter == "\n" else "\N{REPLACEMENT CHARACTER}" for letter in text)
