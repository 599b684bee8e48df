"""Builds the summary tables, checks them, and publishes them as editions."""
