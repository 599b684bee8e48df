-- Names whose resolution is new or has changed.
delete from facts.entity_names as known
where not exists (
    select 1
    from incoming
    where
        incoming.name = known.name
        and incoming.type = known.type
        and incoming.entity_id = known.entity_id
        and incoming.entity_name = known.entity_name
        and incoming.resolver_version = known.resolver_version
        and incoming.reason = known.reason
        and incoming.confidence = known.confidence
);
