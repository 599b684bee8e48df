"""Clusters of linked articles: copy sets inside origins inside stories, and the ids of stories.

A cluster depends on links, judgements and story ids given before, never on the order in which they came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from nightdesk.transforms.identity import stable_id
from nightdesk.transforms.records import Relation
from nightdesk.transforms.stories.agreement import with_neighbours
from nightdesk.transforms.stories.cluster import Pair, average_linkage, ordered

STORY_LINKAGE = 0.65
"""Mean score between two groups of origins at which they still tell one story; a pair that was no candidate counts as
0. Chosen while looking at bench dedup-dev (November 2026), with agreement.NEIGHBOURS_WEIGHT: B-cubed F1 is .957 at .6,
.965 at .65, .961 at .7 and .965 at .75 there. That is noise of two or three articles, so the low one was taken, which
keeps more of a developing story together. Not .5, since real look-alike events score higher than those of the
generator, from which the probabilities were learned."""

ORIGIN_LINKAGE = 0.4
"""Mean score, over the compared pairs between two groups, at which they are one text or one testimony: a rewrite that
is close to one of several copies joins their origin, not their copy set."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """When an article appeared, and how long it is."""

    article_id: str
    published_at: datetime | None
    day: date
    word_count: int

    @property
    def seniority(self) -> tuple[date, str]:
        """Sorts articles from the first to appear to the last; the night they came in says nothing of a dated one."""
        return (self.day, self.article_id)


@dataclass(frozen=True, slots=True)
class ScoredLink:
    """What clustering needs of a stored link."""

    article_id_a: str
    article_id_b: str
    relation: Relation
    score: float
    derived_article_id: str | None
    direction_confidence: float | None
    garble_score: float | None

    @property
    def pair(self) -> Pair:
        """The two ids, smaller first."""
        return (self.article_id_a, self.article_id_b)


@dataclass(frozen=True, slots=True)
class PairJudgement:
    """What a person said of a pair; it wins over any score."""

    article_id_a: str
    article_id_b: str
    relation: Relation

    @property
    def pair(self) -> Pair:
        """The two ids, smaller first."""
        return ordered(self.article_id_a, self.article_id_b)


@dataclass(frozen=True, slots=True)
class Groups:
    """The clusters of a set of articles, before stories have ids; sorted lists of article ids."""

    copies: list[list[str]]
    origins: list[list[str]]
    stories: list[list[str]]


CLOSENESS = {Relation.SAME_DOCUMENT: 0, Relation.DERIVED_FROM: 1, Relation.SAME_STORY: 2, Relation.DIFFERENT: 3}
ONE_TESTIMONY = (Relation.SAME_DOCUMENT, Relation.DERIVED_FROM)


def group(article_ids: Iterable[str], links: Sequence[ScoredLink], judgements: Sequence[PairJudgement]) -> Groups:
    """Copy sets inside origins inside stories."""
    items = sorted(set(article_ids))
    copies = _joined(items, links, judgements, Relation.SAME_DOCUMENT, ())
    inside = [(copy[0], other) for copy in copies for other in copy[1:]]
    origins = _joined(items, links, judgements, Relation.DERIVED_FROM, inside)
    return Groups(copies, origins, _stories(origins, links, judgements))


def _joined(
    items: Sequence[str],
    links: Sequence[ScoredLink],
    judgements: Sequence[PairJudgement],
    farthest: Relation,
    joined: Iterable[Pair],
) -> list[list[str]]:
    """Average linkage over the pairs that were compared: close ones by their score, others as 0.

    A pair that was no candidate does not count: two abridgements of one text may share nothing, and of a storm of
    copies only a star of pairs is compared. ``joined`` comes first, so that contradictory judgements split no copy set.
    """
    scores = {link.pair: _score_as(link, farthest) for link in links}
    together, apart = _judged(judgements, farthest)
    return average_linkage(
        items, scores, ORIGIN_LINKAGE, [*joined, *sorted(set(together))], apart, missing_is_zero=False
    )


def _score_as(link: ScoredLink, relation: Relation) -> float:
    """Score of a link read as a relation: its own for that relation, 1 when it is closer, 0 when it is farther."""
    distance = CLOSENESS[link.relation] - CLOSENESS[relation]
    return link.score if distance == 0 else float(distance < 0)


def _judged(judgements: Sequence[PairJudgement], farthest: Relation) -> tuple[list[Pair], list[Pair]]:
    """(pairs judged to be together, apart) where relations up to ``farthest`` put articles together."""
    together = [entry.pair for entry in judgements if CLOSENESS[entry.relation] <= CLOSENESS[farthest]]
    apart = [entry.pair for entry in judgements if CLOSENESS[entry.relation] > CLOSENESS[farthest]]
    return together, apart


def _stories(
    origins: list[list[str]], links: Sequence[ScoredLink], judgements: Sequence[PairJudgement]
) -> list[list[str]]:
    """Stories as sorted lists of articles; origins are the units, so many copies weigh no more than one.

    Two origins score the mean over their linked pairs: the best of eighty-one pairs of nine copies each says little.
    """
    head_of = {article: origin[0] for origin in origins for article in origin}
    found: dict[Pair, list[float]] = defaultdict(list)
    for link in links:
        a, b = head_of[link.article_id_a], head_of[link.article_id_b]
        if a != b:
            found[ordered(a, b)].append(1.0 if link.relation in ONE_TESTIMONY else link.score)
    scores = {pair: sum(sorted(values)) / len(values) for pair, values in found.items()}
    together, apart = _judged(judgements, Relation.SAME_STORY)
    heads = average_linkage(
        set(head_of.values()),
        with_neighbours(scores),
        STORY_LINKAGE,
        _between(together, head_of),
        _between(apart, head_of),
    )
    members = {origin[0]: origin for origin in origins}
    return [sorted(article for head in story for article in members[head]) for story in heads]


def _between(pairs: Iterable[Pair], head_of: Mapping[str, str]) -> list[Pair]:
    """The pairs between heads, without those inside one origin."""
    found = {(head_of[a], head_of[b]) for a, b in pairs if a in head_of and b in head_of}
    return sorted(ordered(a, b) for a, b in found if a != b)


def name_stories(
    stories: Sequence[Sequence[str]],
    known: Mapping[str, str],
    places: Mapping[str, Appearance],
    taken: Iterable[str] = (),
) -> tuple[list[str], dict[str, str]]:
    """(story id of each story, redirects from ids that merged away).

    An id stays with the story that keeps most of its articles. A new story takes its id from its first article.
    ``known`` gives the story id each article had; ``taken`` are ids used elsewhere or given away before.
    """
    overlap: dict[tuple[str, int], int] = defaultdict(int)
    for number, story in enumerate(stories):
        for article in story:
            if article in known:
                overlap[known[article], number] += 1
    given: dict[int, str] = {}
    heirs: dict[str, int] = {}
    for (story_id, number), _ in sorted(overlap.items(), key=lambda entry: (-entry[1], entry[0])):
        heirs.setdefault(story_id, number)
        if number not in given and story_id not in given.values():
            given[number] = story_id
    used = set(taken) | set(heirs)
    for number, story in enumerate(stories):
        if number not in given:
            given[number] = _new_id(story, places, used)
            used.add(given[number])
    names = [given[number] for number in range(len(stories))]
    return names, {old: names[number] for old, number in sorted(heirs.items()) if old not in given.values()}


def _new_id(story: Sequence[str], places: Mapping[str, Appearance], used: set[str]) -> str:
    for article in sorted(story, key=lambda article: places[article].seniority):
        for attempt in ("story", "story again"):  # "again": split off from the story that took the first one
            if (candidate := stable_id(attempt, article)) not in used:
                return candidate
    return stable_id("story", *story, *sorted(used))


def proposed_story_ids(article_ids: Iterable[str]) -> list[str]:
    """Every id that a new story of these articles could take."""
    return sorted(stable_id(attempt, article) for article in article_ids for attempt in ("story", "story again"))
