-- check: publication_times
-- severity: warn
-- No article was published more than two days after it was first seen.
select
    article_id,
    path_or_url,
    published_at,
    first_seen_at
from marts.articles
where published_at > first_seen_at + interval 2 days
order by all
