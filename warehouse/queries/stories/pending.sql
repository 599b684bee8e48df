-- Articles whose current version has no signature, oldest day first,
-- those without one last.
select
    versions.article_id,
    versions.version,
    -- a day in the future is a mistake of the page: least() also passes over a missing one, so ask
    if(versions.published_at is null, null, cast(least(versions.published_at, articles.first_seen_at) as date))
        as published_day,
    cast(articles.first_seen_at as date) as seen_day,
    versions.title,
    versions.text,
    versions.published,
    articles.source_id,
    versions.language,
    versions.authors,
    versions.agency,
    versions.contributors,
    nullif(regexp_extract(articles.url, '^https?://([^/:?#]+)', 1), '') as outlet
from staging.article_versions as versions
inner join staging.articles as articles on versions.article_id = articles.article_id
anti join stories.signatures as signatures
    on versions.article_id = signatures.article_id and versions.version = signatures.version
where versions.known_until is null and articles.withdrawn_at is null
order by published_day nulls last, versions.article_id;
