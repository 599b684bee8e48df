-- Names that nobody mentions any more.
delete from facts.entity_names as known
using incoming
where incoming.type = known.type and incoming.name = known.name;

delete from facts.name_blocks as known
using incoming
where incoming.type = known.type and incoming.name = known.name;

delete from facts.name_matches as known
using incoming
where incoming.type = known.type and incoming.name in (known.name, known.other_name);
