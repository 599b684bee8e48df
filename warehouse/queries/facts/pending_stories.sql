-- Stories whose members, origins or figures are not those that were last reconciled; also stories that are no more.
with members as (
    select
        memberships.story_id,
        memberships.article_id,
        memberships.origin_id,
        memberships.derived_from_article_id,
        extractions.version,
        extractions.extractor_version
    from stories.memberships as memberships
    inner join staging.article_versions as versions
        on memberships.article_id = versions.article_id and versions.known_until is null
    inner join staging.articles as articles on memberships.article_id = articles.article_id
    inner join facts.extractions as extractions
        on versions.article_id = extractions.article_id and versions.version = extractions.version
    where articles.withdrawn_at is null
),

fingerprints as (
    select
        story_id,
        md5(string_agg(concat_ws(
            '|',
            article_id, version, origin_id, coalesce(derived_from_article_id, ''), extractor_version
        ), ',' order by article_id)) as fingerprint
    from members
    group by story_id
)

select
    coalesce(fingerprints.story_id, known.story_id) as story_id,
    fingerprints.fingerprint
from fingerprints
full outer join facts.reconciliations as known on fingerprints.story_id = known.story_id
where
    known.fingerprint is distinct from fingerprints.fingerprint
    or known.reconcile_version is distinct from $reconcile_version
order by story_id
limit $most;
