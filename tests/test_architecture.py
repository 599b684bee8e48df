"""The house: arrows point down, rooms stay small, the packaging lists what is there, the picture is true."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import packages_distributions
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOMS = ("flows", "transforms", "warehouse")
MOST_LINES = 300
MOST_MODULES = 15  # in a folder, beside its __init__.py
MOST_PATHS = 15  # through a function: its complexity

# what a room may not import: a prefix matches a module and all below it
FORBIDDEN = {
    "transforms": (
        "prefect",
        "duckdb",
        "httpx",
        "requests",
        "urllib.request",
        "socket",
        "time",
        "random",
        "nightdesk.flows",
        "nightdesk.warehouse",
    ),
    "warehouse": ("prefect", "httpx", "requests", "urllib.request", "socket", "nightdesk.flows"),
    "flows": (),
}
# of transforms, the warehouse knows the shared words and how ids are hashed
WAREHOUSE_MAY = ("nightdesk.transforms.records", "nightdesk.transforms.identity")
# inside flows, the parts in order: each imports what stands before it and nothing that comes after
FLOWS_ORDER = (
    ("errors", "settings", "source", "captures"),
    ("project",),
    ("run", "models"),
    ("collect", "notify", "reports", "sample"),
    ("sources", "stages"),
    ("maintenance",),
    ("audit", "backfill", "nightly", "reprocess"),
    ("serve",),
    ("cli",),
)
# inside transforms likewise: the shared words below, then language, pages of the web, articles, facts, stories
TRANSFORMS_ORDER = (
    ("identity", "nights", "quick_records", "redaction", "trained"),
    ("records",),
    ("text",),
    ("language",),
    ("web",),
    ("clean", "suppression"),
    ("stories",),
    ("names",),
    ("facts",),
    ("reconcile",),
)
# calls that read a clock, a file or the environment; data of the package is read through importlib.resources
IMPURE_CALLS = {"open", "input", "now", "today", "utcnow", "urlopen", "read_text", "read_bytes", "getenv", "print"}
MAY_READ_PACKAGE_DATA = {"transforms/language/lexicons.py"}
# what adds a path to a function, beside conditions and comprehensions
BRANCHES = (ast.If, ast.IfExp, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.Assert, ast.match_case)
# direct dependencies that no module imports, and why they are there
IMPORTED_BY_OTHERS = {
    "fastapi": "an upper bound for Prefect's server",
    "sqlalchemy": "an upper bound for Prefect's scheduler",
    "lxml-html-clean": "trafilatura imports it; old pips miss the extra that brings it",
    "btrees": "an upper bound for dedupe",
    "scikit-learn": "the classifier inside the trained matchers' settings",
    "tzdata": "data that zoneinfo reads",
}
# imported, but no dependency of ours: installed beside one that is
BROUGHT_BY_OTHERS = {"huggingface-hub": "gliner's; asked for the models that lie on this machine"}


def modules(repository: Path, room: str) -> list[Path]:
    return sorted((repository / room).rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_module(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def is_below(name: str, prefix: str) -> bool:
    return name == prefix or name.startswith(prefix + ".")


def package(requirement: str) -> str:
    """The normal form of a package's name, at the beginning of a requirement."""
    return re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", requirement, maxsplit=1)[0]).lower()


def imported_packages(repository: Path) -> dict[str, list[set[str]]]:
    """{module: the sets of packages, each of which may bring a top-level name that it imports}."""
    brought_by = packages_distributions()
    found: dict[str, list[set[str]]] = {}
    for path in (path for room in ROOMS for path in modules(repository, room)):
        tops = {name.partition(".")[0] for name in imports(path)} - sys.stdlib_module_names - {"nightdesk"}
        found[str(path.relative_to(repository))] = [set(map(package, brought_by.get(top, [top]))) for top in tops]
    return found


def test_every_direct_dependency_is_imported(repository: Path) -> None:
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    used = {name for found in imported_packages(repository).values() for names in found for name in names}
    assert set(map(package, project["dependencies"])) - used == set(IMPORTED_BY_OTHERS)


def test_every_imported_package_is_a_direct_dependency(repository: Path) -> None:
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    optional = [requirement for extra in project["optional-dependencies"].values() for requirement in extra]
    declared = set(map(package, [*project["dependencies"], *optional]))
    found = imported_packages(repository)
    undeclared = {names for sets in found.values() for each in sets if not each & declared for names in each}
    assert undeclared == set(BROUGHT_BY_OTHERS)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_what_lies_below_it(repository: Path, room: str) -> None:
    wrong = [
        f"{path.relative_to(repository)}: {name}"
        for path in modules(repository, room)
        for name in imports(path)
        if any(is_below(name, prefix) for prefix in FORBIDDEN[room])
    ]
    assert wrong == []


