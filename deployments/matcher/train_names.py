"""Trains the matcher of names: ``python deployments/matcher/train_names.py`` writes transforms/trained/names.settings.

The labelled pairs are invented ones that rules leave open. Deterministic: the same code writes the same bytes. The
scores it prints are those of a second draw, which the models have not seen.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from name_pairs import NamePair, NameRoom

from nightdesk.transforms.names.resolution.matcher import load_name_matcher, train_names
from nightdesk.transforms.names.resolution.name_answers import SAME_PROBABILITY, NameAnswer, Question, decided
from nightdesk.transforms.names.resolution.same_name import compare_names

TRAINED = Path(__file__).resolve().parents[2] / "transforms" / "trained"
TRAINING_SEED, SCORING_SEED, PAIRS = 1, 2, 8_000


def main() -> None:
    """Writes the settings and their checksum, and prints what they were made from and what they score."""
    pairs = NameRoom(TRAINING_SEED).pairs(PAIRS)
    questions, labels = left_open(pairs)
    print(f"{len(pairs)} invented pairs, {len(questions)} left open by rules, {sum(labels)} of them one entity")
    settings = train_names(questions, labels)
    sha256 = hashlib.sha256(settings).hexdigest()
    (TRAINED / "names.settings").write_bytes(settings)
    (TRAINED / "names.sha256").write_text(sha256 + "\n", encoding="ascii")
    print(f"{len(settings)} bytes, SHA-256 {sha256}")
    matcher = load_name_matcher(settings, sha256)
    unseen = NameRoom(SCORING_SEED).pairs(PAIRS)
    for type_ in ("PERSON", "ORG", "PLACE"):
        of_type = [pair for pair in unseen if pair.type == type_]
        questions, labels = left_open(of_type)
        said = np.array(matcher.judge(questions)) >= SAME_PROBABILITY
        print(f"{type_:6} left open: {_scores(said, np.array(labels))}; all: {_scores(*_all(of_type, said))}")


def left_open(pairs: Sequence[NamePair]) -> tuple[list[Question], list[bool]]:
    """The questions that rules would ask about the pairs, with the truth."""
    found = [(compare_names(pair.a, pair.b, pair.type), pair.same) for pair in pairs]
    asked = [(question, same) for question, same in found if isinstance(question, Question)]
    return [question for question, _ in asked], [same for _, same in asked]


def _all(pairs: Sequence[NamePair], said: Sequence[bool]) -> tuple[np.ndarray, np.ndarray]:
    """Answers of rules and matcher together, and the truth."""
    rest = iter(said)
    found = [compare_names(pair.a, pair.b, pair.type) for pair in pairs]
    same = [decided(answer)[0] if isinstance(answer, NameAnswer) else bool(next(rest)) for answer in found]
    return np.array(same), np.array([pair.same for pair in pairs])


def _scores(said: np.ndarray, truth: np.ndarray) -> str:
    right = int((said & truth).sum())
    return (
        f"{len(truth)} pairs, precision {right / max(1, int(said.sum())):.3f}, "
        f"recall {right / int(truth.sum()):.3f}, accuracy {float((said == truth).mean()):.3f}"
    )


if __name__ == "__main__":
    sys.exit(main())
