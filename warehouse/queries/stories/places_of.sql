-- What lineage needs to know of articles: when each appeared and how long it is.
select
    signatures.article_id,
    versions.published_at,
    coalesce(signatures.published_day, signatures.seen_day) as day,
    signatures.word_count
from stories.signatures as signatures
inner join staging.article_versions as versions
    on signatures.article_id = versions.article_id and versions.known_until is null
where signatures.article_id in (select article_id from given)
order by signatures.article_id;
