insert into raw.waiting by name
select incoming.*
from incoming
where not exists (
    select 1
    from raw.waiting as known
    where known.source_id = incoming.source_id and known.url = incoming.url
);
