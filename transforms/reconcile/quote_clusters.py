"""Quote clusters: the sentence somebody said once, quoted by several articles of a story in different words.

Rewriting and translating back change the words of a quotation, seldom what it speaks of: two quoted sentences are one
when most content words of the shorter one stand, in the same order, in the other. Which wording was spoken is not
decided.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from rapidfuzz.distance import LCSseq

from nightdesk.transforms.language.sentences import sentences
from nightdesk.transforms.reconcile.quote_stems import stems_of, weight_of
from nightdesk.transforms.text import fold

# Set together on invented rewordings and the seeds: lower shares join different remarks on one subject.
_SAME_SHARE = 0.6  # of the weight of the shorter sentence, said by one speaker, at least three words in common
_SHORT_SHARE = 0.65  # the same with two words in common
_OTHER_SHARE = 0.85  # by speakers with different names: one of the articles misattributes it
_LOOSE = 1.5  # stems of the longer sentence that the shared ones may stretch over, for each of the shorter one
MOST_WORDINGS = 60  # wordings that share a stem before it stops making candidates: such a stem says little


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation as the archive holds it."""

    quote_id: str
    article_id: str
    speaker: str | None
    pieces: tuple[tuple[int, str], ...]  # (start in the article's text, words)


@dataclass(frozen=True, slots=True)
class QuotedSentence:
    """A quoted sentence with its place in the article's text."""

    quote_id: str
    article_id: str
    start: int
    end: int
    speaker: str | None
    surface: str


@dataclass(frozen=True, slots=True)
class QuoteCluster:
    """What was said once, as quoted: sentences of at least two articles, by article and place."""

    speaker: str | None  # named by most sentences; None where none names anybody
    sentences: tuple[QuotedSentence, ...]
    wordings: tuple[int, ...]  # for each sentence the number of its wording; equal words, equal number


@dataclass(frozen=True)
class _Wording:
    """One way of saying it, with everybody who quotes it so."""

    lines: tuple[QuotedSentence, ...]
    stems: tuple[str, ...]
    is_negative: bool

    @cached_property
    def speakers(self) -> frozenset[str]:
        return frozenset(fold(line.speaker) for line in self.lines if line.speaker)

    @cached_property
    def weight(self) -> float:
        return sum(map(weight_of, self.stems))


def cluster_quotes(quotes: Iterable[Quoted]) -> tuple[QuoteCluster, ...]:
    """The sentences that at least two articles of one story quote; whatever the order of the quotes, the same."""
    wordings = _wordings(_lines(quotes))
    found = [_cluster([wordings[number] for number in group]) for group in _groups(wordings)]
    return tuple(sorted((c for c in found if c), key=lambda c: (c.sentences[0].article_id, c.sentences[0].start)))


def is_crowded(quotes: Sequence[Quoted]) -> bool:
    """Whether a stem is shared by so many wordings of a story that it made no candidates: a cap to be declared."""
    lines = list(_lines(quotes))
    return len(lines) > MOST_WORDINGS and any(
        len(numbers) > MOST_WORDINGS for numbers in _sharing(_wordings(lines)).values()
    )


def _lines(quotes: Iterable[Quoted]) -> Iterable[QuotedSentence]:
    """Every sentence of every quotation; where quotations lie in each other, the sentence once."""
    seen: set[tuple[str, int]] = set()
    for quote in sorted(quotes, key=lambda quote: (quote.article_id, quote.quote_id)):
        for start, piece in quote.pieces:
            for first, last in sentences(piece):
                if (quote.article_id, start + first) not in seen:
                    seen.add((quote.article_id, start + first))
                    yield QuotedSentence(
                        quote.quote_id, quote.article_id, start + first, start + last, quote.speaker, piece[first:last]
                    )


def _wordings(lines: Iterable[QuotedSentence]) -> list[_Wording]:
    """Lines with equal words together; a single word counts when it is rare, and as a remark of its speaker alone."""
    by_words: dict[tuple[str, str], list[QuotedSentence]] = defaultdict(list)
    for line in sorted(lines, key=lambda line: (line.article_id, line.start, line.quote_id)):
        stems, _ = stems_of(line.surface)
        if len(stems) > 1 or (line.speaker and sum(map(weight_of, stems)) == 1.0):
            by_words[fold(line.surface), "" if len(stems) > 1 else fold(line.speaker or "")].append(line)
    return [_wording(by_words[key]) for key in sorted(by_words)]


