-- Addresses of this source that led to an article which is still young enough to be read again.
select distinct captures.url
from raw.captures as captures
inner join staging.cleanings as cleanings on captures.capture_id = cleanings.capture_id
inner join staging.articles as articles on cleanings.article_id = articles.article_id
where
    captures.source_id = $source_id
    and articles.first_seen_at >= $since
    and articles.withdrawn_at is null
order by captures.url;
