"""The trained matcher: two models of dedupe that score candidate pairs from our features.

dedupe keeps what it does best here: a regularised model over a pair's distances, its own training and settings
format. What it does slowly at this size (finding candidates, comparing field by field in Python) is done by
joins in the warehouse and by `compare`. No other module of the room imports dedupe; the import takes seconds and
happens when the first pair needs a score.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from nightdesk.transforms.stories.compare import FEATURES, Matrix
from nightdesk.transforms.stories.relate import Probabilities
from nightdesk.transforms.stories.terms import Floats
from nightdesk.transforms.stories.words import Flags

if TYPE_CHECKING:
    import dedupe

DERIVED_FEATURES = ("order_excess", "order", "log_length")
"""Order alone tells a rewrite from an independent report: shared words and names only say how much both know."""

STORY_FEATURES = ("log_length", "terms", "lead", "title", "names", "numbers", "window_terms", "window_lead")


class WrongChecksum(Exception):
    """Matcher settings are pickles, which run code when loaded: these are not the ones that were shipped."""


@dataclass(frozen=True, slots=True)
class PairFeature:
    """dedupe's comparator for one feature: both records of a pair carry the pair's features."""

    number: int

    def __call__(self, features: Sequence[float], _: Sequence[float]) -> float:
        """The feature's value."""
        return features[self.number]


@dataclass(frozen=True, slots=True)
class Matcher:
    """Scores pairs; ``version`` is stored with everything it decides."""

    derived: dedupe.StaticDedupe
    story: dedupe.StaticDedupe
    version: str

    def score(self, features: Matrix) -> Probabilities:
        """Probabilities of every pair, for rows as `compare` gives them."""
        if not len(features):
            return Probabilities(np.zeros(0), np.zeros(0))
        return Probabilities(
            derived=_positive(self.derived, distances(features, DERIVED_FEATURES)),
            story=_positive(self.story, distances(features, STORY_FEATURES)),
        )


def load_matcher(settings: bytes, sha256: str) -> Matcher:
    """The matcher whose settings `train` wrote.

    Raises:
        WrongChecksum: the bytes are not those the checksum was taken of; nothing was loaded.
    """
    found = hashlib.sha256(settings).hexdigest()
    if found != sha256.strip():
        raise WrongChecksum(f"matcher settings have SHA-256 {found}, expected {sha256.strip()}")
    import dedupe

    stream = io.BytesIO(settings)
    return Matcher(
        derived=dedupe.StaticDedupe(stream, num_cores=0),
        story=dedupe.StaticDedupe(stream, num_cores=0),
        version=matcher_version(found),
    )


def matcher_version(sha256: str) -> str:
    """The name under which decisions of a matcher are stored."""
    return f"dedupe-{sha256[:12]}"


def train(features: Matrix, is_derived: Flags, is_story: Flags) -> bytes:
    """Settings of both models, one after the other; the same rows give the same bytes."""
    stream = io.BytesIO()
    _trained(features, DERIVED_FEATURES, is_derived).write_settings(stream)
    _trained(features, STORY_FEATURES, is_story).write_settings(stream)
    return stream.getvalue()


def distances(features: Matrix, names: Sequence[str]) -> Matrix:
    """The columns of a model as dedupe's data model lays them out: ours, then its field for equal texts.

    Pairs of equal texts never reach the matcher, so that field is 0; dedupe insists on one field that could block.
    """
    columns = [features[:, FEATURES.index(name)] for name in names]
    return np.column_stack([*columns, np.zeros(len(features))]).astype("f4")


def _positive(model: dedupe.StaticDedupe, rows: Matrix) -> Floats:
    return np.asarray(model.classifier.predict_proba(rows)[:, -1], dtype=np.float64)


def _trained(features: Matrix, names: Sequence[str], labels: Flags) -> dedupe.Dedupe:
    """A dedupe model fitted to labelled pairs, without active learning: every pair is labelled already."""
    import dedupe
    from dedupe import variables

    fields = [
        variables.Custom("features", comparator=PairFeature(number), name=name) for number, name in enumerate(names)
    ]
    model = dedupe.Dedupe([*fields, variables.Exact("text_key")], num_cores=0)
    search: Any = model.classifier  # scikit-learn's grid search over the strength of regularisation
    search.n_jobs = 1
    search.fit(distances(features, names), labels.astype(int))
    model.classifier = search.best_estimator_  # the search keeps its timings: no two files would be equal
    model.predicates = ()
    return model
