-- migration: 0042 create name blocks
-- why: a night compares its new names with those that share a block and resolves their groups, not the whole archive.

-- grain: one row per type, name and block: where names meet that may be one entity
create table facts.name_blocks (
    type varchar not null,
    name varchar not null,
    block varchar not null,
    is_single boolean not null, -- a person's single name: it meets its bearers, and matches nobody
    resolver_version varchar not null
);

-- grain: one row per type and pair of names found to be one entity
create table facts.name_matches (
    type varchar not null,
    name varchar not null, -- the first of the two in the alphabet
    other_name varchar not null,
    score double not null,
    reason varchar not null,
    resolver_version varchar not null
);

alter table facts.entity_names add column mention_count bigint; -- when it was resolved; null before this column
