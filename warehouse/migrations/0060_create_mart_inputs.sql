-- migration: 0060 create mart inputs
-- why: a night makes anew only the rows of the marts whose inputs changed; it must know what they were made of before.

create schema touched;

-- grain: one row per kind and key: what its rows in the marts were made of when an edition was last published
create table ops.mart_inputs (
    kind varchar not null, -- names, articles, stories, entities
    key varchar not null,
    fingerprint ubigint not null
);

-- grain: one row per mart that is made anew by key: as it was when an edition was last published
create table ops.mart_builds (
    mart varchar not null,
    models_version varchar not null, -- of all models, the schema and DuckDB together
    row_count bigint not null
);
