-- Languages whose articles are not read for facts.
select
    language,
    article_count,
    skipped_count
from languages
where skipped_count > 0
order by
    skipped_count desc,
    language asc;
