select
    headline,
    article_count,
    independent_origins,
    first_day,
    last_day
from stories
order by
    independent_origins desc,
    article_count desc,
    story_id asc
limit 30;
