-- The article each incoming address leads to; where two claim it, the one that was there first.
select
    aliases.address,
    arg_min(aliases.article_id, (aliases.run_seq, aliases.article_id)) as article_id
from raw.aliases as aliases
where aliases.address in (select incoming.address from incoming)
group by aliases.address;
