-- migration: 0003 staging
-- why: articles with their versions, and every block that cleaning took out, so that cleaning can be audited.

create schema staging;

-- grain: one row per article_id; minted at first sight, never changed
create table staging.articles (
    article_id varchar not null,
    source_id varchar not null,
    url varchar not null,
    first_run_seq bigint not null,
    first_seen_at timestamp not null,
    current_version bigint not null,
    withdrawn_at timestamp, -- null: not withdrawn
    withdrawn_reason varchar
);

-- grain: one row per article_id and version
create table staging.article_versions (
    article_id varchar not null,
    version bigint not null, -- from 1
    capture_id varchar not null,
    run_seq bigint not null,
    known_from timestamp not null, -- since when we know this version
    known_until timestamp, -- null: the current version
    title varchar,
    text varchar not null,
    text_sha256 varchar not null,
    word_count bigint not null,
    authors varchar[] not null,
    published varchar, -- ISO 8601 as precise as it was found
    published_at timestamp, -- UTC; midnight where only the day is known
    published_basis varchar,
    modified_at timestamp,
    language varchar,
    section varchar,
    canonical_url varchar,
    agency varchar,
    dateline varchar,
    contributors varchar[] not null,
    method varchar not null,
    flags varchar[] not null,
    cleaner_version varchar not null,
    standfirst varchar, -- between headline and body
    captions varchar[] -- below the pictures
);

-- grain: one row per article_id, version and block_no
create table staging.removed_blocks (
    article_id varchar not null,
    version bigint not null,
    block_no bigint not null,
    text varchar not null,
    "start" bigint, -- offsets into the bare text as received; null for pages
    "end" bigint,
    reason varchar not null,
    cleaner_version varchar not null
);

-- grain: one row per capture that cleaning has dealt with, by cleaner version: what makes a capture no longer pending
create table staging.cleanings (
    capture_id varchar not null,
    run_seq bigint not null,
    outcome varchar not null, -- stored, unchanged, rejected
    article_id varchar,
    version bigint,
    cleaner_version varchar not null
);

-- grain: one row per source_id and line
create table staging.repeated_lines (
    source_id varchar not null,
    line varchar not null, -- as it stands in the cleaned text
    story_count bigint not null, -- different stories whose articles held it when it was learned
    article_count bigint not null,
    run_seq bigint not null -- the run at whose end it was learned; articles first seen later are cleaned of it
);
