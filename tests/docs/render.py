"""Writes the parts of the documentation that are made from the code; `--check` only says whether they are current.

A part stands between ``<!-- made: NAME -->`` and ``<!-- end: NAME -->`` and is replaced whole.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[2]
ROOMS = ("flows", "transforms", "warehouse")
DOCUMENTS = ("README.md", "ARCHITECTURE.md", "deployments/README.md")


def modules() -> str:
    """Every module with the first line of its docstring, by folder."""
    lines: list[str] = []
    for room in ROOMS:
        folders = sorted({path.parent for path in (REPOSITORY / room).rglob("*.py")})
        for folder in folders:
            about = _first_line(folder / "__init__.py")
            lines += ["", f"**{folder.relative_to(REPOSITORY)}/** {about}", ""]
            lines += [f"- `{path.name}`: {_first_line(path)}" for path in sorted(folder.glob("[!_]*.py"))]
    return "\n".join(lines).strip()


def _first_line(path: Path) -> str:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return " ".join(docstring.split("\n\n")[0].split())


def commands() -> str:
    """Every command with its sentence."""
    from nightdesk.flows.cli import app

    rows = _sentences(app.registered_commands)
    for group in app.registered_groups:
        below = group.typer_instance
        if below.info.invoke_without_command:
            rows.append((str(group.name), str(below.info.help)))
        rows += [(f"{group.name} {name}", about) for name, about in _sentences(below.registered_commands)]
    lines = [f"| `nightdesk {name}` | {about} |" for name, about in rows]
    return "\n".join(["| command | does |", "|---|---|", *lines])


def _sentences(commands: list[Any]) -> list[tuple[str, str]]:
    """(name, first sentence of the docstring) of each command."""
    return [(each.name or each.callback.__name__, (each.callback.__doc__ or "").strip()) for each in commands]


def settings() -> str:
    """Every setting with its default and sentence."""
    from nightdesk.flows.settings import Settings

    rows = [
        f"| `{name}` | `{json.dumps(field.default)}` | {field.description} |"
        for name, field in Settings.model_fields.items()
    ]
    return "\n".join(["| setting | default | meaning |", "|---|---|---|", *rows])


def sources() -> str:
    """Every key of a source with its sentence."""
    from nightdesk.flows.source import Source

    rows = [f"| `{name}` | {field.description} |" for name, field in Source.model_fields.items()]
    return "\n".join(["| key | meaning |", "|---|---|", *rows])


def reasons() -> str:
    """Every reason of a rejection with its comment in the code."""
    text = (REPOSITORY / "transforms" / "records" / "captures.py").read_text(encoding="utf-8")
    members = text.partition("class Reason")[2].partition("\n\n\n")[0]
    found = re.findall(r'^    [A-Z_]+ = "([a-z_]+)"  # (.+)$', members, re.M)
    return "\n".join(["| reason | means |", "|---|---|", *(f"| `{name}` | {about} |" for name, about in found)])


PARTS: dict[str, Callable[[], str]] = {
    "modules": modules,
    "commands": commands,
    "settings": settings,
    "sources": sources,
    "reasons": reasons,
}


def rendered(text: str) -> str:
    """The document with every part made anew."""
    for name, make in PARTS.items():
        begin, end = f"<!-- made: {name} -->", f"<!-- end: {name} -->"
        if begin in text:
            before, _, rest = text.partition(begin)
            text = f"{before}{begin}\n\n{make()}\n\n{end}{rest.partition(end)[2]}"
    return text


def main(arguments: list[str]) -> int:
    """Renders all documents; with --check writes nothing and returns 1 when one is stale."""
    stale = []
    for name in DOCUMENTS:
        path = REPOSITORY / name
        text = path.read_text(encoding="utf-8")
        if rendered(text) != text:
            stale.append(name)
            if "--check" not in arguments:
                path.write_text(rendered(text), encoding="utf-8")
    if "--check" in arguments and stale:
        print(f"stale: {', '.join(stale)}; run 'make docs'", file=sys.stderr)
        return 1
    print(f"written: {', '.join(stale) or 'nothing, all current'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
