-- migration: 0011 create payloads
-- why: what came but was refused before it became a capture must be there to be looked at and tried again.

-- grain: one row per rejection_id of something that came
create table ops.payloads (
    rejection_id varchar not null,
    size_bytes bigint not null,
    content_zstd blob not null -- as received
);
