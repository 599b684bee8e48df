insert into ops.payloads by name
select incoming.*
from incoming
where not exists (
    select 1
    from ops.payloads as known
    where known.rejection_id = incoming.rejection_id
);
