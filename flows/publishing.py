"""Stage publish: marts, checks, and a new edition in place of the old one, or the old one untouched."""

from __future__ import annotations

from nightdesk.flows.errors import NightFailed
from nightdesk.flows.run import Run
from nightdesk.warehouse.checks import ChecksFailed
from nightdesk.warehouse.marts import build_marts
from nightdesk.warehouse.ops import StageCount
from nightdesk.warehouse.publish import publish_edition


def publish_new_edition(run: Run) -> list[StageCount]:
    """Builds the marts and publishes them under the run's id; seen and stored count tables.

    Raises:
        NightFailed: a check failed; the previous edition stands.
    """
    run.progress.start("publish", None)
    built = build_marts(run.connection)
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
    warnings = tuple(check.complaint for check in edition.checks if check.failing_rows)
    run.published = (edition.edition_id, str(edition.path), warnings)
    return [StageCount("*", len(built), stored=len(built))]
