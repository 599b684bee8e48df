"""Decides which names of an archive mean one entity."""
