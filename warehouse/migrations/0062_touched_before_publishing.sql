-- migration: 0062 touched before publishing
-- why: checks read what was touched; a warehouse that never published must be provable, too.

-- grain: one row per story whose rows may differ from those of the edition published last; every build makes it anew
create table if not exists touched.stories (
    story_id varchar,
    fingerprint ubigint
);

-- grain: one row per name that stands for other entities than when an edition was last published; every build makes it
-- anew
create table if not exists touched.names (
    name varchar,
    fingerprint ubigint
);
