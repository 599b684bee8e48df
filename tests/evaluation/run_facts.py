"""Run the extractor over the development sets, call the scorers and print today's figures.

    python tests/evaluation/run_facts.py            every task
    python tests/evaluation/run_facts.py quotes ner only these
    python tests/evaluation/run_facts.py --errors   the ten most frequent classes of errors of every task
    python tests/evaluation/run_facts.py --errors ner   every error of these, with its place

The scorers and sets live in ``<repository>/../shared/bench``; nothing of them is copied into the repository.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import facts_adapters as adapters
import facts_errors

from nightdesk.flows.models.matchers import LazyNameMatcher
from nightdesk.flows.run.processes import collect_less
from nightdesk.transforms.facts.as_json import extraction_to_json
from nightdesk.transforms.facts.extract import extract
from nightdesk.transforms.names.resolution.same_name import same_name
from nightdesk.transforms.reconcile.marked_figures import compare_marked
from nightdesk.transforms.records import Document

Json = dict[str, Any]

SHARED = Path(__file__).resolve().parents[3] / "shared"
FACTS = SHARED / "bench" / "facts"
SEED_GOLD = SHARED / "bench" / "seeds" / "seed-gold.json"
MEANTIME = "meantime/meantime.dev.jsonl"
GUM = "gum/gum_news_interview.dev.jsonl"
PUD = "pud/uner_en_pud.dev.jsonl"
TASKS: tuple[tuple[str, str], ...] = (
    ("quotes", GUM),
    ("timex", MEANTIME),
    ("ner", PUD),
    ("ner", MEANTIME),
    ("ner", GUM),
    ("canon", MEANTIME),
    ("canon", GUM),
    ("values", MEANTIME),
    ("events", MEANTIME),
    ("numbers", "specs/ms_recognizers_en.dev.jsonl"),
    ("names", "hand/names.dev.jsonl"),
    ("commit", "hand/commitments.dev.jsonl"),
    ("contest", "hand/contested.dev.jsonl"),
)


def read(path: Path) -> list[Json]:
    """Objects of a JSON lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def found_in(item: Json) -> Json:
    """The ``nightdesk extract`` object of one labelled document."""
    published = item.get("dct") or item.get("published_at") or item.get("reference")
    day = published[:10] if published else None
    document = Document(str(item["id"]), item.get("title"), item["text"], day, language="en")  # the sets are English
    return extraction_to_json(extract(document), item["text"])


def relation(a: Json, b: Json) -> str:
    """What the slot rule says about two marked figures; a scale error is a contested figure to the scorer."""
    facts_a, facts_b = (
        extract(Document("", None, marked["text"], marked.get("dct"), language="en")) for marked in (a, b)
    )
    found, _ = compare_marked(facts_a, tuple(a["number"]), facts_b, tuple(b["number"]))
    return "contested" if found == "scale_error" else found


def predict(task: str, items: Iterable[Json]) -> list[Json]:
    """Predictions of one task in the scorer's format."""
    if task == "names":
        types = {"PER": "PERSON", "ORG": "ORG", "LOC": "PLACE"}
        judge = LazyNameMatcher().judge
        return [{"id": d["id"], "same": same_name(d["a"], d["b"], types[d["type"]], judge)[0]} for d in items]
    if task == "contest":
        return [{"id": d["id"], "relation": relation(d["a"], d["b"])} for d in items]
    adapter: Callable[[Json], Json] = getattr(adapters, task)
    return [{"id": item["id"], **adapter(found_in(item))} for item in items]


def run_scorer(command: list[str]) -> Json:
    """What a scorer prints. Its matching walks through sets: a fixed hash seed keeps the last digits still."""
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    figures: Json = json.loads(done.stdout)
    return figures


def score(task: str, name: str) -> Json:
    """Figures of the scorer for one task and set."""
    gold = FACTS / name
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pred.jsonl"
        path.write_text("".join(json.dumps(p) + "\n" for p in predict(task, read(gold))), encoding="utf-8")
        command = [sys.executable, str(FACTS / "scorers" / "score_facts.py"), task, str(gold), str(path)]
        return run_scorer(command)


