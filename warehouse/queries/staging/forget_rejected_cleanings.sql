-- Captures that cleaning rejected become pending again.
delete from staging.cleanings
where outcome = 'rejected' and capture_id in (select unnest($capture_ids));
