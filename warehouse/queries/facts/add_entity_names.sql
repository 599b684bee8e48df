insert into facts.entity_names by name
select incoming.*
from incoming
anti join facts.entity_names as known on incoming.name = known.name and incoming.type = known.type;
