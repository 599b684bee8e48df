"""A clause: one verb with its helpers, who does it, and what it is done to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Shape = Literal["finite", "infinitive", "gerund", "participle"]
Range = tuple[int, int]  # token indices, end exclusive


@dataclass(slots=True)
class Clause:
    """One verb with its helpers; indices are token numbers of the sentence."""

    first: int
    head: int
    lemma: str
    shape: Shape
    passive: bool = False
    progressive: bool = False
    perfect: bool = False
    past: bool = False
    modal: str | None = None
    negated: bool = False
    subject: Range | None = None  # who does it
    object: Range | None = None  # what it is done to
    governor: int | None = None  # index (in the list of groups) of the verb an infinitive or gerund depends on
