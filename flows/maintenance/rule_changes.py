"""What other rules would change, before they are promoted: facts extracted again in memory, beside those stored."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from nightdesk.flows.errors import UsageError
from nightdesk.flows.models.name_finders import extract_with, load_finder, load_rules
from nightdesk.flows.project import Project, load_project
from nightdesk.flows.run.executor import result_or_raise
from nightdesk.flows.run.lock import open_for_reading
from nightdesk.flows.run.workers import executor_for
from nightdesk.transforms.facts import extract as extractor
from nightdesk.transforms.facts.differences import KindOfFact, compare
from nightdesk.transforms.suppression import SuppressionList
from nightdesk.warehouse.tables.extractions import fact_rows
from nightdesk.warehouse.tables.keys import FACT_KEYS
from nightdesk.warehouse.upkeep import compared_facts
from nightdesk.warehouse.upkeep.deletion import suppressed_keys

_VERSIONS = ("extractor_version",)


@dataclass(frozen=True, slots=True)
class Sample:
    """Which articles are extracted again: the latest ones, of some days where days are given."""

    most: int
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class FactsDiff:
    """Two sets of facts beside each other."""

    before: str
    after: str
    articles: int | None
    """How many articles were extracted again; None where two editions were compared."""
    kinds: tuple[KindOfFact, ...]


def diff_with_program(project: Project, rules_folder: Path | None, sample: Sample) -> FactsDiff:
    """Stored facts against what this program finds now, with the project's rules or with others; writes nothing."""
    rules, backend = load_rules(rules_folder or project.folder / "rules"), project.settings.backend
    with open_for_reading(project) as connection:
        texts = compared_facts.extracted_texts(connection, sample.most, sample.since, sample.until)
        stored = compared_facts.stored_facts(connection, texts)
        forgotten = SuppressionList(suppressed_keys(connection))
    work = partial(extract_with, rules=rules, backend=backend)
    with closing(executor_for(project.settings.executor)) as executor:
        results = [result_or_raise(result) for result in executor.map(work, [text.document for text in texts])]
    found = [(text, forgotten.without_persons(result)) for text, result in zip(texts, results, strict=True)]
    version = extractor.version_with(rules, load_finder(backend))
    again = fact_rows(found, version)
    kinds = [compare(kind, rows, again[f"facts.{kind}"], FACT_KEYS[kind], _VERSIONS) for kind, rows in stored.items()]
    return FactsDiff(_versions_of(stored), version, len(texts), tuple(kinds))


def _versions_of(stored: dict[str, list[compared_facts.Row]]) -> str:
    found = {str(row["extractor_version"]) for rows in stored.values() for row in rows}
    return ", ".join(sorted(found)) or "no facts"


def diff_editions(old: Path, new: Path) -> FactsDiff:
    """The facts of two editions: files, or project folders, which mean their current edition."""
    before, after = (compared_facts.edition_facts(_edition(path)) for path in (old, new))
    kinds = [
        compare(kind, table.rows, after[kind].rows, table.key, table.of_article | after[kind].of_article)
        for kind, table in before.items()
    ]
    return FactsDiff(str(old), str(new), None, tuple(kinds))


def _edition(path: Path) -> Path:
    found = load_project(path).current_edition if path.is_dir() else path
    if not found.exists():
        raise UsageError(f"{found} does not exist; give an edition's file or a project folder that has one")
    return found
