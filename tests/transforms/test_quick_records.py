"""Records made quickly are the records they were, to everything but the type checker."""

from __future__ import annotations

import pickle
from dataclasses import replace

from nightdesk.transforms.quick_records import quick_record
from nightdesk.transforms.records import Sentence


@quick_record
class Ferry:
    name: str
    berths: int = 4


def test_quick_records_compare_hash_pickle_and_print_by_their_fields() -> None:
    sentence = Sentence(1, 20, 45, "body")
    copied = pickle.loads(pickle.dumps(sentence))
    assert (copied, hash(copied), repr(copied)) == (sentence, hash(sentence), repr(sentence))
    assert replace(sentence, end=44) == Sentence(1, 20, 44, "body") != sentence


def test_quick_records_keep_their_defaults() -> None:
    assert Ferry("Comet") == Ferry("Comet", 4) != Ferry("Comet", berths=5)
