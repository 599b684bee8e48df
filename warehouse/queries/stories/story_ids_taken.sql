-- Which of the given story ids are in use by articles outside the given ones, or were given away already.
select distinct story_id
from stories.memberships
where story_id in (select story_id from given_stories) and article_id not in (select article_id from given)
union
select old_story_id as story_id
from stories.redirects
where old_story_id in (select story_id from given_stories);
