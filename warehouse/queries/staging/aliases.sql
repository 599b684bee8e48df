-- The article each address leads to; where two claim it, the one that was there first.
select
    address,
    arg_min(article_id, (run_seq, article_id)) as article_id
from raw.aliases
where address in (select unnest($addresses))
group by address;
