-- Current versions that have facts, articles first seen last first; a day left out is no limit.
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
    versions.contributors
from staging.article_versions as versions
inner join staging.articles as articles on versions.article_id = articles.article_id
semi join facts.extractions as extractions
    on versions.article_id = extractions.article_id and versions.version = extractions.version
where
    versions.known_until is null
    and articles.withdrawn_at is null
    and ($since::date is null or cast(articles.first_seen_at as date) >= $since::date)
    and ($until::date is null or cast(articles.first_seen_at as date) <= $until::date)
order by articles.first_seen_at desc, versions.article_id asc
limit $most;
