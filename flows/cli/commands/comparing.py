"""diff-facts: how two sets of facts differ, by kind, with examples."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path

from nightdesk.flows.errors import UsageError
from nightdesk.flows.maintenance.rule_changes import FactsDiff, Sample, diff_editions, diff_with_program
from nightdesk.flows.project import load_project
from nightdesk.transforms.facts.differences import Difference, KindOfFact

_EXAMPLES = 3
_MOST_CHARS = 100


def diff_facts(
    editions: tuple[Path | None, Path | None],
    project: Path,
    rules: Path | None,
    span: tuple[int, date | None, date | None],
    as_json: bool,
) -> None:
    """Compares and prints."""
    old, new = editions
    if old is not None and new is None:
        raise UsageError(
            "give two editions or project folders, or none: then stored facts are compared with this program"
        )
    if rules is not None and (old is not None or not rules.is_dir()):
        raise UsageError(
            f"--rules names a folder of rules, as a project's own; {rules} is none, or editions were given"
        )
    found = diff_editions(old, new) if old and new else diff_with_program(load_project(project), rules, Sample(*span))
    if as_json:
        print(json.dumps(asdict(found), ensure_ascii=False, default=str))
    else:
        _show(found)


def _show(found: FactsDiff) -> None:
    print(f"before: {found.before}\nafter:  {found.after}")
    if found.articles is not None:
        print(f"{found.articles} articles extracted again; nothing was written.")
    for kind in found.kinds:
        counts = (
            f"{kind.same} the same, {len(kind.added)} added, {len(kind.removed)} removed, {len(kind.changed)} changed"
        )
        print(f"{kind.kind}: {counts}")
        for line in _examples(kind):
            print(f"  {line}")


def _examples(kind: KindOfFact) -> list[str]:
    marked = [("+", kind.added), ("-", kind.removed), ("~", kind.changed)]
    return [f"{mark} {_in_words(each)}" for mark, found in marked for each in found[:_EXAMPLES]]


def _in_words(found: Difference) -> str:
    words = " ".join(found.surface.split())
    told = f"{found.article_id} “{words if len(words) <= _MOST_CHARS else words[:_MOST_CHARS] + '…'}”"
    if found.before is None or found.after is None:
        return told
    fields = [f"{name}: {found.before[name]!r} → {found.after[name]!r}" for name in found.after]
    return f"{told} {'; '.join(fields)}"
