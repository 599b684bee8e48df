-- Where the current versions of the given articles came from.
select
    versions.article_id,
    articles.source_id,
    articles.url,
    versions.capture_id
from staging.article_versions as versions
inner join staging.articles as articles on versions.article_id = articles.article_id
semi join given on versions.article_id = given.article_id
where versions.known_until is null
order by versions.article_id;
