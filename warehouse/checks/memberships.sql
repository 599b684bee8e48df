-- check: memberships
-- severity: fail
-- Every article has its place in an origin and a story.
select
    article_id,
    path_or_url
from marts.articles
where
    not is_withdrawn
    and (story_id is null or origin_id is null)
order by all
