"""The trained matcher of names: two models of dedupe that answer what rules leave open.

Rules decide what is certain; where two names differ in their spelling alone, the model knows from invented pairs which
letters romanisations and hurried writers exchange (deployments/matcher). dedupe is imported when the first question is
asked, once a night and never for an article.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nightdesk.transforms.names.resolution.features import PERSON_FEATURES, WORD_FEATURES
from nightdesk.transforms.names.resolution.name_answers import Question
from nightdesk.transforms.stories.matcher import fit_models, load_models, probabilities

if TYPE_CHECKING:
    import dedupe


@dataclass(frozen=True, slots=True)
class NameMatcher:
    """Answers questions about names."""

    people: dedupe.StaticDedupe
    others: dedupe.StaticDedupe

    def judge(self, questions: Sequence[Question]) -> list[float]:
        """Probabilities that the names of each question are one, in the order of the questions."""
        found = np.zeros(len(questions))
        for is_person, model in ((True, self.people), (False, self.others)):
            rows = [at for at, question in enumerate(questions) if question.is_person is is_person]
            if rows:
                found[rows] = probabilities(model, np.array([questions[at].features for at in rows]))
        return [float(value) for value in found]


def load_name_matcher(settings: bytes, sha256: str) -> NameMatcher:
    """The matcher whose settings `train_names` wrote.

    Raises:
        WrongChecksum: the bytes are not those the checksum was taken of; nothing was loaded.
    """
    return NameMatcher(*load_models(settings, sha256, 2))


def train_names(questions: Sequence[Question], labels: Sequence[bool]) -> bytes:
    """Settings of both models; the same questions give the same bytes."""
    models = []
    for is_person, names in ((True, PERSON_FEATURES), (False, WORD_FEATURES)):
        rows = [at for at, question in enumerate(questions) if question.is_person is is_person]
        features = np.array([questions[at].features for at in rows])
        models.append((names, features, np.array([labels[at] for at in rows])))
    return fit_models(models)
