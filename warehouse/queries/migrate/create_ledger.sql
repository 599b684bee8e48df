-- The ledger of applied migrations: one row per step.
create table if not exists main.schema_migrations (
    name varchar not null,
    checksum varchar not null
);
