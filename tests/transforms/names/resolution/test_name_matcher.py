"""The trained matcher of names: the same pairs make the same bytes, and only bytes of the known checksum are loaded."""

import hashlib
import sys
from pathlib import Path

import pytest

from nightdesk.transforms.names.resolution.matcher import load_name_matcher, train_names
from nightdesk.transforms.stories.matcher import WrongChecksum

sys.path.insert(0, str(Path(__file__).resolve().parents[4] / "deployments" / "matcher"))
from name_pairs import NameRoom
from train_names import left_open


def test_training_twice_makes_the_same_bytes_and_they_answer() -> None:
    questions, labels = left_open(NameRoom(4).pairs(30))
    settings = train_names(questions, labels)
    assert train_names(questions, labels) == settings
    matcher = load_name_matcher(settings, hashlib.sha256(settings).hexdigest())
    answers = matcher.judge(questions)
    assert all(0 <= answer <= 1 for answer in answers)
    right = sum((answer > 0.5) is label for answer, label in zip(answers, labels, strict=True))
    assert right > 0.8 * len(labels)
    assert matcher.judge([]) == []
    order = list(reversed(range(len(questions))))
    assert matcher.judge([questions[at] for at in order]) == pytest.approx([answers[at] for at in order])


def test_bytes_of_another_checksum_are_not_loaded() -> None:
    with pytest.raises(WrongChecksum):
        load_name_matcher(b"anything", "0" * 64)
