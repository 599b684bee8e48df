-- migration: 0001 create ops
-- why: every run, its accounting and every rejected item is a row, so that "nothing lost" can be asserted in SQL.

create schema ops;

create table ops.runs (
    run_id varchar not null,
    run_seq bigint not null, -- counts our runs; watermarks use it, never the clock
    kind varchar not null, -- nightly, load, demo, publish, reprocess, backfill
    engine varchar not null, -- prefect, plain
    program_version varchar not null,
    started_at timestamp not null,
    finished_at timestamp, -- null: running, or killed
    status varchar not null, -- running, done, done_with_warnings, failed
    edition_id varchar,
    detail varchar
);

-- grain: one row per run, stage and source; seen = stored + unchanged + rejected + skipped
create table ops.stage_reports (
    run_id varchar not null,
    run_seq bigint not null,
    stage varchar not null,
    source_id varchar not null, -- '*' where a stage works across sources
    seen bigint not null,
    stored bigint not null,
    unchanged bigint not null,
    rejected bigint not null,
    skipped bigint not null,
    seconds double not null,
    note varchar -- states the rule when something was skipped or capped
);

-- grain: one row per rejected item; the same item rejected again for the same reason is the same row
create table ops.rejections (
    rejection_id varchar not null,
    run_id varchar not null,
    run_seq bigint not null,
    stage varchar not null,
    source_id varchar not null,
    url varchar not null,
    capture_id varchar, -- null: nothing was received
    reason varchar not null,
    detail varchar not null,
    rejected_at timestamp not null,
    replayed_run_seq bigint -- the run in which it became an article after all
);
