-- Incoming names whose resolution is new or has changed.
delete from facts.entity_names as known
using incoming
where
    incoming.name = known.name
    and incoming.type = known.type
    and (
        incoming.entity_id != known.entity_id
        or incoming.entity_name != known.entity_name
        or incoming.resolver_version != known.resolver_version
        or incoming.reason is distinct from known.reason
        or incoming.confidence is distinct from known.confidence
        or incoming.mention_count is distinct from known.mention_count
    );
