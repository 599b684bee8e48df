-- Captures that cleaning rejected become pending again.
delete from staging.cleanings
where outcome = 'rejected' and capture_id in (select capture_id from given);
