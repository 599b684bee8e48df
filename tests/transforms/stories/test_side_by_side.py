"""Two texts beside each other: every sentence once, differing words marked."""

from __future__ import annotations

from nightdesk.transforms.records import Document
from nightdesk.transforms.stories.evidence.side_by_side import Piece, mark, side_by_side

REPORT = "The dredger Ostrava sank off Cape Lumen on Friday. Nobody was hurt. Divers will raise the dredger in May."
REWRITE = "The dredger Ostrava went down off Cape Lumen Friday. In May divers will raise the dredger. It had rained."


def said(pieces: tuple[Piece, ...]) -> str:
    return "".join(f"[{piece.text}]" if piece.differs else piece.text for piece in pieces)


def test_differing_words_are_marked_together() -> None:
    """Spaces between two differing words belong to the mark; case and punctuation do not differ."""
    left, right = mark("The ship sank fast, he said.", "the boat went down, he said")
    assert said(left) == "The [ship sank fast], he said."
    assert said(right) == "the [boat went down], he said"


def test_marks_lose_no_character() -> None:
    """The pieces of a sentence are the sentence."""
    left, right = mark("“One,” two; 3.5 — four!", "five")
    assert "".join(piece.text for piece in left) == "“One,” two; 3.5 — four!"
    assert said(right) == "[five]"
    assert mark("", "x")[0] == ()


def test_every_sentence_stands_once_and_in_order() -> None:
    """Aligned ones in one row, the others alone."""
    rows = side_by_side(Document("a", None, REPORT), Document("b", None, REWRITE))
    left = ["".join(piece.text for piece in row.a) for row in rows if row.a]
    right = ["".join(piece.text for piece in row.b) for row in rows if row.b]
    assert " ".join(left) == REPORT
    assert " ".join(right) == REWRITE
    assert [row.is_aligned for row in rows] == [True, False, True, False]
