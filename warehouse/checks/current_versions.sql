-- check: current_versions
-- severity: fail
-- Exactly the current version of an article is open-ended, and each version ends where the next begins.
with versions as (
    select
        article_id,
        version,
        known_from,
        known_until,
        lead(known_from) over (
            partition by article_id
            order by version
        ) as next_from,
        max(version) over (partition by article_id) as last_version
    from staging.article_versions
)

select
    articles.article_id,
    articles.current_version,
    versions.version,
    versions.known_from,
    versions.known_until,
    versions.next_from
from staging.articles as articles
left join versions
    on articles.article_id = versions.article_id
where
    versions.version is null
    or articles.current_version != versions.last_version
    or versions.known_until is distinct from versions.next_from
order by all
