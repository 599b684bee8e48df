"""Memberships: the copy set, origin and story of each article, and the article it came from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from nightdesk.transforms.records import Membership
from nightdesk.transforms.stories.derivation_clusters import CLOSENESS, ONE_TESTIMONY, Appearance, Groups, ScoredLink


def memberships(
    groups: Groups, story_ids: Sequence[str], links: Sequence[ScoredLink], places: Mapping[str, Appearance]
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
        if head is not None and head == head_of.get(link.article_id_b) and link.relation in ONE_TESTIMONY:
            inside[head].append(link)
    return inside


def _origin_memberships(
    origin: Sequence[str],
    copy_of: Mapping[str, str],
    story_of: Mapping[str, str],
    links: Sequence[ScoredLink],
    places: Mapping[str, Appearance],
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
        key=lambda link: (CLOSENESS[link.relation], -(link.direction_confidence or 0.0), -link.score, link.pair)
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
    origin: Sequence[str],
    copy_of: Mapping[str, str],
    parents: Mapping[str, ScoredLink],
    places: Mapping[str, Appearance],
) -> dict[str, str]:
    """{copy id: the article that represents the text}: one without a parent, dated, of the first day, the fullest."""

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
