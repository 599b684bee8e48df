"""The analysed article: text, sentences, tokens and zones, computed once and read by every fact finder."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import accumulate
from operator import attrgetter
from typing import Any, TypeVar

from nightdesk.transforms.language.clause import Clause
from nightdesk.transforms.language.numbers import Number, lowered, numbers_at, word_places
from nightdesk.transforms.language.pack import Pack
from nightdesk.transforms.records import DateMention, Mention, Quote, Sentence, Span
from nightdesk.transforms.text import Token

Made = TypeVar("Made")

_START = attrgetter("start")
_END = attrgetter("end")
_DERIVED = ("clauses", "low", "numbers", "word_places")  # layers that follow from the text alone


@dataclass(frozen=True)
class Doc:
    """One article as the fact finders see it, each layer read once; later finders read what earlier ones found.

    All are in order of the text, so that each is found by halving: an article may hold fifty thousand of them.
    """

    pack: Pack
    text: str
    title: str | None
    sentences: tuple[Sentence, ...]
    tokens: tuple[tuple[Token, ...], ...]  # per sentence, same order
    reference_date: date | None
    reference_basis: str | None
    mentions: tuple[Mention, ...] = ()
    quotes: tuple[Quote, ...] = ()
    dates: tuple[DateMention, ...] = ()
    _furthest: tuple[int, ...] = field(init=False, repr=False)  # where the quotes up to each have ended

    def __post_init__(self) -> None:
        ends = (0 if quote.kind == "term" else quote.end for quote in self.quotes)
        object.__setattr__(self, "_furthest", tuple(accumulate(ends, max)))

    @cached_property
    def clauses(self) -> tuple[tuple[Clause, ...], ...]:
        """The clauses of every sentence, in the same order as ``sentences``."""
        return tuple(self.pack.clauses(sentence) for sentence in self.tokens)

    @cached_property
    def low(self) -> str:
        """The text in lower case, offsets unchanged."""
        return lowered(self.text)

    @cached_property
    def word_places(self) -> tuple[tuple[int, str], ...]:
        """Runs of letters or digits of the text in lower case, with their places."""
        return word_places(self.low)

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """Every number of the text in order, none inside another."""
        return numbers_at(self.low, self.word_places, self.pack)

    def made(self, make: Callable[[Doc], Made]) -> Made:
        """What ``make`` reads of this article, made once; an article with other layers is another one."""
        memo: dict[Callable[[Doc], Any], Any] = vars(self).setdefault("_made", {})
        if make not in memo:
            memo[make] = make(self)
        return memo[make]  # type: ignore[no-any-return]

    def with_layers(self, **layers: object) -> Doc:
        """The same article with dates, mentions or quotes found; what was read before is not read again."""
        kept = {name: value for name, value in vars(self).items() if name in _DERIVED}
        found = replace(self, **layers)  # type: ignore[arg-type]
        vars(found).update(kept)
        return found

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that covers a code point, None between sentences."""
        first = bisect_right(self.sentences, offset, key=_END)
        found = self.sentences[first] if first < len(self.sentences) else None
        return found if found is not None and found.start <= offset else None

    def quote_at(self, offset: int) -> Quote | None:
        """The quotation or reported clause around a code point, the outermost of several; quoted terms are none."""
        first = bisect_right(self._furthest, offset)
        return self.quotes[first] if first < len(self.quotes) and self.quotes[first].start <= offset else None

    def mentions_in(self, start: int, end: int) -> Sequence[Mention]:
        """The mentions that begin from one code point up to another."""
        first = bisect_left(self.mentions, start, key=_START)
        return self.mentions[first : bisect_left(self.mentions, end, first, key=_START)]

    def mentions_ending(self, offset: int) -> Sequence[Mention]:
        """The mentions that end at a code point."""
        sentence = self.sentence_at(offset - 1)
        before = self.mentions_in(sentence.start, offset) if sentence is not None else ()
        return [mention for mention in before if mention.end == offset]

    def dates_in(self, start: int, end: int) -> Sequence[DateMention]:
        """The time expressions that overlap a span."""
        first = bisect_right(self.dates, start, key=_END)
        return self.dates[first : bisect_left(self.dates, end, first, key=_START)]

    def words(self, span: Span) -> str:
        """The characters of a span."""
        return self.text[span[0] : span[1]]


def per_doc(make: Callable[[Doc], Made]) -> Callable[[Doc], Made]:
    """Decorates a function that reads the layers of an article: the result is kept on the article."""
    return lambda doc: doc.made(make)
