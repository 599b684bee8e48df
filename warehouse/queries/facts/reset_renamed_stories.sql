-- Stories with a name that now means another entity: they are compared again, with the facts that are stored.
delete from facts.reconciliations
where story_id in (
    select memberships.story_id
    from incoming
    inner join facts.entity_names as known on incoming.name = known.name and incoming.type = known.type
    inner join facts.mentions as mentions on incoming.name = mentions.canonical and incoming.type = mentions.type
    inner join stories.memberships as memberships on mentions.article_id = memberships.article_id
    where incoming.entity_name != known.entity_name
);
