-- Stories, those with news of the night first, then by independent testimonies.
select
    stories.story_id,
    stories.headline,
    stories.article_count,
    stories.independent_origins,
    stories.contested_count + stories.scale_error_count as contested_count,
    stories.copied_error_count,
    stories.agreed_count,
    stories.first_day,
    stories.last_day,
    count(articles.article_id) filter (where articles.first_seen_at >= $began_at) as new_count
from stories
left join articles
    on
        stories.story_id = articles.story_id
        and not articles.is_withdrawn
group by all
order by
    new_count > 0 desc,
    stories.independent_origins desc,
    stories.article_count desc,
    stories.story_id asc
limit 40;
