"""Patterns of a pack: rules of a TOML file, in which ``{name}`` means any entry of a word list or another rule.

Every rule has a ``name``, a ``pattern`` and an ``example`` that it must match; what else it states is its reader's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from nightdesk.transforms.language.pack import Pack

_REFERENCE = re.compile(r"\{([a-z_]+)\}")


def patterns(pack: Pack, file: str) -> dict[str, re.Pattern[str]]:
    """Name → pattern of each rule of ``<file>.toml``; raises FileNotFoundError for an unknown file or word list."""
    rules = pack.rules(file)
    return {str(rule["name"]): compiled(pack, rule, rules) for rule in rules}


def compiled(pack: Pack, rule: Mapping[str, Any], beside: Iterable[Mapping[str, Any]] = ()) -> re.Pattern[str]:
    """The pattern of one rule, which may refer to the rules ``beside`` it."""
    fragments = {str(other["name"]): str(other["pattern"]) for other in beside}

    def expanded(pattern: str) -> str:
        return _REFERENCE.sub(
            lambda found: f"(?:{expanded(fragments[found[1]]) if found[1] in fragments else any_of(pack, found[1])})",
            pattern,
        )

    return re.compile(expanded(str(rule["pattern"])))


def any_of(pack: Pack, lexicon: str) -> str:
    """The alternatives of a word list as a pattern, longest first."""
    return "|".join(map(re.escape, sorted(pack.table(lexicon), key=lambda entry: (-len(entry), entry))))


def first_words(pack: Pack, starts: Iterable[str]) -> Iterator[str]:
    """The words a rule states it can begin with, the entries of a list for ``{name}``."""
    for start in starts:
        found = _REFERENCE.fullmatch(start)
        yield from pack.table(found[1]) if found else (start,)
