"""The trained matcher: two models of dedupe that score candidate pairs from our features.

dedupe keeps what it does best here: a regularised model over a pair's distances, its own training and settings
format. What it does slowly at this size (finding candidates, comparing field by field in Python) is done by
joins in the warehouse and by `compare`. No other module of the room imports dedupe, the matcher of names is built on
this one too; the import takes seconds and happens when the first pair needs a score.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from nightdesk.transforms.stories.code_points import Flags
from nightdesk.transforms.stories.compare import FEATURES, Matrix
from nightdesk.transforms.stories.relate import Probabilities
from nightdesk.transforms.stories.terms import Floats

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
            derived=probabilities(self.derived, _columns(features, DERIVED_FEATURES)),
            story=probabilities(self.story, _columns(features, STORY_FEATURES)),
        )


def load_matcher(settings: bytes, sha256: str) -> Matcher:
    """The matcher whose settings `train` wrote.

    Raises:
        WrongChecksum: the bytes are not those the checksum was taken of; nothing was loaded.
    """
    derived, story = load_models(settings, sha256, 2)
    return Matcher(derived, story, version=matcher_version(sha256.strip()))


def load_models(settings: bytes, sha256: str, count: int) -> list[dedupe.StaticDedupe]:
    """The models in settings that `fit_models` wrote, in their order.

    Raises:
        WrongChecksum: the bytes are not those the checksum was taken of; nothing was loaded.
    """
    found = hashlib.sha256(settings).hexdigest()
    if found != sha256.strip():
        raise WrongChecksum(f"matcher settings have SHA-256 {found}, expected {sha256.strip()}")
    import dedupe

    stream = io.BytesIO(settings)
    return [dedupe.StaticDedupe(stream, num_cores=0) for _ in range(count)]


def matcher_version(sha256: str) -> str:
    """The name under which decisions of a matcher are stored."""
    return f"dedupe-{sha256[:12]}"


def train(features: Matrix, is_derived: Flags, is_story: Flags) -> bytes:
    """Settings of both models, one after the other; the same rows give the same bytes."""
    return fit_models(
        [
            (DERIVED_FEATURES, _columns(features, DERIVED_FEATURES), is_derived),
            (STORY_FEATURES, _columns(features, STORY_FEATURES), is_story),
        ]
    )


def fit_models(models: Sequence[tuple[Sequence[str], Matrix, Flags]]) -> bytes:
    """Settings of models, each given by the names of its features, a row of them per pair, and the labels."""
    stream = io.BytesIO()
    for names, features, labels in models:
        _fitted(features, names, labels).write_settings(stream)
    return stream.getvalue()


def probabilities(model: dedupe.StaticDedupe, features: Matrix) -> Floats:
    """Probability of each row of features that its pair is one."""
    return np.asarray(model.classifier.predict_proba(distances(features))[:, -1], dtype=np.float64)


def distances(features: Matrix) -> Matrix:
    """Features as dedupe's data model lays them out: ours, then its field for equal texts.

    Pairs of equal texts never reach a matcher, so that field is 0; dedupe insists on one field that could block.
    """
    return np.column_stack([features, np.zeros(len(features))]).astype("f4")


def _columns(features: Matrix, names: Sequence[str]) -> Matrix:
    """The columns of one model."""
    return np.column_stack([features[:, FEATURES.index(name)] for name in names])


def _fitted(features: Matrix, names: Sequence[str], labels: Flags) -> dedupe.Dedupe:
    """A dedupe model fitted to labelled pairs, without active learning: every pair is labelled already."""
    import dedupe
    from dedupe import variables

    fields = [
        variables.Custom("features", comparator=PairFeature(number), name=name) for number, name in enumerate(names)
    ]
    model = dedupe.Dedupe([*fields, variables.Exact("text_key")], num_cores=0)
    search: Any = model.classifier  # scikit-learn's grid search over the strength of regularisation
    search.n_jobs = 1
    search.fit(distances(features), labels.astype(int))
    model.classifier = search.best_estimator_  # the search keeps its timings: no two files would be equal
    model.predicates = ()
    return model
