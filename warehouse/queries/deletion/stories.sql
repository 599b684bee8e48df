-- Stories that hold one of the articles.
select distinct story_id
from stories.memberships
where article_id in (select article_id from given_articles)
order by story_id;
