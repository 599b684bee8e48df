-- The latest rejections, for a table in Prefect.
select
    source,
    path_or_url,
    reason,
    detail
from rejections
order by
    rejected_at desc,
    path_or_url asc
limit 200;
