-- migration: 0006 changed
-- why: the marts rebuild only the rows of keys that changed; the checks read these keys before anything was published.

create schema changed;

-- grain: one row per article whose rows may differ from those of the edition published last; every build replaces it
create table changed.articles (
    article_id varchar,
    fingerprint ubigint
);

-- grain: one row per story whose rows may differ from those of the edition published last; every build replaces it
create table changed.stories (
    story_id varchar,
    fingerprint ubigint
);

-- grain: one row per name that means other entities than when an edition was last published; every build replaces it
create table changed.names (
    name varchar,
    fingerprint ubigint
);
