-- migration: 0004 stories
-- why: bands and heavy terms make candidates cheap; links are judgements with evidence; origins and stories are
-- derived from them, so that they can be derived again.

create schema stories;

-- grain: one row per article: the version that was described last
create table stories.signatures (
    article_id varchar not null,
    version bigint not null,
    run_seq bigint not null,
    published_day date, -- places the article in the window of active stories; null: unknown
    seen_day date not null, -- first seen: places it where the publication day of either article is unknown
    text_key varchar not null, -- hash of the folded words: equal = same document
    representative_id varchar not null, -- stands for all articles with this text key; only it has bands and terms
    word_count bigint not null,
    shingle_count bigint not null,
    term_mass double not null, -- sum of the weights of its terms
    signature_version varchar not null
);

-- grain: one row per representative and band
create table stories.bands (
    band_key ubigint not null, -- band number and band hash mixed into one key
    article_id varchar not null,
    run_seq bigint not null
);

-- grain: one row per representative and heavy term
create table stories.terms (
    term_key ubigint not null, -- hash of the stem
    article_id varchar not null,
    published_day date, -- as in signatures
    seen_day date not null,
    weight double not null
);

-- grain: one row per pair that was scored and is at least faintly related; article_id_a < article_id_b
create table stories.links (
    article_id_a varchar not null,
    article_id_b varchar not null,
    relation varchar not null, -- same_document, derived_from, same_story; different: stored for its score
    score double not null, -- probability of the relation; of same_story where the relation is different
    derived_article_id varchar, -- which of the two comes from the other; null: unknown
    direction_confidence double,
    shared_share double,
    garble_score double, -- of the derived article; of the more damaged one where the direction is unknown
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
    judged_at timestamp not null,
    run_seq bigint -- the run that regrouped its articles; null: not yet
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
