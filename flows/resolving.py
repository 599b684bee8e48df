"""Names of the whole archive become entities: by rules, by the trained matcher, and above both by people."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from importlib.resources import files

from nightdesk.flows.run import Run
from nightdesk.transforms.facts import entities
from nightdesk.transforms.facts.judged_names import NameJudgement, judge_names
from nightdesk.transforms.facts.name_matcher import NameMatcher, load_name_matcher
from nightdesk.transforms.facts.resolve import resolve_names as resolve
from nightdesk.transforms.identity import stable_id
from nightdesk.transforms.text import fold
from nightdesk.warehouse import names

_TRAINED = files("nightdesk.transforms.trained")


class LazyNameMatcher:
    """The shipped matcher of names: its version at once, its models (seconds to import) when the first is asked."""

    def __init__(self) -> None:
        self._sha256 = _TRAINED.joinpath("names.sha256").read_text(encoding="ascii").strip()
        self.version = f"{entities.VERSION}+dedupe-{self._sha256[:12]}"

    @cached_property
    def _loaded(self) -> NameMatcher:
        return load_name_matcher(_TRAINED.joinpath("names.settings").read_bytes(), self._sha256)

    def judge(self, questions: Sequence[entities.Question]) -> Sequence[float]:
        """Probabilities that the names of each question are one."""
        return self._loaded.judge(questions) if questions else ()


def resolve_names(run: Run) -> None:
    """Makes the names of the archive stand for the entities that rules and matcher, and above them people, say."""
    found = names.names_found(run.connection)
    counts = {(type_, name): count for name, type_, count in found}
    judged = [
        NameJudgement(row.verdict, row.type, row.name, row.other_name) for row in names.judgements(run.connection)
    ]
    matcher = LazyNameMatcher()
    rows: list[dict[str, object]] = [
        {
            "name": resolved.name,
            "type": resolved.type,
            "entity_id": stable_id("entity", resolved.type, fold(resolved.canonical)),
            "entity_name": resolved.canonical,
            "confidence": resolved.confidence,
            "reason": resolved.reason,
            "run_seq": run.run_seq,
            "resolver_version": matcher.version,
        }
        for resolved in judge_names(resolve(found, matcher.judge), counts, judged)
    ]
    with run.transaction():
        names.store_entity_names(run.connection, rows)
