"""English."""

from __future__ import annotations

from nightdesk.transforms.language.pack import Pack
from nightdesk.transforms.language.packs.en.clauses import read_clauses

ENGLISH = Pack("en", "2026.12.1", read_clauses)
"""English as shipped; judgements across articles compare words by it, too."""
