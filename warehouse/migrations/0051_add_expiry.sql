-- migration: 0051 add expiry
-- why: bytes may be kept for a time only; the row stays and says since when they are gone.

alter table raw.captures add column expired_at timestamp; -- null: its bytes are kept
