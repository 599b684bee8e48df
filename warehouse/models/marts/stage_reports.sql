-- model: marts.stage_reports
-- grain: one row per run, stage and source
-- key: run_id, stage, source_id
-- reads: ops.runs, ops.stage_reports, raw.sources
-- columns:
--   run_id: key of the run
--   stage: collect, clean, group, extract, reconcile or publish
--   source: name of the outlet; * where a stage works across outlets
--   seen: items the stage looked at; always stored + unchanged + rejected + skipped
--   stored: items that were new or had changed
--   unchanged: items that were known already
--   rejected: items refused, each with a row in rejections
--   skipped: items left out by the rule in the note
--   seconds: time the stage took
--   note: the rule behind what was skipped or capped
--   kind: what the run was: nightly, load, demo, publish, reprocess or backfill
--   started_at: when the run started, UTC
--   run_seq: number of the run
--   source_id: key of the outlet
with stage_reports as (
    select * from ops.stage_reports
),

runs as (
    select * from ops.runs
),

sources as (
    select * from raw.sources
)

select
    stage_reports.run_id,
    stage_reports.stage,
    coalesce(sources.name, stage_reports.source_id) as source,
    stage_reports.seen,
    stage_reports.stored,
    stage_reports.unchanged,
    stage_reports.rejected,
    stage_reports.skipped,
    stage_reports.seconds,
    stage_reports.note,
    runs.kind,
    runs.started_at,
    stage_reports.run_seq,
    stage_reports.source_id
from stage_reports
left join runs
    on stage_reports.run_id = runs.run_id
left join sources
    on stage_reports.source_id = sources.source_id
order by
    stage_reports.run_seq desc,
    list_position(
        ['collect', 'clean', 'group', 'extract', 'reconcile', 'publish'], stage_reports.stage
    ) nulls last,
    stage_reports.stage asc,
    stage_reports.source_id asc
