"""The trained matchers of articles and of names: their versions at once, their models when the first pair asks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from importlib.resources import files
from pathlib import Path

from nightdesk.flows.errors import UsageError
from nightdesk.transforms.names.resolution import name_answers
from nightdesk.transforms.names.resolution.matcher import NameMatcher, load_name_matcher
from nightdesk.transforms.stories.matcher import Matcher, WrongChecksum, load_matcher, matcher_version

MATCHER_FILE, CHECKSUM_FILE = "matcher.settings", "matcher.sha256"


class LazyMatcher:
    """A trained matcher: its version at once, its models (seconds to import) when the first pair needs them."""

    def __init__(self, own: Path | None = None) -> None:
        """``own`` is a project folder with settings that `nightdesk label --retrain` wrote; None: the shipped ones.

        Raises:
            UsageError: the folder has none.
        """
        room = files("nightdesk.transforms.trained") if own is None else own
        try:
            self._settings = room.joinpath(MATCHER_FILE).read_bytes()
            self._sha256 = room.joinpath(CHECKSUM_FILE).read_text(encoding="ascii").strip()
        except FileNotFoundError as error:
            raise UsageError(
                f'{error.filename} is missing; "nightdesk label --retrain" writes it, or set matcher = "shipped"'
            ) from None
        self.version = matcher_version(self._sha256)

    @cached_property
    def loaded(self) -> Matcher:
        """The models, checked against their checksum."""
        try:
            return load_matcher(self._settings, self._sha256)
        except WrongChecksum as error:
            raise UsageError(str(error)) from None


_TRAINED = files("nightdesk.transforms.trained")


class LazyNameMatcher:
    """The shipped matcher of names: its version at once, its models (seconds to import) when the first is asked."""

    def __init__(self) -> None:
        self._sha256 = _TRAINED.joinpath("names.sha256").read_text(encoding="ascii").strip()
        self.version = f"{name_answers.VERSION}+dedupe-{self._sha256[:12]}"

    @cached_property
    def _loaded(self) -> NameMatcher:
        return load_name_matcher(_TRAINED.joinpath("names.settings").read_bytes(), self._sha256)

    def judge(self, questions: Sequence[name_answers.Question]) -> Sequence[float]:
        """Probabilities that the names of each question are one."""
        return self._loaded.judge(questions) if questions else ()
