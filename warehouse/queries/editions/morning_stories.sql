-- Stories, those told by several articles and with news of the night first, then by independent testimonies.
with news as (
    select
        story_id,
        count(*) as new_count
    from articles
    where
        first_seen_at >= $began_at
        and not is_withdrawn
    group by story_id
)

select
    stories.story_id,
    stories.headline,
    stories.article_count,
    stories.independent_origins,
    stories.contested_count + stories.scale_error_count as contested_count,
    stories.copied_error_count,
    stories.agreed_count,
    coalesce(news.new_count, 0) as new_count
from stories
left join news
    on stories.story_id = news.story_id
order by
    news.new_count is not null and stories.article_count > 1 desc,
    stories.independent_origins desc,
    stories.article_count desc,
    stories.story_id asc
limit 40;
