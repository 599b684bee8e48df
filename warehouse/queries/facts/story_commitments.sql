-- Every commitment of the given stories, a row for each actor, under the actor's name in the whole archive.
with names as (
    select
        name,
        min_by(entity_name, (type != 'ORG', type != 'PLACE', entity_id)) as entity_name
    from facts.entity_names
    group by name
)

select
    memberships.story_id,
    commitments.commitment_id,
    commitments.article_id,
    coalesce(names.entity_name, commitments.actor) as actor,
    commitments.action,
    commitments.polarity,
    commitments.modality
from stories.memberships as memberships
inner join staging.articles as articles on memberships.article_id = articles.article_id
inner join staging.article_versions as versions
    on memberships.article_id = versions.article_id and versions.known_until is null
inner join facts.commitments as commitments
    on versions.article_id = commitments.article_id and versions.version = commitments.version
left join names on commitments.actor = names.name
where
    memberships.story_id in (select unnest($story_ids))
    and articles.withdrawn_at is null
order by memberships.story_id, commitments.commitment_id, actor;
