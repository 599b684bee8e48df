"""The trained matcher."""

from __future__ import annotations

import numpy as np

from nightdesk.transforms.stories.compare import FEATURES, Matrix
from nightdesk.transforms.stories.relate import Probabilities

VERSION = "rule-0"


def score(features: Matrix) -> Probabilities:
    """Hand-set rule."""
    column = {name: features[:, number] for number, name in enumerate(FEATURES)}
    derived = 1 / (1 + np.exp(-np.minimum(20 * (column["order_share"] - 0.3), 12 * (column["order"] - 0.6))))
    story = 1 / (1 + np.exp(-(25 * (column["terms"] - 0.18) + 3 * (column["names"] - 0.2))))
    return Probabilities(derived, np.maximum(story, derived))
