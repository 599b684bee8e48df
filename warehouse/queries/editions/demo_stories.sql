select
    headline,
    article_count as articles,
    independent_origins as origins
from stories
where article_count > 1
order by
    article_count desc,
    headline asc;
