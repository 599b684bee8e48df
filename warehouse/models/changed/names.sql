-- model: changed.names
-- grain: one row per name that means other entities than when an edition was last published
-- key: name
-- reads: facts.entity_names, ops.mart_inputs
-- columns:
--   name: name as the articles use it
--   fingerprint: hash of the entities it means now; null where it means none any more
with entity_names as (
    select * from facts.entity_names
),

known as (
    select * from ops.mart_inputs
    where kind = 'names'
),

current_names as (
    select
        name,
        hash(list(concat_ws('|', type, entity_id, entity_name) order by type asc)) as fingerprint
    from entity_names
    group by name
)

select
    coalesce(current_names.name, known.key) as name,
    current_names.fingerprint
from current_names
full outer join known
    on current_names.name = known.key
where current_names.fingerprint is distinct from known.fingerprint
