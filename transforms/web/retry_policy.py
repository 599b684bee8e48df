"""The retry policy of sources: what a failure weighs, and when a source is asked again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from nightdesk.transforms.records import Reason

# what speaks of the address itself, of something to mend, of the moment
_HARD = frozenset({Reason.GONE, Reason.MISSING, Reason.DNS, Reason.BAD_ADDRESS, Reason.BLOCKED_ADDRESS})
_TEMPORARY = frozenset(
    {
        Reason.CONNECTION,
        Reason.DEADLINE,
        Reason.SERVER_ERROR,
        Reason.RATE_LIMITED,
        Reason.PARKED,
        Reason.POSTPONED,
        Reason.TRUNCATED,
        Reason.TIMEOUT,
        Reason.WORKER_DIED,
        Reason.COLLECTOR_FAILED,
    }
)
_NOT_ASKED = frozenset({Reason.PARKED, Reason.POSTPONED})
_LONGEST_PAUSE_DAYS = 14.0  # a source is never given up, only asked rarely
_FREE_WEIGHT = 1.0  # up to here it is asked every night: four temporary failures, two soft ones, one hard one
_EARLY = timedelta(hours=12)  # nights do not begin at the same minute: half a day early is that night


def weight(reason: Reason) -> float:
    """What a failure to read a source weighs: hard 1, soft 0.5, temporary 0.25."""
    return 1.0 if reason in _HARD else 0.25 if reason in _TEMPORARY else 0.5


def is_temporary(reason: Reason) -> bool:
    """Whether the same address may well answer another night."""
    return reason in _TEMPORARY


def was_not_asked(reason: Reason) -> bool:
    """Whether nothing failed but the turn of the address did not come."""
    return reason in _NOT_ASKED


@dataclass(frozen=True, slots=True)
class RetryState:
    """What is remembered of a source."""

    failure_weight: float = 0.0  # since it last could be read
    last_read_at: datetime | None = None
    next_try_at: datetime | None = None  # None: next night

    def is_due(self, now: datetime) -> bool:
        """Whether it is asked tonight."""
        return self.next_try_at is None or now >= self.next_try_at - _EARLY

    def after(self, failure: Reason | None, now: datetime) -> RetryState:
        """The state after a night; ``failure`` is why the source itself could not be read, None if it could."""
        if failure is None:
            return RetryState(0.0, now, None)
        total = self.failure_weight + weight(failure)
        pause = pause_days(total)
        return RetryState(total, self.last_read_at, now + timedelta(days=pause) if pause > 1 else None)


def pause_days(total: float) -> float:
    """Days until a source is asked again: one, then doubling with each further unit of weight, at most fourteen."""
    return min(float(2 ** max(0.0, total - _FREE_WEIGHT)), _LONGEST_PAUSE_DAYS)
