"""Reads one language: words, tokens, numbers, verbs and clauses."""
