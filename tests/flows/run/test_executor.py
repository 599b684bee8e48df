"""What workers are given while a batch is being stored."""

from __future__ import annotations

from nightdesk.flows.run.executor import one_ahead


def test_the_next_batch_is_begun_before_one_is_stored() -> None:
    log = []

    def begin():
        for number in range(3):
            log.append(f"begin {number}")
            yield number

    for number in one_ahead(begin()):
        log.append(f"store {number}")
    assert log == ["begin 0", "begin 1", "store 0", "begin 2", "store 1", "store 2"]


def test_no_batches_are_none() -> None:
    assert list(one_ahead([])) == []
