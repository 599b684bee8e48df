"""A clause: one verb with its helpers, who does it, what it is done to, when, and whether it is so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Shape = Literal["finite", "infinitive", "gerund", "participle"]
Time = Literal["PAST", "PRESENT", "FUTURE", "NONE"]
Polarity = Literal["POS", "NEG"]
Range = tuple[int, int]  # token indices, end exclusive


@dataclass(slots=True)
class Clause:
    """One verb with its helpers and arguments; all indices are token numbers of the sentence."""

    first: int  # the first word of the verb, helpers included
    head: int  # the verb itself
    lemma: str
    shape: Shape
    passive: bool = False
    progressive: bool = False
    perfect: bool = False
    past: bool = False
    modal: str | None = None
    negated: bool = False  # by a helper of its own: "did not"
    subject: Range | None = None  # who does it
    object: Range | None = None  # what it is done to
    governor: int | None = None  # place, among the clauses of the sentence, of the verb it depends on
    polarity: Polarity = "POS"  # what the sentence says, "refused to" and "nobody" included
    time: Time = "NONE"
    doubtful: bool = False  # whether the sentence leaves open that it is so
    modality: str = "asserted"

    @property
    def doer(self) -> Range | None:
        """The words the clause is about, before its verb: the subject, in the passive what it is done to."""
        return self.object if self.passive else self.subject
