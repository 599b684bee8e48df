"""Contested figures: the hand-written pairs and the cross-source part of the seed gold, with today's figures.

python tests/evaluation/run_slots.py
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nightdesk.transforms.facts.extract import extract
from nightdesk.transforms.reconcile.commitment_conflicts import StatedCommitment, find_commitment_conflicts
from nightdesk.transforms.reconcile.marked_figures import compare_marked
from nightdesk.transforms.reconcile.quote_clusters import QuoteCluster, Quoted, cluster_quotes
from nightdesk.transforms.reconcile.verdicts import reconcile
from nightdesk.transforms.records import Claim, Document, Verdict

Json = dict[str, Any]

SHARED = Path(__file__).resolve().parents[3] / "shared"
CONTESTED = frozenset((Verdict.CONTESTED, Verdict.SCALE_ERROR, Verdict.COPIED_ERROR))
# Articles 001 and 002 of the seeds are one testimony, 002 a garbled rewrite; the others are independent.
PARENT = {"002": "001"}


def score_pairs() -> Json:
    """Figures of the scorer for the hand-written pairs."""
    facts = SHARED / "bench" / "facts"
    gold = facts / "hand" / "contested.dev.jsonl"
    predictions = []
    for line in gold.read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        a, b = pair["a"], pair["b"]
        facts_a, facts_b = (extract(Document("", None, each["text"], each.get("published_at"))) for each in (a, b))
        relation, _ = compare_marked(facts_a, tuple(a["number"]), facts_b, tuple(b["number"]))
        predictions.append({"id": pair["id"], "relation": "contested" if relation == "scale_error" else relation})
    text = "".join(json.dumps(prediction) + "\n" for prediction in predictions)
    return _run(facts / "scorers" / "score_facts.py", ["contest", str(gold)], text)


def score_seeds() -> Json:
    """The cross-source figures of the seed scorer: Jaccard per contested figure, wrong merges."""
    gold = SHARED / "bench" / "seeds" / "seed-gold.json"
    articles = json.loads(gold.read_text(encoding="utf-8"))["articles"]
    claims: list[Claim] = []
    spans: dict[str, Json] = {}
    commitments: list[StatedCommitment] = []
    quotes: list[Quoted] = []
    for article_id, article in articles.items():
        short = article_id[:3]
        text = (SHARED / "seeds" / Path(article["file"]).name).read_text(encoding="utf-8")
        found = extract(Document(short, None, text, article["publication_date"]["reference_date_for_resolution"]))
        for quantity in found.quantities:
            quantity_id = f"{short}-{quantity.start}"
            spans[quantity_id] = {"article": short, "start": quantity.start, "end": quantity.end}
            sentence = found.sentences[quantity.sentence_no]
            claims.append(
                Claim(
                    quantity_id, short, PARENT.get(short, short), PARENT.get(short),
                    text[sentence.start : sentence.end], quantity,
                )
            )  # fmt: skip
        for made in found.commitments:
            made_id = f"{short}-{made.start}-{made.trigger[0]}"
            spans[made_id] = {"article": short, "start": made.start, "end": made.end}
            commitments.extend(
                StatedCommitment(made_id, short, who, made.action, made.polarity, made.modality) for who in made.actors
            )
        for quote in found.quotes:
            if quote.kind in ("direct", "partial"):
                pieces = tuple((start, text[start:end]) for start, end in quote.pieces)
                quotes.append(Quoted(f"{short}-{quote.start}", short, quote.speaker, pieces))
    contested = [
        [spans[claim.quantity_id] for claim in question.claims]
        for question in reconcile(claims)
        if question.verdict in CONTESTED
    ]
    conflicts = {
        tuple(stated.commitment_id for stated in conflict.commitments)
        for conflict in find_commitment_conflicts(commitments)
    }
    contested.extend([spans[commitment_id] for commitment_id in group] for group in sorted(conflicts))
    figures = _run(gold.parent / "score_seeds.py", [str(gold)], json.dumps({"_cross": {"contested": contested}}))
    counted = {key: figures[key] for key in ("contested_jaccard", "wrong_merges", "contested_sets_predicted")}
    return counted | score_utterances(json.loads(gold.read_text(encoding="utf-8")), cluster_quotes(quotes))


def score_utterances(gold: Json, found: Sequence[QuoteCluster]) -> Json:
    """How many of the gold's clusters of quotes lie whole in one utterance, and how many utterances were found."""
    places = {
        quote["id"]: (article_id[:3], [(piece["start"], piece["end"]) for piece in quote["pieces"]])
        for article_id, article in gold["articles"].items()
        for quote in article["direct_quotes"]
    }
    clusters = [[places[quote] for quote in cluster["quotes"]] for cluster in gold["cross_source"]["quote_clusters"]]
    whole = [any(all(_holds(utterance, *place) for place in cluster) for utterance in found) for cluster in clusters]
    return {"utterances_whole": f"{sum(whole)} of {len(whole)}", "utterances_found": len(found)}


def _holds(utterance: QuoteCluster, article_id: str, pieces: Sequence[tuple[int, int]]) -> bool:
    """Whether a line of the utterance lies in a quotation of an article."""
    return any(
        line.article_id == article_id and line.start < end and start < line.end
        for line in utterance.sentences
        for start, end in pieces
    )


def _run(scorer: Path, arguments: list[str], predictions: str) -> Json:
    """The scorer's figures for predictions handed over in a file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "predictions"
        path.write_text(predictions, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, str(scorer), *arguments, str(path)], capture_output=True, text=True, check=True
        )
    figures: Json = json.loads(done.stdout)
    return figures


if __name__ == "__main__":
    print("pairs", json.dumps(score_pairs()))
    print("seeds", json.dumps(score_seeds()))
