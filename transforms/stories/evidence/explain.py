"""The evidence of a link: aligned sentences, damage, spellings, direction; and what linked pairs share."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nightdesk.transforms.records import Document, Link, Relation
from nightdesk.transforms.stories.compare import FEATURES, Profiles, profile, reading_text, row_terms
from nightdesk.transforms.stories.evidence.align import Alignment, align
from nightdesk.transforms.stories.evidence.direction import DerivationDirection, Wording, direction
from nightdesk.transforms.stories.evidence.garble import Damage, SentenceWords, damage, garble_score, spellings
from nightdesk.transforms.stories.relate import Scored
from nightdesk.transforms.stories.terms import background_weights

SHOWN_SENTENCES = 12
SHOWN_TERMS = 12
SHOWN_LINES = 6


@dataclass(frozen=True, slots=True)
class ScoredPair:
    """Two documents, ``a.article_id < b.article_id``, with what was decided about them."""

    a: Document
    b: Document
    scored: Scored
    features: tuple[float, ...]


def explain(pairs: Sequence[ScoredPair], matcher_version: str) -> list[Link]:
    """One link a pair, with evidence as JSON; in order."""
    related = [pair for pair in pairs if pair.scored.relation is not Relation.SAME_DOCUMENT]
    documents = {document.article_id: document for pair in related for document in (pair.a, pair.b)}
    ids = sorted(documents)
    profiles = profile([documents[article] for article in ids])
    place = {article: number for number, article in enumerate(ids)}
    return [
        _link(
            pair.a,
            pair.b,
            pair.scored,
            _of_copy(pair)
            if pair.scored.relation is Relation.SAME_DOCUMENT
            else _of_other(pair, profiles, place[pair.a.article_id], place[pair.b.article_id]),
            matcher_version,
        )
        for pair in pairs
    ]


def explain_same_text(one: Document, other: Document, matcher_version: str) -> Link:
    """The link of two texts that are equal word for word."""
    a, b = sorted((one, other), key=lambda document: document.article_id)
    found = direction(a, b, None)
    evidence = _Evidence({"same_words": True, "direction": list(found.signs)}, found, shared_share=1.0, garble=0.0)
    return _link(a, b, Scored(Relation.SAME_DOCUMENT, 1.0), evidence, matcher_version)


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What there is to say of a pair beside its score."""

    evidence: dict[str, object]
    direction: DerivationDirection
    shared_share: float | None
    garble: float | None


def _link(a: Document, b: Document, scored: Scored, evidence: _Evidence, matcher_version: str) -> Link:
    return Link(
        article_id_a=a.article_id,
        article_id_b=b.article_id,
        relation=scored.relation,
        score=scored.score,
        derived_article_id=evidence.direction.derived_article_id,
        direction_confidence=evidence.direction.confidence,
        shared_share=evidence.shared_share,
        garble_score=evidence.garble,
        evidence=json.dumps(evidence.evidence, ensure_ascii=False),
        matcher_version=matcher_version,
    )


def _of_copy(pair: ScoredPair) -> _Evidence:
    """What is compared of two copies is their lines, which needs no reading of words."""
    found = direction(pair.a, pair.b, None)
    evidence = _differing_lines(reading_text(pair.a), reading_text(pair.b)) | {"direction": list(found.signs)}
    return _Evidence(evidence, found, _share(pair), garble=0.0)


def _of_other(pair: ScoredPair, profiles: Profiles, a: int, b: int) -> _Evidence:
    """Of a rewrite its alignment, of any other pair the words that both hold; ``a`` and ``b`` are rows."""
    terms: dict[str, object] = {"shared_terms": _shared_terms(profiles, a, b)}
    if pair.scored.relation is not Relation.DERIVED_FROM:
        return _Evidence(terms, DerivationDirection(None, None, ()), None, None)
    readings = SentenceWords(profiles.words, a, profiles.texts[a]), SentenceWords(profiles.words, b, profiles.texts[b])
    alignment = align(profiles.words, a, b)
    damages = damage(readings[0], readings[1], alignment, False), damage(readings[1], readings[0], alignment, True)
    stop_shares = _stop_share(profiles, a), _stop_share(profiles, b)
    found = direction(pair.a, pair.b, Wording(damages, stop_shares))
    evidence = _alignment_evidence(readings, alignment, damages) | {"direction": list(found.signs)}
    return _Evidence(evidence | terms, found, _share(pair), _garble(pair, found, damages))


def _share(pair: ScoredPair) -> float:
    return round(min(1.0, pair.features[FEATURES.index("containment")]), 4)


def _differing_lines(a: str, b: str) -> dict[str, object]:
    """Lines that only one of two copies has: what was trimmed, added or edited."""
    lines_a, lines_b = a.splitlines(), b.splitlines()
    known_a, known_b = set(lines_a), set(lines_b)
    only_a = [line for line in lines_a if line not in known_b]
    only_b = [line for line in lines_b if line not in known_a]
    return {"only_in_a": only_a[:SHOWN_LINES], "only_in_b": only_b[:SHOWN_LINES]}


def _stop_share(profiles: Profiles, row: int) -> float:
    """Share of a text's words that are function words."""
    low, high = profiles.words.bounds[row], profiles.words.bounds[row + 1]
    return float(profiles.words.is_stop[low:high].mean()) if high > low else 0.0


def _garble(pair: ScoredPair, found: DerivationDirection, damages: tuple[Damage, Damage]) -> float:
    """Of the derived article; of the more damaged one where the direction is unknown."""
    if found.derived_article_id is None:
        return max(garble_score(one) for one in damages)
    return garble_score(damages[0 if found.derived_article_id == pair.a.article_id else 1])


def _shared_terms(profiles: Profiles, a: int, b: int) -> list[str]:
    """The heaviest words both texts hold, names first, as the first text writes them."""
    everything = profiles.sections["all"]
    names = set(row_terms(profiles.sections["names"], a).tolist())
    shared = np.intersect1d(row_terms(everything, a), row_terms(everything, b), assume_unique=True)
    stems = profiles.words.vocabulary[shared]
    is_other = np.array([term not in names for term in shared.tolist()], np.bool_)
    order = np.lexsort((stems, -background_weights(stems), is_other))
    words, text = profiles.words, profiles.texts[a]
    low, high = int(words.bounds[a]), int(words.bounds[a + 1])
    places = [low + int(np.argmax(words.stem[low:high] == stem)) for stem in stems[order[:SHOWN_TERMS]]]
    return [text[int(words.start[at]) : int(words.end[at])] for at in places]


def _alignment_evidence(
    readings: tuple[SentenceWords, SentenceWords], alignment: Alignment, damages: tuple[Damage, Damage]
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
        "other_names": {side: list(one.other_names) for side, one in zip("ab", damages, strict=True)},
        "broken_lines": {side: list(one.broken_lines) for side, one in zip("ab", damages, strict=True)},
        "garble": [garble_score(one) for one in damages],
    }
