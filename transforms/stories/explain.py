"""The evidence of a link: aligned sentences, damage, spellings, direction; and what linked pairs share."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from nightdesk.transforms.records import Document, Link, Relation
from nightdesk.transforms.stories.align import Alignment, align
from nightdesk.transforms.stories.compare import FEATURES, Profiles, profile, row_terms
from nightdesk.transforms.stories.garble import CLEAN, Damage, Reading, damage, spellings
from nightdesk.transforms.stories.relate import Scored
from nightdesk.transforms.stories.terms import background_weights

SHOWN_SENTENCES = 12
SHOWN_TERMS = 12
SHOWN_LINES = 6
KNOWN_DIRECTION = 0.6
"""Below this confidence the direction is unknown: an honest blank instead of a coin toss."""

_EARLIER, _CLEANER, _FULLER = 1.5, 1.2, 0.4
"""Log odds that each sign adds: published earlier (a day or an hour), less damaged, a quarter longer. Set by hand: time
is the better witness, but copies carry wrong dates often enough not to trust it alone."""

_CLEARER_DAMAGE = 0.05
_FULLER_RATIO = 1.25


@dataclass(frozen=True, slots=True)
class ScoredPair:
    """Two documents, ``a.article_id < b.article_id``, with what was decided about them."""

    a: Document
    b: Document
    scored: Scored
    features: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Direction:
    """Which of two articles comes from the other, how sure that is, and by which signs."""

    derived_article_id: str | None
    confidence: float | None
    signs: tuple[str, ...]


def explain(pairs: Sequence[ScoredPair], matcher_version: str) -> list[Link]:
    """One link a pair, with evidence as JSON; in order."""
    documents = {document.article_id: document for pair in pairs for document in (pair.a, pair.b)}
    ids = sorted(documents)
    profiles = profile([documents[article] for article in ids])
    place = {article: number for number, article in enumerate(ids)}
    return [_link(pair, profiles, place, matcher_version) for pair in pairs]


def explain_same_text(one: Document, other: Document, matcher_version: str) -> Link:
    """The link of two texts that are equal word for word."""
    a, b = sorted((one, other), key=lambda document: document.article_id)
    direction = _direction(a, b, (CLEAN, CLEAN), Relation.SAME_DOCUMENT)
    return Link(
        article_id_a=a.article_id,
        article_id_b=b.article_id,
        relation=Relation.SAME_DOCUMENT,
        score=1.0,
        derived_article_id=direction.derived_article_id,
        direction_confidence=direction.confidence,
        shared_share=1.0,
        garble_score=0.0,
        evidence=json.dumps({"same_words": True, "direction": list(direction.signs)}),
        matcher_version=matcher_version,
    )


def _link(pair: ScoredPair, profiles: Profiles, place: dict[str, int], matcher_version: str) -> Link:
    a, b = place[pair.a.article_id], place[pair.b.article_id]
    evidence: dict[str, object] = {}
    direction, garble, share = Direction(None, None, ()), None, None
    if pair.scored.relation is Relation.SAME_DOCUMENT:
        direction, garble, share = _direction(pair.a, pair.b, (CLEAN, CLEAN), pair.scored.relation), 0.0, _share(pair)
        evidence |= _differing_lines(profiles.texts[a], profiles.texts[b]) | {"direction": list(direction.signs)}
    elif pair.scored.relation is Relation.DERIVED_FROM:
        readings = Reading(profiles.words, a, profiles.texts[a]), Reading(profiles.words, b, profiles.texts[b])
        alignment = align(profiles.words, a, b)
        damages = damage(readings[0], readings[1], alignment, False), damage(readings[1], readings[0], alignment, True)
        direction = _direction(pair.a, pair.b, damages, pair.scored.relation)
        garble, share = _garble(pair, direction, damages), _share(pair)
        evidence |= _alignment_evidence(readings, alignment, damages) | {"direction": list(direction.signs)}
    if pair.scored.relation is not Relation.SAME_DOCUMENT:
        evidence["shared_terms"] = _shared_terms(profiles, a, b)
    return Link(
        article_id_a=pair.a.article_id,
        article_id_b=pair.b.article_id,
        relation=pair.scored.relation,
        score=pair.scored.score,
        derived_article_id=direction.derived_article_id,
        direction_confidence=direction.confidence,
        shared_share=share,
        garble_score=garble,
        evidence=json.dumps(evidence, ensure_ascii=False),
        matcher_version=matcher_version,
    )


def _share(pair: ScoredPair) -> float:
    return round(min(1.0, pair.features[FEATURES.index("containment")]), 4)


def _differing_lines(a: str, b: str) -> dict[str, object]:
    """Lines that only one of two copies has: what was trimmed, added or edited."""
    lines_a, lines_b = a.splitlines(), b.splitlines()
    known_a, known_b = set(lines_a), set(lines_b)
    only_a = [line for line in lines_a if line not in known_b]
    only_b = [line for line in lines_b if line not in known_a]
    return {"only_in_a": only_a[:SHOWN_LINES], "only_in_b": only_b[:SHOWN_LINES]}


def _garble(pair: ScoredPair, direction: Direction, damages: tuple[Damage, Damage]) -> float:
    """Of the derived article; of the more damaged one where the direction is unknown."""
    if direction.derived_article_id is None:
        return max(damages[0].score, damages[1].score)
    return damages[0].score if direction.derived_article_id == pair.a.article_id else damages[1].score


def _shared_terms(profiles: Profiles, a: int, b: int) -> list[str]:
    """The heaviest words both texts hold, names first, as the first text writes them."""
    shared = np.intersect1d(row_terms(profiles.sections["all"], a), row_terms(profiles.sections["all"], b))
    names = set(row_terms(profiles.sections["names"], a).tolist())
    weights = background_weights(profiles.vocabulary[shared])
    order = sorted(
        range(len(shared)),
        key=lambda k: (int(shared[k]) not in names, -weights[k], int(profiles.vocabulary[shared[k]])),
    )
    words, text = profiles.words, profiles.texts[a]
    low, high = int(words.bounds[a]), int(words.bounds[a + 1])
    found = []
    for k in order[:SHOWN_TERMS]:
        at = low + int(np.argmax(words.stem[low:high] == profiles.vocabulary[shared[k]]))
        found.append(text[int(words.start[at]) : int(words.end[at])])
    return found


def _alignment_evidence(
    readings: tuple[Reading, Reading], alignment: Alignment, damages: tuple[Damage, Damage]
) -> dict[str, object]:
    best = sorted(
        sorted(alignment.pairs, key=lambda pair: -pair.closeness)[:SHOWN_SENTENCES], key=lambda p: p.sentence_a
    )
    return {
        "aligned": [
            {
                "a": readings[0].sentences[pair.sentence_a],
                "b": readings[1].sentences[pair.sentence_b],
                "share": pair.closeness,
            }
            for pair in best
        ],
        "aligned_in_order": len(alignment.pairs),
        "sentences": [alignment.sentence_count_a, alignment.sentence_count_b],
        "spellings": [list(pair) for pair in spellings(*readings, alignment)],
        "changed_numbers": [[a, b] for a, b in damages[1].changed_numbers],
        "replaced_names": {
            side: [list(pair) for pair in one.replaced_names] for side, one in zip("ab", damages, strict=True)
        },
        "broken_lines": {side: list(one.broken_lines) for side, one in zip("ab", damages, strict=True)},
        "garble": [damages[0].score, damages[1].score],
    }


def _direction(a: Document, b: Document, damages: tuple[Damage, Damage], relation: Relation) -> Direction:
    """Log odds that ``b`` is the derived one, summed over the signs."""
    odds, signs = 0.0, []
    first = _earlier(a.published, b.published)
    if first:
        odds += _EARLIER * first
        signs.append("published earlier: " + ("a" if first > 0 else "b"))
    gap = damages[1].score - damages[0].score
    if relation is Relation.DERIVED_FROM and abs(gap) >= _CLEARER_DAMAGE:
        odds += math.copysign(_CLEANER, gap)
        signs.append("less damaged: " + ("a" if gap > 0 else "b"))
    ratio = len(a.text) / max(len(b.text), 1)
    if not 1 / _FULLER_RATIO < ratio < _FULLER_RATIO:
        odds += _FULLER if ratio > 1 else -_FULLER
        signs.append("fuller: " + ("a" if ratio > 1 else "b"))
    confidence = round(1 / (1 + math.exp(-abs(odds))), 3)
    if confidence < KNOWN_DIRECTION:
        return Direction(None, None, tuple(signs))
    return Direction((b if odds > 0 else a).article_id, confidence, tuple(signs))


def _earlier(a: str | None, b: str | None) -> int:
    """1 when ``a`` was published before ``b``, -1 after, 0 when that is not known; days compare with days only."""
    if not a or not b:
        return 0
    if len(a) <= len("YYYY-MM-DD") or len(b) <= len("YYYY-MM-DD"):
        a, b = a[:10], b[:10]
        return (a < b) - (a > b)
    try:
        first, second = datetime.fromisoformat(a), datetime.fromisoformat(b)
        return (first < second) - (first > second)
    except (ValueError, TypeError):  # not ISO 8601, or only one of the two has an offset
        return (a[:10] < b[:10]) - (a[:10] > b[:10])
