-- migration: 0061 name published edition
-- why: a night copies the edition before it and changes what is new; it must know which one the marts were left in.

-- null: remembered before editions were copied
alter table ops.mart_builds add column edition_id varchar;

-- grain: one row per article whose rows may differ from those of the edition published last; every build makes it anew,
-- and checks name it before the first
create table if not exists touched.articles (
    article_id varchar,
    fingerprint ubigint
);
