-- migration: 0050 create forgotten
-- why: what somebody had a right to have forgotten must not come back with the next night; only its hash is kept.

-- grain: one row per key that is forgotten: an address, a domain or the name of a person
create table ops.forgotten (
    key_sha256 varchar not null, -- of kind and the address, domain or name in its normal form
    kind varchar not null, -- url, domain, person
    request_id varchar not null, -- the same for all keys of one request
    run_seq bigint not null,
    forgotten_at timestamp not null,
    captures bigint not null, -- what the request removed
    articles bigint not null,
    facts bigint not null
);
