-- Current versions of articles, as the grouping and extracting transforms see them.
select
    versions.article_id,
    versions.version,
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
where
    versions.known_until is null
    and versions.article_id in (select article_id from given)
order by versions.article_id;
