-- model: marts.daily_stories
-- grain: one row per day on which something appeared
-- key: day
-- reads: marts.articles, marts.story_timeline
-- columns:
--   day: the day
--   article_count: articles of the day
--   independent_origins: independent testimonies behind the articles of the day
--   story_count: stories that were told
--   new_story_count: stories told for the first time
--   corroborated_count: stories that had at least two independent origins by the end of the day
--   copied_count: articles that were copied or rewritten from another
--   source_count: outlets that published
with articles as (
    select * from marts.articles
    where
        not is_withdrawn
        and story_id is not null
),

story_timeline as (
    select * from marts.story_timeline
),

article_days as (
    select
        day,
        count(*) as article_count,
        count(distinct origin_id) as independent_origins,
        count(*) filter (where relation in ('copy', 'derived')) as copied_count,
        count(distinct source_id) as source_count
    from articles
    group by day
),

story_days as (
    select
        day,
        count(*) as story_count,
        count(*) filter (where article_total = article_count) as new_story_count,
        count(*) filter (where origin_total > 1) as corroborated_count
    from story_timeline
    group by day
)

select
    article_days.day,
    article_days.article_count,
    article_days.independent_origins,
    story_days.story_count,
    story_days.new_story_count,
    story_days.corroborated_count,
    article_days.copied_count,
    article_days.source_count
from article_days
inner join story_days
    on article_days.day = story_days.day
order by article_days.day desc
