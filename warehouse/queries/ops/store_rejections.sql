-- The same item rejected again for the same reason is the same row.
insert into ops.rejections by name
select incoming.*
from incoming
where not exists (
    select 1
    from ops.rejections as known
    where known.rejection_id = incoming.rejection_id
);
