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

from nightdesk.flows.grouping import in_process, stage_documents
from nightdesk.flows.linking import candidate_pieces, describe_pending
from nightdesk.transforms.stories.compare import Matrix
from nightdesk.transforms.stories.matcher import train
from nightdesk.transforms.stories.words import Flags
from nightdesk.warehouse import stories
from nightdesk.warehouse.connection import open_working

TRAINED = Path(__file__).resolve().parents[2] / "transforms" / "trained"
ARCHIVES = ((1, 8), (2, 40), (3, 250))
"""(seed, topics) of each archive: some 80, 700 and 5,000 documents."""


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
        pending = stories.pending_articles(connection)
        representative = describe_pending(connection, 1, in_process, pending)
        found = list(candidate_pieces(connection, in_process, pending, representative))
    pairs = [(truth[a.article_id], truth[b.article_id]) for piece in found for a, b in piece.documents]
    return LabelledPairs(
        features=np.concatenate([piece.features for piece in found]),
        is_derived=np.array([a.origin == b.origin for a, b in pairs]),
        is_story=np.array([a.story == b.story for a, b in pairs]),
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
    settings = train(
        np.concatenate([part.features for part in parts]),
        np.concatenate([part.is_derived for part in parts]),
        np.concatenate([part.is_story for part in parts]),
    )
    sha256 = hashlib.sha256(settings).hexdigest()
    (TRAINED / "matcher.settings").write_bytes(settings)
    (TRAINED / "matcher.sha256").write_text(sha256 + "\n", encoding="ascii")
    print(f"{len(settings)} bytes, SHA-256 {sha256}")


if __name__ == "__main__":
    sys.exit(main())
