"""Compares what the articles of one story say: figures, quotations, commitments."""
