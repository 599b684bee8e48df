"""Parsing of what strangers sent, in a worker that can be killed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from nightdesk.flows.collect.items import CollectContext
from nightdesk.flows.run.executor import Failed
from nightdesk.transforms.records import Reason, Rejection

Parsed = TypeVar("Parsed")

_SMALL_BYTES = 20_000  # in which no parser of ours was seen to need 0.1 s: not worth a worker
_TIMEOUT_S = 20.0


def parse_sandboxed(
    context: CollectContext, parse: Callable[[bytes], Parsed | Rejection], content: bytes
) -> Parsed | Rejection:
    """What a pure, picklable parser makes of some bytes; ``timeout`` or ``worker_died`` where it does not end well."""
    if context.executor is None or len(content) <= _SMALL_BYTES:
        return parse(content)
    (result,) = context.executor.map(parse, [content], _TIMEOUT_S)
    if not isinstance(result, Failed):
        return result
    return Rejection(Reason.TIMEOUT if result.kind == "timeout" else Reason.WORKER_DIED, result.detail)
