-- The first copies, those of the newest stories before others.
select
    copies.original_source as original,
    copies.copy_source as copied_by,
    copies.relation,
    copies.garble_score as garbled,
    copies.copy_title as title
from copies
left join stories
    on copies.story_id = stories.story_id
order by
    stories.last_day desc,
    copies.headline asc,
    copies.original_article_id asc,
    copies.copy_article_id asc
limit 12;
