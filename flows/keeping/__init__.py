"""Keeping a project: backups, how long bytes stay, what is forgotten, and the proof that all is as promised."""
