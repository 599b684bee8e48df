-- model: marts.story_timeline
-- grain: one row per story_id and day on which something about it appeared
-- key: story_id, day
-- reads: changed.stories, marts.articles, marts.stories
-- columns:
--   headline: headline of the story
--   day: the day
--   article_count: articles of the day
--   independent_origins: independent testimonies behind the articles of the day
--   new_origins: testimonies that appeared for the first time
--   article_total: articles up to and including the day
--   origin_total: independent testimonies up to and including the day
--   source_count: outlets that carried it on the day
--   copied_count: articles of the day that were copied or rewritten from another
--   lead_title: headline of the day's earliest article that is no copy
--   lead_article_id: key of that article
--   story_id: key of the story
with changed_stories as (
    select * from changed.stories
),

articles as (
    select articles.* from marts.articles as articles
    semi join changed_stories
        on articles.story_id = changed_stories.story_id
    where not articles.is_withdrawn
),

stories as (
    select * from marts.stories
),

origins as (
    select
        story_id,
        origin_id,
        min(day) as first_day
    from articles
    group by
        story_id,
        origin_id
),

new_origins as (
    select
        story_id,
        first_day as day,
        count(*) as new_origins
    from origins
    group by
        story_id,
        first_day
),

days as (
    select
        story_id,
        day,
        count(*) as article_count,
        count(distinct origin_id) as independent_origins,
        count(distinct source_id) as source_count,
        count(*) filter (where relation in ('copy', 'derived')) as copied_count
    from articles
    group by
        story_id,
        day
),

leads as (
    select
        story_id,
        day,
        title,
        article_id
    from articles
    qualify
        row_number() over (
            partition by
                story_id,
                day
            order by
                relation in ('copy', 'derived') asc,
                title is null asc,
                published_at asc nulls last,
                article_id asc
        ) = 1
)

select
    stories.headline,
    days.day,
    days.article_count,
    days.independent_origins,
    coalesce(new_origins.new_origins, 0) as new_origins,
    cast(sum(days.article_count) over so_far as bigint) as article_total,
    cast(sum(coalesce(new_origins.new_origins, 0)) over so_far as bigint) as origin_total,
    days.source_count,
    days.copied_count,
    leads.title as lead_title,
    leads.article_id as lead_article_id,
    days.story_id
from days
inner join stories
    on days.story_id = stories.story_id
inner join leads
    on
        days.story_id = leads.story_id
        and days.day = leads.day
left join new_origins
    on
        days.story_id = new_origins.story_id
        and days.day = new_origins.day
window
    so_far as (
        partition by days.story_id
        order by days.day
    )
order by
    stories.last_day desc,
    stories.headline asc,
    days.story_id asc,
    days.day asc
