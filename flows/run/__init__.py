"""One run: lock, clock, workers, progress and report, and what makes its stages Prefect tasks."""