@pytest.mark.parametrize(("room", "order"), [("flows", FLOWS_ORDER), ("transforms", TRANSFORMS_ORDER)])
def test_the_parts_of_a_room_import_downwards_only(
    repository: Path, room: str, order: tuple[tuple[str, ...], ...]
) -> None:
    level = {part: number for number, parts in enumerate(order) for part in parts}
    found = folded(import_graph(repository), f"nightdesk.{room}")
    assert set(found) - {"__init__"} == set(level)
    wrong = [
        f"{part} imports {other}"
        for part, others in found.items()
        for other in others - {"__init__"}
        if level[other] > level[part] or (level[other] == level[part] and other != part)
    ]
    assert wrong == []


def module_name(repository: Path, path: Path) -> str:
    """The dotted name of a module; that of a package ends with ``__init__``, for it is a part of its folder too."""
    return ".".join(("nightdesk", *path.relative_to(repository).with_suffix("").parts))


def import_graph(repository: Path) -> dict[str, set[str]]:
    """{module: modules it imports} of the three rooms, wherever in the module the import stands."""
    names = {module_name(repository, path): path for room in ROOMS for path in modules(repository, room)}

    def resolved(name: str) -> str | None:
        """The module an imported name is, or lies in."""
        candidates = (name, f"{name}.__init__", name.rpartition(".")[0], f"{name.rpartition('.')[0]}.__init__")
        return next((each for each in candidates if each in names), None)

    graph = {}
    for module, path in names.items():
        graph[module] = {found for name in imports(path) if (found := resolved(name)) is not None} - {module}
    return graph


def folded(graph: dict[str, set[str]], inside: str) -> dict[str, set[str]]:
    """The graph of what lies directly in a package, each sub-package taken as one."""
    prefix = f"{inside}."

    def part(module: str) -> str:
        return module.removeprefix(prefix).partition(".")[0]

    found: dict[str, set[str]] = {}
    for module, imported in graph.items():
        if module.startswith(prefix):
            others = {part(each) for each in imported if each.startswith(prefix)} - {part(module)}
            found.setdefault(part(module), set()).update(others)
    return found


def circles(graph: dict[str, set[str]]) -> list[tuple[str, ...]]:
    """The strongly connected components of more than one node (Tarjan, "Depth-first search", 1972)."""
    order: dict[str, int] = {}
    lowest: dict[str, int] = {}
    open_: list[str] = []
    found: list[tuple[str, ...]] = []

    def visit(node: str) -> None:
        order[node] = lowest[node] = len(order)
        open_.append(node)
        for other in sorted(graph[node]):
            if other not in order:
                visit(other)
            if other in open_:
                lowest[node] = min(lowest[node], lowest[other])
        if lowest[node] == order[node]:
            first = open_.index(node)
            if len(open_) - first > 1:
                found.append(tuple(sorted(open_[first:])))
            del open_[first:]

    for node in sorted(graph):
        if node not in order:
            visit(node)
    return found


def test_circles_are_found() -> None:
    """The search itself, on a graph with two circles that share nothing and a chain beside them."""
    graph = {"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a", "e"}, "e": {"f"}, "f": {"e"}, "g": set()}
    assert circles(graph) == [("a", "b", "c"), ("e", "f")]
    assert folded({"n.x.a": {"n.y.b"}, "n.y.b": {"n.x.c"}, "n.x.c": set()}, "n") == {"x": {"y"}, "y": {"x"}}


def test_no_part_of_a_folder_imports_in_a_circle(repository: Path) -> None:
    """On every floor: the rooms, the folders and modules of a room, those of a folder, and so on down.

    Two modules that import each other are parts of one folder, or lie in two parts of one: either shows.
    """
    graph = import_graph(repository)
    packages = {module.rpartition(".")[0] for module in graph}
    found = [
        (package, circle) for package in sorted({"nightdesk", *packages}) for circle in circles(folded(graph, package))
    ]
    assert found == []


def test_the_warehouse_knows_only_records_and_identity_of_the_transforms(repository: Path) -> None:
    wrong = [
        f"{path.name}: {name}"
        for path in modules(repository, "warehouse")
        for name in imports(path)
        if is_below(name, "nightdesk.transforms") and not any(is_below(name, may) for may in WAREHOUSE_MAY)
    ]
    assert wrong == []


def test_only_flows_knows_prefect_and_the_network(repository: Path) -> None:
    users = {
        path.relative_to(repository).parts[0]
        for room in ROOMS
        for path in modules(repository, room)
        for name in imports(path)
        if is_below(name, "prefect") or is_below(name, "httpx")
    }
    assert users <= {"flows"}


def test_transforms_read_no_clock_no_file_and_no_environment(repository: Path) -> None:
    wrong = []
    for path in modules(repository, "transforms"):
        name = str(path.relative_to(repository))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and name not in MAY_READ_PACKAGE_DATA:
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if called in IMPURE_CALLS:
                    wrong.append(f"{name}:{node.lineno}: {called}()")
    assert wrong == []


