-- Articles whose current version has no signature, oldest day first.
select
    versions.article_id,
    versions.version,
    cast(least(coalesce(versions.published_at, articles.first_seen_at), articles.first_seen_at) as date) as day,
    versions.title,
    versions.text,
    versions.published,
    articles.source_id,
    versions.language,
    versions.authors,
    versions.agency,
    versions.contributors
from staging.article_versions as versions
inner join staging.articles as articles on versions.article_id = articles.article_id
anti join stories.signatures as signatures
    on versions.article_id = signatures.article_id and versions.version = signatures.version
where versions.known_until is null and articles.withdrawn_at is null
order by day, versions.article_id;
