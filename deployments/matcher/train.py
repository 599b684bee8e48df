"""Trains the matcher: ``python deployments/matcher/train.py`` writes transforms/trained/matcher.settings and .sha256.

The labelled pairs are what blocking finds in archives of the generator, of three sizes, so that the matcher meets
the frequencies of a small project as well as those of a large one. Deterministic: the same code writes the same bytes.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from generate import Labelled, Newsroom

from nightdesk.flows.stages.grouping import in_process, stage_documents
from nightdesk.flows.stages.linking import candidate_pieces, describe_pending
from nightdesk.transforms.stories.code_points import Flags
from nightdesk.transforms.stories.compare import FEATURES, Matrix
from nightdesk.transforms.stories.matcher import DERIVED_FEATURES, STORY_FEATURES, train
from nightdesk.warehouse.connection import open_working
from nightdesk.warehouse.tables import grouping

TRAINED = Path(__file__).resolve().parents[2] / "transforms" / "trained"
ARCHIVES = ((1, 8), (2, 40), (3, 250))
"""(seed, topics) of each archive: some 80, 700 and 5,000 documents."""


SAMPLE_PAIRS = 6000


@dataclass(frozen=True, slots=True)
class LabelledPairs:
    """Candidate pairs with their features and the truth about them."""

    features: Matrix
    is_derived: Flags
    is_story: Flags


def labelled_pairs(archive: Sequence[Labelled]) -> LabelledPairs:
    """The candidate pairs that blocking finds in an archive."""
    truth = {row.document.article_id: row for row in archive}
    with closing(open_working(None)) as connection:
        stage_documents(connection, [row.document for row in archive], run_seq=1)
        pending = grouping.pending_articles(connection)
        representative = describe_pending(connection, 1, in_process, pending)
        found = list(candidate_pieces(connection, in_process, pending, representative))
    pairs = [(truth[a.article_id], truth[b.article_id]) for piece in found for a, b in piece.documents]
    return LabelledPairs(
        features=np.concatenate([piece.features for piece in found]),
        is_derived=np.array([a.origin == b.origin for a, b in pairs]),
        is_story=np.array([a.story == b.story for a, b in pairs]),
    )


def keep_sample(pairs: LabelledPairs) -> None:
    """Writes a few thousand of the pairs beside the settings: `nightdesk label --retrain` adds judgements to them."""
    kept = np.sort(np.random.default_rng(1).choice(len(pairs.features), SAMPLE_PAIRS, replace=False))
    names = sorted({*DERIVED_FEATURES, *STORY_FEATURES})
    columns = [FEATURES.index(name) for name in names]
    np.savez_compressed(
        TRAINED / "pairs.npz",
        names=np.array(names),
        features=pairs.features[kept][:, columns].astype("f2"),
        is_derived=pairs.is_derived[kept],
        is_story=pairs.is_story[kept],
    )


def main() -> None:
    """Writes the settings and their checksum, and prints what they were made from."""
    parts = []
    for seed, topics in ARCHIVES:
        archive = Newsroom(seed).archive(topics)
        part = labelled_pairs(archive)
        print(
            f"archive {seed}: {len(archive)} documents, {len(part.features)} pairs, "
            f"{part.is_derived.sum()} derived, {part.is_story.sum()} of one story"
        )
        parts.append(part)
    features = np.concatenate([part.features for part in parts])
    is_derived = np.concatenate([part.is_derived for part in parts])
    is_story = np.concatenate([part.is_story for part in parts])
    settings = train(features, is_derived, is_story)
    keep_sample(LabelledPairs(features, is_derived, is_story))
    sha256 = hashlib.sha256(settings).hexdigest()
    (TRAINED / "matcher.settings").write_bytes(settings)
    (TRAINED / "matcher.sha256").write_text(sha256 + "\n", encoding="ascii")
    print(f"{len(settings)} bytes, SHA-256 {sha256}")


if __name__ == "__main__":
    sys.exit(main())
