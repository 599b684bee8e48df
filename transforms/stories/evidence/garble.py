"""How damaged one text is against another: names lost or misspelt, figures changed, sentences broken.

Machine rewriting (translation there and back, synonym spinning) damages names first: they vanish, turn into common
nouns, or come back spelt by ear. The score compares aligned sentences, so a shorter text is not a damaged one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from operator import ne

from rapidfuzz.distance import Levenshtein

from nightdesk.transforms.stories.code_points import STEM_LETTERS
from nightdesk.transforms.stories.evidence.align import Alignment
from nightdesk.transforms.stories.words import Words

SPELLING_DISTANCE = 0.45
"""Two names in aligned sentences at most this far apart (edits over the longer) are one name spelt twice."""

FEWEST_REPLACEMENTS = 3
"""One lost name beside one new word is an ordinary rewording; a word that comes three times is a translated name."""


@dataclass(frozen=True, slots=True)
class Damage:
    """What one text suffered against the other; ``score`` is 0 clean .. 1 garbled.

    The score counts what can only be damage here: replaced names and broken lines. Other names and other figures
    for the same do not say which side is right; once that is known, `garble_score` counts them too.
    """

    score: float
    sentence_count: int
    other_names: tuple[str, ...]  # names here that stand where the other text has names of its own
    replaced_names: tuple[tuple[str, str], ...]  # (name in the other text, common word in its place here)
    changed_numbers: tuple[tuple[str, str], ...]  # (in the other text, in this text)
    broken_lines: tuple[str, ...]


_CHANGE = 3.0
"""Sentences that one changed name or figure weighs: one in every three sentences makes a score of .5, which the marts
call garbled."""

_OPENING = "“‘\"'«(["


class SentenceWords:
    """One text of a batch as its sentences of names, numbers and words (surface forms)."""

    def __init__(self, words: Words, number: int, text: str) -> None:
        here = slice(int(words.bounds[number]), int(words.bounds[number + 1]))
        self.text = text
        self._starts: list[int] = words.start[here].tolist()
        self._sentence: list[int] = words.sentence[here].tolist()
        self._is_capital: list[bool] = words.is_capital[here].tolist()
        self._is_number: list[bool] = words.is_number[here].tolist()
        self._is_stop: list[bool] = words.is_stop[here].tolist()
        self._surfaces = [text[low:high] for low, high in zip(self._starts, words.end[here].tolist(), strict=True)]

    @cached_property
    def sentences(self) -> list[str]:
        """The characters of each sentence, from its first word and the marks that open it to the next sentence."""
        starts = dict(zip(reversed(self._sentence), reversed(self._starts), strict=True))
        cuts = [self._opening(starts[sentence]) for sentence in sorted(starts)]
        return [self.text[low:high].strip() for low, high in zip(cuts, [*cuts[1:], len(self.text)], strict=False)]

    def _opening(self, start: int) -> int:
        while start and self.text[start - 1] in _OPENING:
            start -= 1
        return start

    @cached_property
    def words(self) -> list[list[str]]:
        """The content words of each sentence in lower case, cut to their stem."""
        rows = zip(self._sentence, self._stems, self._is_stop, self._is_number, strict=True)
        return self._by_sentence((sentence, stem) for sentence, stem, stop, number in rows if not (stop or number))

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each of ``words`` comes."""
        return Counter(chain.from_iterable(self.words))

    @cached_property
    def names(self) -> list[list[str]]:
        """Capitalised words of each sentence that are no function words and stand so inside a sentence somewhere."""
        inside = {name for _, name, opens in self._capitals if not opens}
        return self._by_sentence((sentence, name) for sentence, name, _ in self._capitals if name in inside)

    @cached_property
    def plain_words(self) -> set[str]:
        """Stems that occur without a capital."""
        return {stem for stem, capital in zip(self._stems, self._is_capital, strict=True) if not capital}

    @cached_property
    def numbers(self) -> list[list[str]]:
        """The numbers of each sentence, as written."""
        rows = zip(self._sentence, self._surfaces, self._is_number, strict=True)
        return self._by_sentence((sentence, surface) for sentence, surface, number in rows if number)

    @cached_property
    def _stems(self) -> list[str]:
        return [_stem(surface) for surface in self._surfaces]

    @cached_property
    def _capitals(self) -> list[tuple[int, str, bool]]:
        """(sentence, word, whether it opens the sentence)."""
        opens = map(ne, self._sentence, [-1, *self._sentence])
        rows = zip(self._sentence, self._surfaces, opens, self._is_capital, self._is_stop, strict=True)
        return [(sentence, word, first) for sentence, word, first, capital, stop in rows if capital and not stop]

    def _by_sentence(self, found: Iterable[tuple[int, str]]) -> list[list[str]]:
        rows: list[list[str]] = [[] for _ in self.sentences]
        for sentence, surface in found:
            rows[sentence].append(surface)
        return rows


