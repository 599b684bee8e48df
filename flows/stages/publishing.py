"""Stage publish: marts, checks, and a new edition with its morning page, or the old one untouched."""

from __future__ import annotations

from pathlib import Path

from nightdesk.flows.errors import NightFailed
from nightdesk.flows.run.lifecycle import Run
from nightdesk.warehouse.connection import open_edition
from nightdesk.warehouse.publishing.checks import ChecksFailed
from nightdesk.warehouse.publishing.marts import build_marts, remember_build
from nightdesk.warehouse.publishing.publish import publish_edition, put_page
from nightdesk.warehouse.tables.ops import StageCount


def publish_new_edition(run: Run, whole: bool) -> list[StageCount]:
    """Builds the marts and publishes them under the run's id; seen and stored count tables.

    Args:
        run: the run that publishes.
        whole: True rebuilds every row of every mart, not only what changed since the last edition.

    Raises:
        NightFailed: a check failed; the previous edition stands.
    """
    run.progress.start("publish", None)
    built = build_marts(run.connection, whole=whole)
    run.progress.advance(len(built))
    try:
        edition = publish_edition(
            run.connection,
            run.project.editions_folder,
            run.run_id,
            run.now,
            run.settings.keep_editions,
            with_texts=run.settings.publish_texts != "nowhere",
        )
    except ChecksFailed as error:
        raise NightFailed(f"no new edition, the previous one stands: {error}") from error
    remember_build(run.connection, edition.edition_id)
    warnings = [check.complaint for check in edition.checks if check.failing_rows]
    run.published = (edition.edition_id, str(edition.path), (*warnings, *_write_page(edition.path)))
    return [StageCount("*", len(built), stored=len(built))]


def _write_page(edition: Path) -> list[str]:
    """Writes the morning page of a new edition; the edition stands without it, and what went wrong is a warning."""
    from nightdesk.flows.reports.morning import render  # the templates are needed by nobody else

    try:
        with open_edition(edition) as connection:
            put_page(edition, render(connection))
    except Exception as error:  # a page must never cost the night its edition
        return [f"no morning page: {type(error).__name__}: {error}"]
    return []
