"""What a run did: the accounting of its stages and the edition it published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nightdesk.warehouse.tables.ops import StageCount


@dataclass(frozen=True, slots=True)
class StageReport:
    """What one stage did, per source."""

    stage: str
    counts: tuple[StageCount, ...]
    seconds: float

    def total(self, name: str) -> int:
        """The sum of one count (seen, stored, unchanged, rejected, skipped) over the sources."""
        return sum(getattr(count, name) for count in self.counts)

    def summary(self) -> str:
        """The counts that are not zero, in words."""
        names = ("seen", "stored", "unchanged", "rejected", "skipped")
        parts = [f"{self.total(name)} {name}" for name in names if name == "seen" or self.total(name)]
        return f"{', '.join(parts)} ({self.seconds:.1f} s)"


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run did: the accounting of its stages and the edition it published."""

    run_id: str
    edition_id: str | None
    edition_path: str | None
    stages: tuple[StageReport, ...]
    warnings: tuple[str, ...] = ()
    night: date | None = None
    missed_nights: tuple[date, ...] = ()
    """Nights before it that no run was finished for; collecting all that is new, it makes up for them."""

    @property
    def rejected(self) -> int:
        """Items rejected by any stage."""
        return sum(stage.total("rejected") for stage in self.stages)

    @property
    def exit_code(self) -> int:
        """0 when nothing was rejected and no check warned, else 1."""
        return 1 if self.rejected or self.warnings else 0