def seed_predictions() -> dict[str, tuple[str, Json, Json]]:
    """{article: its text, its labels, what we find}."""
    predictions = {}
    for article_id, article in json.loads(SEED_GOLD.read_text(encoding="utf-8"))["articles"].items():
        text = (SHARED / "seeds" / Path(article["file"]).name).read_text(encoding="utf-8")
        published = article["publication_date"]["reference_date_for_resolution"]
        found = extraction_to_json(extract(Document(article_id, None, text, published)), text)
        predictions[article_id] = text, article, adapters.seeds(found)
    return predictions


def score_seeds() -> Json:
    """Figures of the seed scorer, without the cross-source part."""
    predictions = {article_id: made for article_id, (_, _, made) in seed_predictions().items()}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pred.json"
        path.write_text(json.dumps(predictions), encoding="utf-8")
        command = [sys.executable, str(SEED_GOLD.parent / "score_seeds.py"), str(SEED_GOLD), str(path)]
        return run_scorer(command)


def errors() -> dict[str, list[facts_errors.Error]]:
    """{task and set: (class, place) of every error}."""
    found: dict[str, list[facts_errors.Error]] = {}
    for task, name in TASKS:
        if (told := facts_errors.CLASSES.get(task)) is not None:
            items = read(FACTS / name)
            pairs = zip(items, predict(task, items), strict=True)
            found[f"{task} {name.split('/')[0]}"] = [error for item, ours in pairs for error in told(item, ours)]
    found["commitments seeds"] = [
        error
        for text, gold, prediction in seed_predictions().values()
        for error in facts_errors.commitments(text, gold["commitments"], prediction["commitments"])
    ]
    return found


def print_errors(wanted: list[str]) -> None:
    """The ten most frequent classes of every task; every place of the tasks that are named."""
    for task, found in errors().items():
        if wanted and task.split()[0] not in wanted:
            continue
        for kind, count in Counter(kind for kind, _ in found).most_common(10):
            print(f"{task:20} {count:4} {kind}")
            for place in sorted(place for known, place in found if known == kind and wanted):
                print(f"{'':30}{place}")


def speeds() -> dict[str, float]:
    """Articles of 600 words a second of processor time on one core, over the MEANTIME texts, as a worker runs them.

    The best of nine passes counts for each document: on a machine that does other work no pass is undisturbed.
    spaCy's blank English tokenizer, where it is installed, takes turns with the extractor: their ratio says more than
    either figure.
    """
    collect_less()
    documents = [Document(str(d["id"]), None, d["text"], d["dct"]) for d in read(FACTS / MEANTIME)]
    work: dict[str, Callable[[Document], object]] = {"nightdesk": extract}
    if importlib.util.find_spec("spacy") is not None:
        blank = importlib.import_module("spacy").blank("en")
        work["spaCy blank tokenizer"] = lambda document: blank(document.text)
    articles = sum(len(document.text.split()) for document in documents) / 600
    best = {name: [float("inf")] * len(documents) for name in work}
    for _ in range(9):
        for place, document in enumerate(documents):
            for name, one in work.items():
                started = time.process_time()
                one(document)
                best[name][place] = min(best[name][place], time.process_time() - started)
    return {name: articles / sum(seconds) for name, seconds in best.items()}


def main(wanted: list[str]) -> None:
    """Print one line a task and set."""
    for task, name in TASKS:
        if not wanted or task in wanted:
            print(f"{task:8} {name.split('/')[0]:9} {json.dumps(score(task, name))}")
    if not wanted or "seeds" in wanted:
        for part, figures in score_seeds().items():
            print(f"seeds    {part:20} {json.dumps(figures, ensure_ascii=False)}")
    if not wanted or "speed" in wanted:
        for name, figure in speeds().items():
            print(f"speed    {name}: {figure:.0f} articles of 600 words per second")


if __name__ == "__main__":
    wanted = [argument for argument in sys.argv[1:] if argument != "--errors"]
    (print_errors if "--errors" in sys.argv else main)(wanted)