def _wording(lines: Sequence[QuotedSentence]) -> _Wording:
    stems, negations = stems_of(lines[0].surface)
    return _Wording(tuple(lines), stems, negations % 2 == 1)


def _groups(wordings: Sequence[_Wording]) -> list[list[int]]:
    """Numbers of the wordings of each cluster: the closest pairs first, and only groups most of whose pairs fit."""
    scores = {pair: score for pair in _candidates(wordings) if (score := _score(*(wordings[n] for n in pair)))}
    home = list(range(len(wordings)))
    groups = {number: [number] for number in home}
    for a, b in sorted(scores, key=lambda pair: (-scores[pair], pair)):
        one, other = sorted((home[a], home[b]))
        if one != other and _most_fit(groups[one], groups[other], scores):
            groups[one] += groups.pop(other)
            for number in groups[one]:
                home[number] = one
    return [sorted(group) for group in groups.values()]


def _candidates(wordings: Sequence[_Wording]) -> list[tuple[int, int]]:
    """Pairs that share a stem."""
    sharing = _sharing(wordings)
    return sorted({
        pair for numbers in sharing.values() if len(numbers) <= MOST_WORDINGS for pair in combinations(numbers, 2)
    })  # fmt: skip


def _sharing(wordings: Sequence[_Wording]) -> dict[str, list[int]]:
    """Stem → numbers of the wordings that hold it."""
    sharing: dict[str, list[int]] = defaultdict(list)
    for number, wording in enumerate(wordings):
        for stem in set(wording.stems):
            sharing[stem].append(number)
    return sharing


def _most_fit(one: Sequence[int], other: Sequence[int], scores: dict[tuple[int, int], float]) -> bool:
    """Whether at least half of the pairs across two groups are alike: no chain of half-alike sentences."""
    alike = sum((min(a, b), max(a, b)) in scores for a in one for b in other)
    return 2 * alike >= len(one) * len(other)


def _score(a: _Wording, b: _Wording) -> float:
    """How much of the shorter wording stands in the longer one, 0..1; 0 where they are not one sentence."""
    short, long = sorted((a, b), key=lambda wording: wording.weight)
    if a.is_negative != b.is_negative:
        return 0.0
    shared = [block for block in LCSseq.opcodes(short.stems, long.stems) if block.tag == "equal"]
    count = sum(block.src_end - block.src_start for block in shared)
    if count < 2 or shared[-1].dest_end - shared[0].dest_start > _LOOSE * len(short.stems) + 3:
        return 0.0
    share = sum(sum(map(weight_of, short.stems[block.src_start : block.src_end])) for block in shared) / short.weight
    return share if share >= _least_share(a, b, count) else 0.0


def _least_share(a: _Wording, b: _Wording, count: int) -> float:
    if not _may_be_one(a.speakers, b.speakers):
        return _OTHER_SHARE
    return _SAME_SHARE if count > 2 else _SHORT_SHARE


def _may_be_one(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two sets of speakers may be one: a missing name fits all, a surname its full name."""
    if not a or not b:
        return True
    return any(set(x.split()) <= set(y.split()) or set(y.split()) <= set(x.split()) for x in a for y in b)


def _cluster(group: Sequence[_Wording]) -> QuoteCluster | None:
    """The record of a group; None where one article alone quotes it."""
    numbered = sorted(
        ((line, number) for number, wording in enumerate(group) for line in wording.lines),
        key=lambda item: (item[0].article_id, item[0].start),
    )
    lines = tuple(line for line, _ in numbered)
    if len({line.article_id for line in lines}) < 2:
        return None
    named = Counter(line.speaker for line in lines if line.speaker)
    speaker = min(named, key=lambda name: (-named[name], -len(name), name), default=None)
    return QuoteCluster(speaker, lines, tuple(number for _, number in numbered))
