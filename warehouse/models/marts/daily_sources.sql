-- model: marts.daily_sources
-- grain: one row per outlet and day on which it published
-- key: source_id, day
-- reads: marts.articles
-- columns:
--   day: the day
--   source: name of the outlet
--   article_count: articles of the day
--   independent_origins: testimonies these articles belong to
--   original_count: articles that are no copy or rewrite of another
--   copied_count: articles copied or rewritten from another
--   story_count: stories told
--   word_count: words published
--   quote_count: quotes
--   figure_count: figures
--   source_id: key of the outlet
with articles as (
    select * from marts.articles
    where not is_withdrawn
)

select
    day,
    min(source) as source,
    count(*) as article_count,
    count(distinct origin_id) as independent_origins,
    count(*) filter (where relation not in ('copy', 'derived')) as original_count,
    count(*) filter (where relation in ('copy', 'derived')) as copied_count,
    count(distinct story_id) as story_count,
    cast(sum(word_count) as bigint) as word_count,
    cast(sum(quote_count) as bigint) as quote_count,
    cast(sum(figure_count) as bigint) as figure_count,
    source_id
from articles
group by
    day,
    source_id
order by
    day desc,
    article_count desc,
    source asc,
    source_id asc
