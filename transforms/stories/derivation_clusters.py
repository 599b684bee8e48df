"""From links to memberships: copy sets, origins, stories, and which article each copy or rewrite came from.

A membership depends on links, judgements and story ids given before, never on the order in which they came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from nightdesk.transforms.identity import stable_id
from nightdesk.transforms.records import Membership, Relation
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
class Place:
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
    """What lineage needs of a stored link."""

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
class Judgement:
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


_CLOSENESS = {Relation.SAME_DOCUMENT: 0, Relation.DERIVED_FROM: 1, Relation.SAME_STORY: 2, Relation.DIFFERENT: 3}
_ONE_TESTIMONY = (Relation.SAME_DOCUMENT, Relation.DERIVED_FROM)


def group(article_ids: Iterable[str], links: Sequence[ScoredLink], judgements: Sequence[Judgement]) -> Groups:
    """Copy sets inside origins inside stories."""
    items = sorted(set(article_ids))
    copies = _joined(items, links, judgements, Relation.SAME_DOCUMENT, ())
    inside = [(copy[0], other) for copy in copies for other in copy[1:]]
    origins = _joined(items, links, judgements, Relation.DERIVED_FROM, inside)
    return Groups(copies, origins, _stories(origins, links, judgements))


def _joined(
    items: Sequence[str],
    links: Sequence[ScoredLink],
    judgements: Sequence[Judgement],
    farthest: Relation,
    joined: Iterable[Pair],
) -> list[list[str]]:
    """Average linkage over the pairs that were compared: close ones by their score, others as 0.

    A pair that was no candidate does not count: two abridgements of one text may share nothing, and of a storm of
    copies only a star of pairs is compared.
    """
    scores = {link.pair: _score_as(link, farthest) for link in links}
    together, apart = _judged(judgements, farthest)
    return average_linkage(items, scores, ORIGIN_LINKAGE, [*together, *joined], apart, missing_is_zero=False)


def _score_as(link: ScoredLink, relation: Relation) -> float:
    """Score of a link read as a relation: its own for that relation, 1 when it is closer, 0 when it is farther."""
    distance = _CLOSENESS[link.relation] - _CLOSENESS[relation]
    return link.score if distance == 0 else float(distance < 0)


def _judged(judgements: Sequence[Judgement], farthest: Relation) -> tuple[list[Pair], list[Pair]]:
    """(pairs judged to be together, apart) where relations up to ``farthest`` put articles together."""
    together = [entry.pair for entry in judgements if _CLOSENESS[entry.relation] <= _CLOSENESS[farthest]]
    apart = [entry.pair for entry in judgements if _CLOSENESS[entry.relation] > _CLOSENESS[farthest]]
    return together, apart


def _stories(origins: list[list[str]], links: Sequence[ScoredLink], judgements: Sequence[Judgement]) -> list[list[str]]:
    """Stories as sorted lists of articles; origins are the units, so many copies weigh no more than one.

    Two origins score the mean over their linked pairs: the best of eighty-one pairs of nine copies each says little.
    """
    head_of = {article: origin[0] for origin in origins for article in origin}
    found: dict[Pair, list[float]] = defaultdict(list)
    for link in links:
        a, b = head_of[link.article_id_a], head_of[link.article_id_b]
        if a != b:
            found[ordered(a, b)].append(1.0 if link.relation in _ONE_TESTIMONY else link.score)
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
    places: Mapping[str, Place],
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


def _new_id(story: Sequence[str], places: Mapping[str, Place], used: set[str]) -> str:
    for article in sorted(story, key=lambda article: places[article].seniority):
        for attempt in ("story", "story again"):  # "again": split off from the story that took the first one
            if (candidate := stable_id(attempt, article)) not in used:
                return candidate
    return stable_id("story", *story, *sorted(used))


def proposed_story_ids(article_ids: Iterable[str]) -> list[str]:
    """Every id that a new story of these articles could take."""
    return sorted(stable_id(attempt, article) for article in article_ids for attempt in ("story", "story again"))


def memberships(
    groups: Groups, story_ids: Sequence[str], links: Sequence[ScoredLink], places: Mapping[str, Place]
) -> list[Membership]:
    """One membership an article, sorted by article id."""
    copy_of = {article: copies[0] for copies in groups.copies for article in copies}
    story_of = {article: story_ids[number] for number, story in enumerate(groups.stories) for article in story}
    inside = _links_inside(groups.origins, links)
    found = [
        membership
        for origin in groups.origins
        for membership in _origin_memberships(origin, copy_of, story_of, inside[origin[0]], places)
    ]
    return sorted(found, key=lambda membership: membership.article_id)


def _links_inside(origins: Iterable[Sequence[str]], links: Sequence[ScoredLink]) -> dict[str, list[ScoredLink]]:
    """{first article of an origin: its links between copies and rewrites, in the order given}; [] where it has none."""
    head_of = {article: origin[0] for origin in origins for article in origin}
    inside: dict[str, list[ScoredLink]] = defaultdict(list)
    for link in links:
        head = head_of.get(link.article_id_a)
        if head is not None and head == head_of.get(link.article_id_b) and link.relation in _ONE_TESTIMONY:
            inside[head].append(link)
    return inside


def _origin_memberships(
    origin: Sequence[str],
    copy_of: Mapping[str, str],
    story_of: Mapping[str, str],
    links: Sequence[ScoredLink],
    places: Mapping[str, Place],
) -> list[Membership]:
    parents = _parents(links)
    heads = _copy_heads(origin, copy_of, parents, places)
    above = _through_heads(parents, heads, copy_of)
    parents |= _direct_links(above, links)
    sources = set(above.values())
    rows = []
    for article in origin:
        link, parent = parents.get(article), above.get(article)
        relation: Literal["original", "copy", "derived", "independent"]
        if len(origin) == 1:
            relation = "independent"
        elif parent is not None:
            relation = "copy" if copy_of[parent] == copy_of[article] else "derived"
        elif heads[copy_of[article]] != article:
            relation, parent = "copy", heads[copy_of[article]]
        else:
            relation = "original" if article in sources or len(set(heads)) == 1 else "derived"
        rows.append(
            Membership(
                article_id=article,
                copy_id=copy_of[article],
                origin_id=origin[0],
                story_id=story_of[article],
                relation=relation,
                derived_from_article_id=parent,
                direction_confidence=None if link is None else link.direction_confidence,
                garble_score=_garble(article, link, links) if relation == "derived" else None,
            )
        )
    return rows


def _parents(links: Sequence[ScoredLink]) -> dict[str, ScoredLink]:
    """The link to the article each one came from, where the direction is known; never a circle."""
    directed = [link for link in links if link.derived_article_id is not None]
    directed.sort(
        key=lambda link: (_CLOSENESS[link.relation], -(link.direction_confidence or 0.0), -link.score, link.pair)
    )
    chosen: dict[str, ScoredLink] = {}
    above: dict[str, str] = {}
    for link in directed:
        child = link.derived_article_id
        assert child is not None  # filtered above
        parent = _other(link, child)
        if child not in chosen and not _descends(parent, child, above):
            chosen[child], above[child] = link, parent
    return chosen


def _through_heads(
    parents: Mapping[str, ScoredLink], heads: Mapping[str, str], copy_of: Mapping[str, str]
) -> dict[str, str]:
    """{article: the one it came from}: which of several copies was used nobody can tell, so their head is named."""
    above = {article: _other(link, article) for article, link in parents.items()}
    for article, parent in sorted(above.items()):
        head = heads[copy_of[parent]]
        if head != article and not _descends(head, article, above):
            above[article] = head
    return above


def _direct_links(above: Mapping[str, str], links: Sequence[ScoredLink]) -> dict[str, ScoredLink]:
    """The links of articles to the ones they came from, where they were compared and point the same way."""
    return {
        link.derived_article_id: link
        for link in links
        if link.derived_article_id is not None
        and above.get(link.derived_article_id) == _other(link, link.derived_article_id)
    }


def _other(link: ScoredLink, article: str) -> str:
    return link.article_id_a if article == link.article_id_b else link.article_id_b


def _descends(article: str, ancestor: str, above: Mapping[str, str]) -> bool:
    while article in above:
        article = above[article]
        if article == ancestor:
            return True
    return False


def _copy_heads(
    origin: Sequence[str], copy_of: Mapping[str, str], parents: Mapping[str, ScoredLink], places: Mapping[str, Place]
) -> dict[str, str]:
    """{copy id: the article that stands for the text}: one without a parent, dated, of the first day, the fullest."""

    def rank(article: str) -> tuple[object, ...]:
        place = places[article]
        return (article in parents, place.published_at is None, place.day, -place.word_count, place.seniority)

    heads: dict[str, str] = {}
    for article in sorted(origin, key=rank):
        heads.setdefault(copy_of[article], article)
    return heads


def _garble(article: str, link: ScoredLink | None, links: Sequence[ScoredLink]) -> float | None:
    """How damaged a derived article is: by its parent link, or by its strongest link where the direction is unknown."""
    if link is not None:
        return link.garble_score
    own = [entry for entry in links if article in entry.pair and entry.garble_score is not None]
    own.sort(key=lambda entry: (-entry.score, entry.pair))
    return own[0].garble_score if own else None
