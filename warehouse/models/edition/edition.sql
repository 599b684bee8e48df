-- model: marts.edition
-- grain: one row, this edition
-- key: edition_id
-- reads: marts.articles, marts.contested_figures, marts.copies, marts.quotes, marts.rejections, marts.stories, ops.runs
-- columns:
--   edition_id: key of the edition; names its file
--   published_at: when it was published, UTC
--   article_count: articles, withdrawn ones left out
--   independent_origins: independent testimonies behind these articles
--   story_count: stories
--   source_count: outlets with at least one of these articles
--   copy_count: articles copied or rewritten from another
--   contested_count: questions with contradicting answers
--   quote_count: quotes
--   rejected_count: items that became no article and still are none
--   withdrawn_count: articles an outlet took back
--   first_day: earliest day an article counts for
--   last_day: latest day an article counts for
--   warning_count: checks that found something worth a look; edition_checks names them
--   contract_version: version of the tables' shape; inside a major version columns are only added
--   program_version: the program that built it
--   run_id: the run that built it
--   run_kind: nightly, load, demo, publish, reprocess or backfill
--   night: the night it is of; null where no night built it
--   missed_nights: nights before it that did not run; it stands for them as well
--
-- A reader that keeps a connection open stays on its edition; this row says which one it reads.
with articles as (
    select * from marts.articles
),

contested_figures as (
    select * from marts.contested_figures
),

copies as (
    select * from marts.copies
),

quotes as (
    select * from marts.quotes
),

rejections as (
    select * from marts.rejections
),

stories as (
    select * from marts.stories
),

runs as (
    select * from ops.runs
),

newest_run as (
    select
        max_by(run_id, run_seq) as run_id,
        max_by(kind, run_seq) as run_kind,
        max_by(program_version, run_seq) as program_version,
        arg_max_null(night, run_seq) as night,
        max_by(len(missed_nights), run_seq) as missed_nights
    from runs
),

article_counts as (
    select
        count(*) filter (where not is_withdrawn) as article_count,
        count(distinct origin_id) filter (where not is_withdrawn) as independent_origins,
        count(distinct source_id) filter (where not is_withdrawn) as source_count,
        count(*) filter (where is_withdrawn) as withdrawn_count,
        min(day) filter (where not is_withdrawn) as first_day,
        max(day) filter (where not is_withdrawn) as last_day
    from articles
)

select
    cast($edition_id as varchar) as edition_id,
    cast($published_at as timestamp) as published_at,
    article_counts.article_count,
    article_counts.independent_origins,
    (select count(*) from stories) as story_count,
    article_counts.source_count,
    (select count(*) from copies) as copy_count,
    (select count(distinct slot_id) from contested_figures) as contested_count,
    (select count(*) from quotes) as quote_count,
    (select count(*) from rejections where not is_replayed) as rejected_count,
    article_counts.withdrawn_count,
    article_counts.first_day,
    article_counts.last_day,
    cast($warning_count as bigint) as warning_count,
    cast($contract_version as varchar) as contract_version,
    newest_run.program_version,
    newest_run.run_id,
    newest_run.run_kind,
    newest_run.night,
    coalesce(newest_run.missed_nights, 0) as missed_nights
from article_counts
cross join newest_run
