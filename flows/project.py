"""A project folder, loaded: `settings.toml`, `sources.toml`, the environment; unknown keys are refused."""

from __future__ import annotations

import difflib
import os
import tomllib
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from nightdesk.flows.errors import UsageError
from nightdesk.flows.settings import ENV_PREFIX, Settings
from nightdesk.flows.source import Source
from nightdesk.transforms.nights import NightCalendar
from nightdesk.warehouse.lake import Lake

SETTINGS_FILE = "settings.toml"
SOURCES_FILE = "sources.toml"


class _SourcesFile(BaseModel):
    model_config = ConfigDict(extra="forbid")
    sources: list[Source] = []


class Project(BaseModel):
    """A project folder with its effective settings and sources."""

    model_config = ConfigDict(frozen=True)

    folder: Path
    settings: Settings
    sources: tuple[Source, ...]

    @property
    def working_file(self) -> Path:
        """The database in a file, which belongs to the single writer."""
        return self.folder / "nightdesk.duckdb"

    @property
    def warehouse(self) -> Path | Lake:
        """The database that belongs to the single writer, where the settings have it: the working file or a lake."""
        _, is_lake, catalogue = self.settings.warehouse.partition("ducklake:postgres:")
        return Lake(catalogue, self.folder / self.settings.lake_folder) if is_lake else self.working_file

    @property
    def has_warehouse(self) -> bool:
        """Whether a run may have written here; a lake makes its tables when it is first opened."""
        return isinstance(self.warehouse, Lake) or self.working_file.exists()

    def needs_file(self, verb: str, with_lake: str) -> Path:
        """The working file, for what cannot be done with a lake; ``with_lake`` says what to do there instead.

        Raises:
            UsageError: the tables are in a lake, or there are none yet.
        """
        if isinstance(self.warehouse, Lake):
            raise UsageError(f"cannot {verb}: the tables are in a DuckLake; {with_lake}")
        if not self.working_file.exists():
            raise UsageError(f"{self.folder} holds no working file; nothing to {verb}")
        return self.working_file

    @property
    def own_matcher(self) -> Path | None:
        """The folder of the project's own trained matcher, where the settings choose it."""
        return self.folder if self.settings.matcher == "own" else None

    @property
    def calendar(self) -> NightCalendar:
        """Which days have a night, and which night a moment belongs to."""
        return NightCalendar(self.settings.schedule, self.settings.time_zone)

    @property
    def captures_folder(self) -> Path:
        """The WARC files with the bytes as received."""
        return self.folder / "captures"

    @property
    def editions_folder(self) -> Path:
        """The published editions, with ``current.duckdb``."""
        return self.folder / "editions"

    @property
    def current_edition(self) -> Path:
        """The newest edition."""
        return self.editions_folder / "current.duckdb"


def load_project(folder: Path, **overrides: Any) -> Project:
    """The project in a folder; both files may be missing.

    Raises:
        UsageError: a file does not parse, a key is unknown, a value is out of range; names file and key.
    """
    folder = folder.resolve()
    given = {name: value for name, value in overrides.items() if value is not None}
    return Project(folder=folder, settings=_settings(folder, given), sources=_sources(folder / SOURCES_FILE))


def secrets_of(project: Project) -> list[str]:
    """What no message may hold: alarm addresses and the credentials that sources name."""
    names = [source.auth.removeprefix("env:") for source in project.sources if source.auth]
    values = [os.environ.get(name, "") for name in names]
    parts = [part for value in values for part in (value, value.rpartition(":")[2], value.removeprefix("Bearer "))]
    return [*(address.get_secret_value() for address in project.settings.notify), *parts]


def origins(folder: Path) -> dict[str, str]:
    """Where each setting's effective value comes from: environment, settings.toml or default."""
    in_file = _read_toml(folder / SETTINGS_FILE)
    return {name: _origin(name, in_file) for name in Settings.model_fields}


def _origin(name: str, in_file: dict[str, Any]) -> str:
    if _variable(name) in os.environ:
        return _variable(name)
    return SETTINGS_FILE if name in in_file else "default"


def _variable(name: str) -> str:
    return ENV_PREFIX + name.upper()


def _settings(folder: Path, given: dict[str, Any]) -> Settings:
    in_file = _read_toml(folder / SETTINGS_FILE)
    from_file = {name: value for name, value in in_file.items() if _variable(name) not in os.environ}
    try:
        return Settings(**{**from_file, **given})
    except ValidationError as error:
        raise UsageError(explain(error, folder / SETTINGS_FILE, list(Settings.model_fields))) from None


def _sources(path: Path) -> tuple[Source, ...]:
    try:
        found = _SourcesFile(**_read_toml(path)).sources
    except ValidationError as error:
        raise UsageError(explain(error, path, ["sources", *Source.model_fields])) from None
    twice = sorted({source.id for source in found if sum(other.id == source.id for other in found) > 1})
    if twice:
        raise UsageError(f"{path}: source id {twice[0]!r} is declared more than once; ids must differ")
    return tuple(_anchored(source, path.parent) for source in found)


def _anchored(source: Source, folder: Path) -> Source:
    """The source with its paths made absolute, relative to the file that declares it."""
    moved = {key: folder / value for key in ("path", "mirror") if (value := getattr(source, key)) is not None}
    return source.model_copy(update=moved)


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} is not valid TOML: {error}") from None
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from None


def explain(error: ValidationError, path: Path, known: list[str]) -> str:
    """A validation error as lines that name the file, the key, what is wrong and the nearest known key."""
    return "\n".join(f"{path}: {_explain_one(dict(item), known)}" for item in error.errors())


def _explain_one(item: dict[str, Any], known: list[str]) -> str:
    where = ".".join(f"[{part}]" if isinstance(part, int) else str(part) for part in item["loc"]).replace(".[", "[")
    if _variable(where) in os.environ:
        where = f"environment variable {_variable(where)}"
    if item["type"] != "extra_forbidden":
        return f"{where or 'declaration'}: {item['msg'].removeprefix('Value error, ')}"
    nearest = difflib.get_close_matches(str(item["loc"][-1]), known, n=1)
    advice = f"; did you mean {nearest[0]!r}?" if nearest else f"; known keys: {', '.join(known)}"
    return f"unknown key {where!r}{advice}"
