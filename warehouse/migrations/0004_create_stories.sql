-- migration: 0004 create stories
-- why: signatures, bands and rare terms make candidates cheap; links are judgements with evidence; origins and
-- stories are derived from them, so that they can be derived again.

create schema stories;

-- grain: one row per article (its current version) and algorithm version
create table stories.signatures (
    article_id varchar not null,
    version bigint not null,
    run_seq bigint not null,
    text_key varchar not null, -- hash of the normalised text: equal = same document
    shingle_count bigint not null,
    word_count bigint not null,
    signature blob not null, -- MinHash values, little-endian uint32
    signature_version varchar not null
);

-- grain: one row per article and band
create table stories.bands (
    band_key ubigint not null, -- band number and band hash mixed into one key
    article_id varchar not null,
    run_seq bigint not null
);

-- grain: one row per article and content term
create table stories.terms (
    term_key ubigint not null, -- hash of the term
    article_id varchar not null,
    run_seq bigint not null,
    term_count bigint not null
);

-- grain: one row per pair that was scored; article_id_a < article_id_b
create table stories.links (
    article_id_a varchar not null,
    article_id_b varchar not null,
    relation varchar not null,
    score double not null,
    derived_article_id varchar,
    direction_confidence double,
    shared_share double,
    garble_score double,
    evidence varchar not null, -- JSON
    run_seq bigint not null,
    matcher_version varchar not null
);

-- grain: one row per pair a person judged; it wins over any score
create table stories.judgements (
    article_id_a varchar not null,
    article_id_b varchar not null,
    relation varchar not null,
    judged_by varchar not null,
    judged_at timestamp not null
);

-- grain: one row per article
create table stories.memberships (
    article_id varchar not null,
    copy_id varchar not null,
    origin_id varchar not null,
    story_id varchar not null,
    relation varchar not null, -- original, copy, derived, independent
    derived_from_article_id varchar,
    direction_confidence double,
    garble_score double,
    run_seq bigint not null,
    matcher_version varchar not null
);

-- grain: one row per story id that was merged into another
create table stories.redirects (
    old_story_id varchar not null,
    new_story_id varchar not null,
    run_seq bigint not null
);
