-- Every name under which the archive knows a person, with the entity it means.
select
    name,
    entity_id
from facts.entity_names
where type = 'PERSON'
union
select
    canonical as name,
    null as entity_id
from facts.mentions
where type = 'PERSON' and canonical is not null
union
select
    speaker as name,
    null as entity_id
from facts.quotes
where speaker is not null
union
select
    actor as name,
    null as entity_id
from facts.commitments
union
select
    attributed_to as name,
    null as entity_id
from facts.statements
where attributed_to is not null
order by all;