def test_dedupe_is_imported_lazily_and_in_two_modules_only(repository: Path) -> None:
    """It takes seconds to import."""
    users = []
    for path in modules(repository, "transforms"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        top = {id(node) for node in tree.body}
        for node in ast.walk(tree):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if any(is_below(name, "dedupe") for name in names):
                users.append(str(path.relative_to(repository)))
                assert id(node) not in top, f"{path}:{node.lineno}: imported when the module is"
    assert set(users) <= {"transforms/stories/matcher.py", "transforms/names/resolution/matcher.py"}


def test_no_module_outgrows_a_room(repository: Path) -> None:
    sizes = {
        str(path.relative_to(repository)): len(path.read_text(encoding="utf-8").splitlines())
        for room in ROOMS
        for path in modules(repository, room)
    }
    assert {name: lines for name, lines in sizes.items() if lines > MOST_LINES} == {}


def test_no_folder_outgrows_a_house(repository: Path) -> None:
    paths = [path for room in ROOMS for path in modules(repository, room) if path.name != "__init__.py"]
    sizes = Counter(str(path.parent.relative_to(repository)) for path in paths)
    assert {folder: count for folder, count in sizes.items() if count > MOST_MODULES} == {}


def paths_through(function: ast.AST) -> int:
    """The complexity of a function (McCabe, "A complexity measure", 1976), each condition and comprehension counted."""
    found = 1
    for node in ast.walk(function):
        if isinstance(node, ast.BoolOp):
            found += len(node.values) - 1
        elif isinstance(node, ast.comprehension):
            found += 1 + len(node.ifs)
        elif isinstance(node, BRANCHES):
            found += 1
    return found


def test_paths_are_counted() -> None:
    """The counter itself: a branch, a condition of three, a loop, and a comprehension with a filter."""
    code = "def f(a):\n if a or b or c:\n  return\n for x in a:\n  yield [y for y in x if y]"
    assert paths_through(ast.parse(code)) == 1 + 1 + 2 + 1 + 2


def test_no_function_has_too_many_paths(repository: Path) -> None:
    wrong = {
        f"{path.relative_to(repository)}:{node.lineno}: {node.name}": count
        for room in ROOMS
        for path in modules(repository, room)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (count := paths_through(node)) > MOST_PATHS
    }
    assert wrong == {}


def test_no_two_classes_share_a_name(repository: Path) -> None:
    """Those that begin with an underscore are seen in their own module alone, and may."""
    places: dict[str, list[str]] = {}
    for path in (path for room in ROOMS for path in modules(repository, room)):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places.setdefault(node.name, []).append(str(path.relative_to(repository)))
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def test_no_module_name_stands_in_three_folders(repository: Path) -> None:
    paths = [path for room in ROOMS for path in modules(repository, room) if path.name != "__init__.py"]
    counts = Counter(path.stem for path in paths)
    assert {stem: count for stem, count in counts.items() if count > 2} == {}


def test_sql_lives_in_the_warehouse_alone(repository: Path) -> None:
    sql = re.compile(
        r"\s*(select\b.+\bfrom\b|insert into |create (or replace )?(table|view) |update \w+ set "
        r"|delete from |with \w+ as)",
        re.IGNORECASE | re.DOTALL,
    )
    wrong = [
        f"{path.relative_to(repository)}:{node.lineno}: {node.value[:60]}"
        for room in ("flows", "transforms")
        for path in modules(repository, room)
        if path.relative_to(repository) != Path("flows/cli/__init__.py")  # its help shows queries a user may type
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and sql.match(node.value)
    ]
    assert wrong == []


def test_whatever_is_imported_of_the_program_is_there(repository: Path) -> None:
    """Long measurements run seldom, and a command imports when it is called: nobody else would notice what has gone."""
    wrong = []
    folders = (*ROOMS, "tests", "deployments")
    for path in sorted(path for folder in folders for path in (repository / folder).rglob("*.py")):
        for name in imports(path):
            module, _, attribute = name.rpartition(".")
            if is_below(name, "nightdesk") and not (is_module(name) or hasattr(import_module(module), attribute)):
                wrong.append(f"{path.relative_to(repository)}: {name}")
    assert wrong == []


def test_tools_follow_the_installed_path_to_every_room(repository: Path) -> None:
    """Editable or not, `nightdesk` is a folder on a plain path: no import hook hides it from type checkers and IDEs."""
    spec = find_spec("nightdesk")
    assert spec is not None
    (folder,) = map(Path, spec.submodule_search_locations or ())
    assert {path.name for path in folder.iterdir() if path.name in ROOMS} == set(ROOMS)
    assert all((folder / room).resolve() == (repository / room).resolve() for room in ROOMS)


def test_every_folder_of_modules_is_a_package(repository: Path) -> None:
    """A folder without its `__init__.py` would import all the same, but not be found by every tool."""
    folders = {path.parent for room in ROOMS for path in modules(repository, room)}
    assert [str(folder) for folder in sorted(folders) if not (folder / "__init__.py").is_file()] == []


def test_the_picture_in_architecture_names_every_room_and_module(repository: Path) -> None:
    text = (repository / "ARCHITECTURE.md").read_text(encoding="utf-8")
    missing = [
        str(path.relative_to(repository))
        for room in ROOMS
        for path in modules(repository, room)
        if path.name != "__init__.py" and f"`{path.name}`" not in text
    ]
    assert missing == []
