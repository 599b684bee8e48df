-- Every commitment of the given stories, a row for each actor, under the actor's name in the whole archive.
-- Materialized as in story_claims.
with told as materialized (
    select
        memberships.story_id,
        versions.article_id,
        versions.version
    from stories.memberships as memberships
    semi join given on memberships.story_id = given.story_id
    semi join staging.articles as articles
        on memberships.article_id = articles.article_id and articles.withdrawn_at is null
    inner join staging.article_versions as versions
        on memberships.article_id = versions.article_id and versions.known_until is null
),

commitments as materialized (
    select
        told.story_id,
        commitments.commitment_id,
        commitments.article_id,
        commitments.actor,
        commitments.action,
        commitments.polarity,
        commitments.modality
    from facts.commitments as commitments
    inner join told on commitments.article_id = told.article_id and commitments.version = told.version
),

names as (
    select
        known.name,
        min_by(known.entity_name, (known.type != 'ORG', known.type != 'PLACE', known.entity_id)) as entity_name
    from facts.entity_names as known
    semi join commitments on known.name = commitments.actor
    group by known.name
)

select
    commitments.story_id,
    commitments.commitment_id,
    commitments.article_id,
    coalesce(names.entity_name, commitments.actor) as actor,
    commitments.action,
    commitments.polarity,
    commitments.modality
from commitments
left join names on commitments.actor = names.name
order by commitments.story_id, commitments.commitment_id, actor;
