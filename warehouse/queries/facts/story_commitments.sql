-- Every commitment of the given stories, a row for each actor whom the text names, under its name in the whole archive.
-- Materialized as in story_claims.
with members as materialized (
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
)

select
    members.story_id,
    commitments.commitment_id,
    commitments.article_id,
    commitments.known_actor as actor,
    commitments.action,
    commitments.polarity,
    commitments.modality
from facts.resolved_commitments as commitments
inner join members on commitments.article_id = members.article_id and commitments.version = members.version
where commitments.known_actor != 'unnamed'
order by members.story_id, commitments.commitment_id, actor;
