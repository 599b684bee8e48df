-- migration: 0010 create fetching
-- why: what a night must know of the nights before to ask politely and lose nothing; stored with its data.

-- grain: one row per source and address that gave validators
create table raw.validators (
    source_id varchar not null,
    url varchar not null,
    etag varchar,
    last_modified varchar, -- as written by the server
    content_sha256 varchar not null, -- of what came with them
    full_fetched_at timestamp not null, -- when it last came whole, not as "unchanged"
    is_unreliable boolean not null -- other content came with the same validators: they are never used again
);

-- grain: one row per source and address to be tried again
create table raw.waiting (
    source_id varchar not null,
    url varchar not null,
    reason varchar not null, -- of the last failure
    tries bigint not null, -- nights on which it failed; a night that ended before its turn is none
    hints varchar not null, -- JSON of records.Hints: the feed may no longer name it
    first_run_seq bigint not null,
    last_run_seq bigint not null
);

-- grain: one row per origin (scheme, host, port)
create table raw.robots (
    origin varchar not null,
    fetched_at timestamp not null,
    status bigint not null,
    content blob not null
);

alter table raw.sources add column min_articles_per_day double; -- what the declaration expects; null: nothing

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
