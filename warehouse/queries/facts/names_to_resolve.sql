-- The names whose entity the incoming changes can touch, and whom these depend on (is_context: themselves untouched).
-- Touched: names joined by matches with a changed one, with one that shared its entity, or with one that people judged;
-- single names that share a block with any of them. These depend on all their bearers, and on the bearers' groups.
with recursive edges as (
    select
        type,
        name,
        other_name
    from facts.name_matches
    union all
    select
        type,
        other_name as name,
        name as other_name
    from facts.name_matches
),

touched as (
    select
        type,
        name
    from incoming
    union
    select
        known.type,
        known.name
    from incoming
    inner join facts.entity_names as changed on incoming.type = changed.type and incoming.name = changed.name
    inner join facts.entity_names as known on changed.entity_id = known.entity_id
    union
    select
        type,
        unnest([name, other_name]) as name
    from facts.entity_judgements
),

groups as (
    select
        type,
        name
    from touched
    union
    select
        edges.type,
        edges.other_name as name
    from groups
    inner join edges on groups.type = edges.type and groups.name = edges.name
),

singles as (
    select distinct
        blocks.type,
        blocks.name
    from facts.name_blocks as blocks
    where
        blocks.is_single
        and (blocks.type, blocks.block) in (
            select (members.type, members.block)
            from facts.name_blocks as members
            semi join groups on members.type = groups.type and members.name = groups.name
        )
),

resolved as (
    select
        type,
        name
    from groups
    union
    select
        type,
        name
    from singles
),

bearers as (
    select distinct
        bearers.type,
        bearers.name
    from facts.name_blocks as blocks
    semi join resolved on blocks.type = resolved.type and blocks.name = resolved.name
    inner join facts.name_blocks as bearers on blocks.type = bearers.type and blocks.block = bearers.block
    where blocks.is_single and not bearers.is_single
),

bearer_groups as (
    select
        type,
        name
    from bearers
    union
    select
        edges.type,
        edges.other_name as name
    from bearer_groups
    inner join edges on bearer_groups.type = edges.type and bearer_groups.name = edges.name
),

everybody as (
    select
        type,
        name,
        false as is_context
    from resolved
    union all
    select
        type,
        name,
        true as is_context
    from bearer_groups
)

select
    everybody.type,
    everybody.name,
    max(coalesce(incoming.mention_count, known.mention_count)) as mention_count,
    bool_and(everybody.is_context) as is_context
from everybody
left join incoming on everybody.type = incoming.type and everybody.name = incoming.name
left join facts.entity_names as known on everybody.type = known.type and everybody.name = known.name
group by everybody.type, everybody.name
having max(coalesce(incoming.mention_count, known.mention_count)) > 0
order by all;
