-- migration: 0012 add last_failed_at
-- why: a night that is run twice must count as one try, or an address would be given up too early.

alter table raw.waiting add column last_failed_at timestamp; -- null: never, or not known
