"""Trained settings shipped as package data, with checksums."""
