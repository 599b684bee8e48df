-- migration: 0002 raw
-- why: captures are bytes as received, kept in WARC files beside the database; the rows say where each one lies, and
-- what a night must know of the nights before to ask politely and lose nothing.

create schema raw;

-- grain: one row per capture_id (source, address and content)
create table raw.captures (
    capture_id varchar not null,
    run_seq bigint not null,
    source_id varchar not null,
    url varchar not null,
    final_url varchar,
    fetched_at timestamp not null,
    media_type varchar,
    charset varchar,
    content_sha256 varchar not null,
    size_bytes bigint not null,
    hints varchar not null, -- JSON of records.Hints
    warc_file varchar not null, -- relative to the project's captures folder
    warc_offset bigint not null,
    warc_length bigint not null,
    expired_at timestamp -- null: its bytes are kept
);

-- grain: one row per source and address: where an address was seen, and when first and last
create table raw.sightings (
    source_id varchar not null,
    url varchar not null,
    guid varchar,
    first_run_seq bigint not null,
    last_run_seq bigint not null,
    first_seen_at timestamp not null,
    last_seen_at timestamp not null,
    last_capture_id varchar -- null: the address was never received
);

-- grain: one row per address that was ever seen to lead to an article
create table raw.aliases (
    address varchar not null, -- normalised
    article_id varchar not null,
    basis varchar not null, -- address, final, canonical
    run_seq bigint not null
);

-- grain: one row per source_id, as declared when the source was last read
create table raw.sources (
    source_id varchar not null,
    name varchar not null, -- as people know the outlet
    kind varchar not null, -- feed, sitemap, pages, folder, warc, table
    url varchar, -- where it is read from; null for files loaded by hand
    run_seq bigint not null,
    min_articles_per_day double -- what the declaration expects; null: nothing
);

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
    last_run_seq bigint not null,
    last_failed_at timestamp -- a night that is run twice counts as one try; null: its turn has not come
);

-- grain: one row per origin (scheme, host, port)
create table raw.robots (
    origin varchar not null,
    fetched_at timestamp not null,
    status bigint not null,
    content blob not null
);
