"""The stages of a night, one function each: pending rows, a pure transform over batches, one transaction a batch."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from nightdesk.flows.run.engine import stage
from nightdesk.flows.run.lifecycle import Run
from nightdesk.flows.run.report import StageReport
from nightdesk.flows.stages.cleaning import clean_pending
from nightdesk.flows.stages.collecting import Job, collect_sources, declare_sources, read_jobs
from nightdesk.flows.stages.extracting import extract_pending
from nightdesk.flows.stages.grouping import group_pending
from nightdesk.flows.stages.publishing import publish_new_edition
from nightdesk.flows.stages.reconciling import reconcile_pending
from nightdesk.flows.stages.repeated_lines import learn_repeated_lines
from nightdesk.flows.stages.replaying import replay_rejections
from nightdesk.warehouse.tables.ops import StageCount


@stage
def collect(run: Run) -> list[StageCount]:
    """What the sources show becomes captures."""
    run.progress.start("collect", None)
    declare_sources(run)
    return collect_sources(run)


def collect_of(jobs: Sequence[Job]) -> Callable[[Run], StageReport]:
    """The stage that reads what these jobs say instead of what the sources show."""

    @stage
    def collect(run: Run) -> list[StageCount]:
        run.progress.start("collect", None)
        declare_sources(run)
        return read_jobs(run, jobs)

    return collect


def replay_of(ids: Sequence[str]) -> Callable[[Run], StageReport]:
    """The stage that gives these rejections another try; all of them where none is named."""

    @stage
    def replay(run: Run) -> list[StageCount]:
        run.progress.start("replay", None)
        return replay_rejections(run, ids)

    return replay


@stage
def clean(run: Run) -> list[StageCount]:
    """Captures become articles, versions or rejections."""
    return clean_pending(run)


@stage
def group(run: Run) -> list[StageCount]:
    """Articles become copies, rewrites, origins and stories."""
    run.progress.start("group", None)
    done = group_pending(run.connection, run.run_seq, run.map_batches, run.project.own_matcher)
    learn_repeated_lines(run)
    return [StageCount("*", done.seen, stored=done.stored, unchanged=done.unchanged)]


@stage
def extract(run: Run) -> list[StageCount]:
    """Articles become facts that point to their characters."""
    return extract_pending(run)


@stage
def reconcile(run: Run) -> list[StageCount]:
    """Figures of a story become questions with verdicts between origins."""
    return reconcile_pending(run)


def publish_of(whole: bool) -> Callable[[Run], StageReport]:
    """The stage that makes the summary tables an edition, with every row rebuilt or only those that changed."""

    @stage
    def publish(run: Run) -> list[StageCount]:
        return publish_new_edition(run, whole)

    return publish


publish = publish_of(whole=False)
