-- migration: 0040 add nights
-- why: a night belongs to a day, whenever it ran: it is not run twice by a schedule, and missed ones are known.

alter table ops.runs add column night date; -- null: no night (load, publish, reprocess, ...)
alter table ops.runs add column missed_nights date[]; -- earlier nights without a finished run, which it stands for
