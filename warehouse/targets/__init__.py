"""Copies the current edition to where other tools read: files and PostgreSQL."""
