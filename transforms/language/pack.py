"""A language as a value: its word lists, tables, rules and grammar, with what a project adds to them.

A pack is a folder of ``packs/``, named after the language (ISO 639-1). Engines know no language: each reads the words
it needs from the pack it is handed and keeps what it made of them on the pack (`per_pack`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Protocol, TypeVar

from nightdesk.transforms.language.clause import Clause
from nightdesk.transforms.language.lexicons import Additions, Lexicons
from nightdesk.transforms.text import Token

Made = TypeVar("Made")

OPEN = ("commitment_verbs", "cue_verbs", "honorifics", "role_heads", "unit_classes", "units", "verbs")
"""Lexicons that a project can add to."""

_REFERENCE = re.compile(r"\{(?!number\})([a-z_]+)\}")
_MOST_EXTENDED = 8  # extended packs one worker keeps: it serves one project, rarely another


class Grammar(Protocol):
    """The clauses of a language."""

    def __call__(self, pack: Pack, tokens: Sequence[Token]) -> tuple[Clause, ...]:
        """The clauses of one sentence, in order of their verbs."""


class Pack:
    """The words and rules of one language; compared by identity, as equal packs are one object."""

    def __init__(self, code: str, version: str, grammar: Grammar | None = None, additions: Additions = ()) -> None:
        """A pack as its folder declares it; whoever wants one asks ``packs.pack_for``.

        Args:
            code: ISO 639-1, the name of the folder.
            version: changes whenever a word or rule of the folder does.
            grammar: reads clauses; without one the language has no statements and no commitments.
            additions: a project's own words, of the lexicons in `OPEN`.
        """
        self.code = code
        self.version = version
        self.grammar = grammar
        self._lexicons = Lexicons(f"{__package__}.packs.{code}", additions)
        self._made = _Made(self)

    def clauses(self, tokens: Sequence[Token]) -> tuple[Clause, ...]:
        """The clauses of one sentence, in order of their verbs; none where the pack has no grammar."""
        return self.grammar(self, tokens) if self.grammar else ()

    def words(self, name: str) -> frozenset[str]:
        """The entries of ``<name>.txt`` with the project's own; raises FileNotFoundError for an unknown name."""
        return self._lexicons.words(name)

    def table(self, name: str) -> Mapping[str, str]:
        """The ``key = value`` entries of ``<name>.txt`` with the project’s own; raises as `words` does."""
        return self._lexicons.table(name)

    def word_class(self, name: str) -> frozenset[str]:
        """The members of a closed class, a line of ``word_classes.txt``; raises KeyError for an unknown one."""
        return self.classes("word_classes")[name]

    def rules(self, name: str) -> tuple[Mapping[str, Any], ...]:
        """The ``[[rules]]`` of ``<name>.toml``, each with its ``example``; raises as `words` does.

        ``{name}`` in a rule means another rule of the file, else any entry of that lexicon; ``{number}`` stays, for the
        engine to read.
        """
        rules = self._lexicons.rules(name)
        beside = {str(rule["name"]): str(rule["pattern"]) for rule in rules}
        return tuple(
            {field: self.filled(value, beside) if isinstance(value, str) else value for field, value in rule.items()}
            for rule in rules
        )

    def patterns(self, name: str) -> Mapping[str, re.Pattern[str]]:
        """The patterns of ``<name>.toml`` by the names of their rules; raises as `words` does."""
        return {rule["name"]: re.compile(rule["pattern"]) for rule in self.rules(name)}

    def spellings(self, name: str) -> tuple[tuple[re.Pattern[str], str], ...]:
        """(pattern, what it is spelled as) of the rules of ``<name>.toml``, in its order; raises as `words` does."""
        return tuple((re.compile(rule["pattern"]), rule["spelling"]) for rule in self.rules(name))

    def classes(self, name: str) -> Mapping[str, frozenset[str]]:
        """Word classes of ``<name>.txt``, each written ``class = its members``; raises as `words` does."""
        return {key: frozenset(members.split()) for key, members in self.table(name).items()}

    def filled(self, pattern: str, beside: Mapping[str, str]) -> str:
        """A pattern with what its ``{name}`` parts mean: a pattern of ``beside``, else the entries of a lexicon."""
        return _REFERENCE.sub(lambda found: f"(?:{self._meaning(found[1], beside)})", pattern)

    def _meaning(self, name: str, beside: Mapping[str, str]) -> str:
        """The pattern of another rule, or the entries of a lexicon as alternatives, the longest first."""
        if name in beside:
            return self.filled(beside[name], beside)
        return "|".join(map(re.escape, sorted(self.table(name), key=lambda entry: (-len(entry), entry))))

    def extended(self, additions: Additions) -> Pack:
        """This language with a project's own words; only the lexicons in `OPEN` can be added to."""
        return _extended(self, additions) if additions else self

    def __repr__(self) -> str:
        return f"Pack({self.code!r})"


def per_pack(make: Callable[[Pack], Made]) -> Callable[[Pack], Made]:
    """Decorates a function that reads words of a pack: the result is kept on the pack."""
    return lambda pack: pack._made[make]  # asked for at every figure and name


class _Made(dict[Callable[[Pack], Any], Any]):
    """What was read of a pack, by the functions that read it; the first look-up reads it."""

    def __init__(self, pack: Pack) -> None:
        super().__init__()
        self._pack = pack

    def __missing__(self, make: Callable[[Pack], Made]) -> Made:
        return self.setdefault(make, make(self._pack))  # type: ignore[no-any-return]


@lru_cache(maxsize=_MOST_EXTENDED)
def _extended(shipped: Pack, additions: Additions) -> Pack:
    closed = [name for name, _ in additions if name not in OPEN]
    if closed:
        raise ValueError(f"nothing can be added to {', '.join(closed)}; open lexicons are {', '.join(OPEN)}")
    return Pack(shipped.code, shipped.version, shipped.grammar, additions)
