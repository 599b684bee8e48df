-- Names whose place in the archive may change: new, gone (no mention), mentioned more or less often than when they were
-- resolved, or resolved by other rules; is_fresh: nobody has compared them with others yet.
with found as (
    select
        type,
        canonical as name,
        count(*) as mention_count
    from facts.mentions
    where canonical is not null
    group by
        type,
        canonical
),

compared as (
    select distinct
        type,
        name
    from facts.name_blocks
    where resolver_version = $resolver_version
)

select
    coalesce(found.type, known.type) as type,
    coalesce(found.name, known.name) as name,
    coalesce(found.mention_count, 0) as mention_count,
    compared.name is null and found.name is not null as is_fresh
from found
full join facts.entity_names as known
    on found.type = known.type and found.name = known.name
left join compared
    on found.type = compared.type and found.name = compared.name
where
    found.mention_count is distinct from known.mention_count
    or known.resolver_version != $resolver_version
    or (compared.name is null and found.name is not null)
order by all;
