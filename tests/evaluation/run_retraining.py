"""Whether judgements help: ``python tests/evaluation/run_retraining.py [DIVISIONS]``, on the labelled set.

Its events are divided into halves. In one, the labels answer what `nightdesk label` would ask first (the least certain
links); a matcher is trained as `label --retrain` trains it; derivations and stories of the other half are scored with
the shipped matcher and with the new one.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
from collections.abc import Collection, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
from run_dedup import BENCH, LEVELS, bench_documents, scorer

from nightdesk.flows.maintenance import training
from nightdesk.flows.maintenance.training import JudgedPairs
from nightdesk.flows.models.matchers import CHECKSUM_FILE, MATCHER_FILE, LazyMatcher
from nightdesk.flows.stages.grouping import in_process, stage_documents
from nightdesk.flows.stages.linking import candidate_pieces, describe_pending, score_pairs
from nightdesk.transforms.records import Relation
from nightdesk.transforms.stories.compare import Matrix
from nightdesk.transforms.stories.derivation_clusters import ScoredLink, group
from nightdesk.transforms.stories.relate import FAINTEST_LINK, Scored
from nightdesk.warehouse.connection import open_working
from nightdesk.warehouse.tables import grouping

TRIALS = ((0, 1), (50, 20), (200, 20), (50, 1), (200, 1))
"""(pairs judged, how many shipped pairs each counts as); 0 is the shipped pairs alone: a sample of what the shipped
matcher learnt from."""
FIGURES = (("derived", "pair_precision"), ("derived", "pair_recall"), ("story", "bcubed_f1"))

Labels = Mapping[str, Mapping[str, str | None]]


@dataclass(frozen=True, slots=True)
class Compared:
    """The candidate pairs of the labelled set, one row of features a pair, and {article: article of the same text}."""

    pairs: list[tuple[str, str]]
    features: Matrix
    representative: dict[str, str]


def compared() -> Compared:
    """The set described and compared once; only the matcher's word on it changes."""
    documents, _ = bench_documents()
    with closing(open_working(None)) as connection:
        stage_documents(connection, documents, 1)
        pending = grouping.pending_articles(connection)
        representative = describe_pending(connection, 1, in_process, pending)
        found = list(candidate_pieces(connection, in_process, pending, representative))
    pairs = [(a.article_id, b.article_id) for piece in found for a, b in piece.documents]
    return Compared(pairs, np.concatenate([piece.features for piece in found]), representative)


def decided(set_: Compared, matcher: LazyMatcher) -> list[Scored]:
    """What a matcher makes of each pair."""
    return score_pairs(set_.features, matcher)


def judged(set_: Compared, said: list[Scored], labels: Labels, half: Collection[str], most: int) -> JudgedPairs:
    """Answers to the ``most`` least certain links of a half, as its labels give them; unlabelled pairs are unsure."""
    order = sorted(range(len(said)), key=lambda row: (abs(said[row].score - 0.5), set_.pairs[row]))
    relations, rows = [], []
    for row in order:
        a, b = set_.pairs[row]
        if said[row].relation is Relation.SAME_DOCUMENT or said[row].score < FAINTEST_LINK or not {a, b} <= set(half):
            continue
        answer = _answer(said[row].relation, labels[a], labels[b])
        if answer is not None and len(rows) < most:
            relations.append(answer)
            rows.append(row)
    return JudgedPairs(relations, set_.features[rows])


def _answer(leaning: Relation, a: Mapping[str, str | None], b: Mapping[str, str | None]) -> Relation | None:
    """As `nightdesk label` asks: of a derivation whether it is one, of anything else whether it is one story."""
    if leaning is Relation.DERIVED_FROM:
        if a["derived"] is None or b["derived"] is None:
            return None
        return Relation.DERIVED_FROM if a["derived"] == b["derived"] else Relation.SAME_STORY
    return Relation.SAME_STORY if a["story"] == b["story"] else Relation.DIFFERENT


def figures(set_: Compared, said: list[Scored], half: Collection[str]) -> dict[str, float]:
    """The scorer's figures on the labelled documents of a half."""
    links = [
        ScoredLink(a, b, one.relation, one.score, None, None, None)
        for (a, b), one in zip(set_.pairs, said, strict=True)
        if one.score >= FAINTEST_LINK
    ]
    links += [
        ScoredLink(*sorted((article, other)), Relation.SAME_DOCUMENT, 1.0, None, None, None)
        for article, other in set_.representative.items()
        if article != other
    ]
    groups = group(set_.representative, links, [])
    judge = scorer()
    table = {}
    for (level, _, _), clusters in zip(LEVELS, (groups.copies, groups.origins, groups.stories), strict=True):
        gold = {key: value for key, value in judge.read_gold(BENCH / "gold.jsonl", level, None).items() if key in half}
        found = {article: cluster[0] for cluster in clusters for article in cluster}
        table[level] = judge.score(found, gold)
    return {f"{level} {figure}": table[level][figure] for level, figure in FIGURES}


def halves(set_: Compared, said: list[Scored], labels: Labels, division: int) -> tuple[set[str], set[str]]:
    """The documents with a story label in two halves; events that a probable link joins stay in one."""
    heads: dict[str, str] = {}

    def head(event: str) -> str:
        while heads.get(event, event) != event:
            event = heads[event]
        return event

    for (a, b), one in zip(set_.pairs, said, strict=True):
        first, second = labels[a]["story"], labels[b]["story"]
        if first and second and one.score >= 0.5:
            heads[max(head(first), head(second))] = min(head(first), head(second))
    sides: tuple[set[str], set[str]] = set(), set()
    for article, label in labels.items():
        if event := label["story"]:
            sides[hashlib.sha256(f"{division}:{head(event)}".encode()).digest()[0] % 2].add(article)
    return sides


def retrained(pairs: JudgedPairs, weight: int) -> LazyMatcher:
    """A matcher as `label --retrain` writes it, with another weight for judgements."""
    training.JUDGEMENT_WEIGHT = weight
    settings = training.retrained(pairs)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, MATCHER_FILE).write_bytes(settings)
        Path(folder, CHECKSUM_FILE).write_text(hashlib.sha256(settings).hexdigest(), encoding="ascii")
        return LazyMatcher(Path(folder))


def main() -> None:
    """Mean figures over divisions and both directions, shipped and retrained."""
    divisions = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    rows = [json.loads(line) for line in (BENCH / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    labels = {row["id"]: row["gold"] for row in rows}
    set_ = compared()
    shipped = decided(set_, LazyMatcher())
    found: dict[str, list[dict[str, float]]] = {}
    for division in range(divisions):
        sides = halves(set_, shipped, labels, division)
        for learnt, scored in (sides, sides[::-1]):
            found.setdefault("shipped", []).append(figures(set_, shipped, scored))
            for most, weight in TRIALS:
                pairs = judged(set_, shipped, labels, learnt, most)
                said = decided(set_, retrained(pairs, weight))
                found.setdefault(f"{most} judged, weight {weight}", []).append(figures(set_, said, scored))
    for name, tables in found.items():
        print(name, {figure: round(mean(table[figure] for table in tables), 4) for figure in tables[0]})


if __name__ == "__main__":
    sys.exit(main())
