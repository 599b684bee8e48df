-- What became no article in the night.
select
    source,
    path_or_url,
    reason,
    detail
from rejections
where
    rejected_at >= $began_at
    and not is_replayed
order by
    source asc,
    path_or_url asc
limit 100;
