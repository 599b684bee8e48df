insert into raw.aliases by name
select distinct on (incoming.address, incoming.article_id) incoming.*
from incoming
where
    not exists (
        select 1
        from raw.aliases as known
        where known.address = incoming.address and known.article_id = incoming.article_id
    )
order by incoming.address, incoming.article_id, incoming.basis;
