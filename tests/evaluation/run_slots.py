"""Contested figures: the hand-written pairs and the cross-source part of the seed gold, with today's figures.

python tests/evaluation/run_slots.py
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from nightdesk.transforms.facts.extract import extract
from nightdesk.transforms.facts.slots import compare
from nightdesk.transforms.facts.stances import conflicting
from nightdesk.transforms.facts.verdicts import reconcile
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
        relation, _ = compare(
            a["text"], tuple(a["number"]), b["text"], tuple(b["number"]), a.get("published_at"), b.get("published_at")
        )
        predictions.append({"id": pair["id"], "relation": "contested" if relation == "scale_error" else relation})
    text = "".join(json.dumps(prediction) + "\n" for prediction in predictions)
    return _run(facts / "scorers" / "score_facts.py", ["contest", str(gold)], text)


def score_seeds() -> Json:
    """The cross-source figures of the seed scorer: Jaccard per contested figure, wrong merges."""
    gold = SHARED / "bench" / "seeds" / "seed-gold.json"
    articles = json.loads(gold.read_text(encoding="utf-8"))["articles"]
    claims: list[Claim] = []
    spans: dict[str, Json] = {}
    stances: list[tuple[str, Any]] = []
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
        stances.extend((short, commitment) for commitment in found.commitments)
    contested = [
        [spans[claim.quantity_id] for claim in slot.claims] for slot in reconcile(claims) if slot.verdict in CONTESTED
    ]
    for group in conflicting([commitment for _, commitment in stances]):
        contested.append(
            [{"article": stances[n][0], "start": stances[n][1].start, "end": stances[n][1].end} for n in group]
        )
    figures = _run(gold.parent / "score_seeds.py", [str(gold)], json.dumps({"_cross": {"contested": contested}}))
    return {key: figures[key] for key in ("contested_jaccard", "wrong_merges", "contested_sets_predicted")}


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
