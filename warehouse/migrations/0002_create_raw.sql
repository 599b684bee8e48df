-- migration: 0002 create raw
-- why: captures are bytes as received, kept in WARC files beside the database; the rows say where each one lies.

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
    warc_length bigint not null
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
