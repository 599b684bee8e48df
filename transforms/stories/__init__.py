"""Copies, rewrites, origins and stories: which articles are one testimony, which tell one event."""