def damage(this: SentenceWords, other: SentenceWords, alignment: Alignment, this_is_b: bool) -> Damage:
    """What ``this`` text suffered against the ``other`` in the sentences aligned between them."""
    rows = [
        (pair.sentence_b, pair.sentence_a) if this_is_b else (pair.sentence_a, pair.sentence_b)
        for pair in alignment.pairs
    ]
    replaced = _replaced_names(this, other, rows)
    changed = [change for mine, theirs in rows for change in _number_changes(other.numbers[theirs], this.numbers[mine])]
    broken = [line for line in this.text.splitlines() if _is_broken(line)]
    sentence_count = max(len(this.sentences), 1)
    marks = 2.0 * sum(replaced.values()) + len(broken)
    return Damage(
        score=round(marks / (marks + sentence_count), 3),
        sentence_count=sentence_count,
        other_names=_other_names(this, other, rows),
        replaced_names=tuple(sorted(replaced)),
        changed_numbers=tuple(changed),
        broken_lines=tuple(broken),
    )


def garble_score(suffered: Damage) -> float:
    """Damage of a text known to be the derived one, 0..1: the names and figures it changed count as well."""
    own = suffered.score * suffered.sentence_count / max(1.0 - suffered.score, 1e-9)
    marks = own + _CHANGE * (len(suffered.other_names) + len(set(suffered.changed_numbers)))
    return round(marks / (marks + suffered.sentence_count), 3)


def _other_names(this: SentenceWords, other: SentenceWords, rows: list[tuple[int, int]]) -> tuple[str, ...]:
    """Names of this text alone in sentences whose counterpart has at least as many names that are not here."""
    all_mine = {_stem(name) for row in this.names for name in row} | this.plain_words
    all_theirs = {_stem(name) for row in other.names for name in row} | other.plain_words
    found: set[str] = set()
    for mine, theirs in rows:
        new = sorted({name for name in this.names[mine] if _stem(name) not in all_theirs})
        lost = {name for name in other.names[theirs] if _stem(name) not in all_mine}
        found.update(new[: len(lost)])
    return tuple(sorted(found))


def _replaced_names(
    this: SentenceWords, other: SentenceWords, rows: list[tuple[int, int]]
) -> dict[tuple[str, str], int]:
    """{(name, common word in its place here): how often}.

    The word never occurs in the other text but often here, in lower case at least once; the name, never in lower case
    there, became rarer by about as much; and at least one pair of aligned sentences has the name there, and
    here the word and no name of its own: a name for a name is a spelling.
    """
    mine_count, their_count = this.counts, other.counts
    found: dict[tuple[str, str], int] = {}
    for mine, theirs in rows:
        present = set(this.words[mine])
        if any(not their_count[_stem(name)] for name in this.names[mine]):
            continue
        strangers = [
            word
            for word in present & this.plain_words
            if not their_count[word] and mine_count[word] >= FEWEST_REPLACEMENTS
        ]
        for name in set(other.names[theirs]):
            stem = _stem(name)
            missing = their_count[stem] - mine_count[stem]
            if stem in present or stem in other.plain_words or their_count[stem] < FEWEST_REPLACEMENTS:
                continue
            found.update({(name, word): mine_count[word] for word in strangers if 2 * missing >= mine_count[word]})
    return found


def _stem(word: str) -> str:
    return word.lower()[:STEM_LETTERS]


def spellings(a: SentenceWords, b: SentenceWords, alignment: Alignment) -> list[tuple[str, str]]:
    """Names that the two texts spell differently in aligned sentences: [("Kovacs", "Covax"), ...]."""
    all_a = {name for row in a.names for name in row}
    all_b = {name for row in b.names for name in row}
    found: Counter[tuple[str, str]] = Counter()
    for pair in alignment.pairs:
        only_a = [name for name in a.names[pair.sentence_a] if name not in all_b]
        only_b = [name for name in b.names[pair.sentence_b] if name not in all_a]
        for name in only_a:
            near = [other for other in only_b if _spelt_alike(name, other)]
            found.update((name, other) for other in near[:1])
    return sorted(found)


def _spelt_alike(a: str, b: str) -> bool:
    if min(len(a), len(b)) < 4 or a.lower() == b.lower():
        return False
    if a.lower().startswith(b.lower()) or b.lower().startswith(a.lower()):
        return False  # a plural or genitive is no damage
    return Levenshtein.normalized_distance(a.lower(), b.lower()) <= SPELLING_DISTANCE


def _number_changes(theirs: list[str], mine: list[str]) -> list[tuple[str, str]]:
    """Figures that changed: only where each sentence has exactly one that the other lacks."""
    left = sorted(set(theirs) - set(mine))
    right = sorted(set(mine) - set(theirs))
    return [(left[0], right[0])] if len(left) == len(right) == 1 else []


_BROKEN = re.compile(
    r"(?:^|\s)“(?=\s)"  # an opening quotation mark that opens nothing
    r"|\s”(?=\w)"  # a closing one that closes nothing
    r"|\b(\w{2,})\s+\1\b",  # a doubled word
)


def _is_broken(line: str) -> bool:
    """A line with quotation marks that do not match, or a doubled word."""
    return line.count("“") != line.count("”") or _BROKEN.search(line) is not None
