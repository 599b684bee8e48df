"""The wordings that cleaning knows: boilerplate, credits, agencies, notices, roles (``lexicons/``)."""

from __future__ import annotations

from collections.abc import Mapping

from nightdesk.transforms.language.lexicons import Lexicons

_LEXICONS = Lexicons(f"{__package__}.lexicons")


def words(name: str) -> frozenset[str]:
    """The entries of ``lexicons/<name>.txt``; raises FileNotFoundError for an unknown name."""
    return _LEXICONS.words(name)


def table(name: str) -> Mapping[str, str]:
    """The ``key = value`` entries of ``lexicons/<name>.txt``; raises FileNotFoundError for an unknown name."""
    return _LEXICONS.table(name)
