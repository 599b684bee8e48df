-- check: derivations
-- severity: fail
-- A copy or rewrite shares the origin and the story of the article it comes from, and is not its own source.
select
    children.article_id,
    children.derived_from_article_id
from stories.memberships as children
inner join stories.memberships as parents
    on children.derived_from_article_id = parents.article_id
where
    children.article_id = parents.article_id
    or children.origin_id != parents.origin_id
    or children.story_id != parents.story_id
order by all
