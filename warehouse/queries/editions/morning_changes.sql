-- What was changed or taken back after publication, newest first.
select
    source,
    change,
    before,
    after,
    about,
    known_at,
    known_at >= $began_at as is_new,
    title,
    path_or_url
from fact_changes
order by
    known_at desc,
    article_id asc,
    version asc,
    change_no asc
limit 60;
