-- migration: 0001 ops
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
    detail varchar,
    night date, -- null: no night (load, publish, reprocess, ...)
    missed_nights date[] -- earlier nights without a finished run, which it makes up for
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

-- grain: one row per rejection_id of something that came
create table ops.payloads (
    rejection_id varchar not null,
    size_bytes bigint not null,
    content_zstd blob not null -- as received
);

-- grain: one row per source: how it did when it was last asked
create table ops.source_health (
    source_id varchar not null,
    last_run_seq bigint not null,
    last_reason varchar, -- why the source itself could not be read; null: it could
    last_detail varchar,
    failure_weight double not null, -- since it last could be read: hard 1, soft 0.5, temporary 0.25
    last_read_at timestamp, -- null: never
    next_try_at timestamp, -- null: next night
    requests bigint not null, -- of the last run
    unchanged bigint not null, -- answers "not modified" of the last run
    received_bytes bigint not null -- of the last run, content codings undone
);

-- what somebody had a right to have deleted must not come back with the next night; only its hash is kept
-- grain: one row per key that is never stored again: an address, a domain or the name of a person
create table ops.suppression_list (
    key_sha256 varchar not null, -- of kind and the address, domain or name in its normal form
    kind varchar not null, -- url, domain, person
    request_id varchar not null, -- the same for all keys of one request
    run_seq bigint not null,
    forgotten_at timestamp not null,
    captures bigint not null, -- what the request removed
    articles bigint not null,
    facts bigint not null
);

-- grain: one row per kind and key: what its rows in the marts were made of when an edition was last published
create table ops.mart_inputs (
    kind varchar not null, -- names, articles, stories, entities
    key varchar not null,
    fingerprint ubigint not null
);

-- grain: one row per mart that is rebuilt by key: as it was when an edition was last published
create table ops.mart_builds (
    mart varchar not null,
    models_version varchar not null, -- of all models, the schema and DuckDB together
    row_count bigint not null,
    edition_id varchar not null
);
