"""Maintenance of a project: backups, retention, forgetting, integrity checks, and what other rules would change."""
