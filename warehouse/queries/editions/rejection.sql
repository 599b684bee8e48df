-- Everything known about one rejection.
select
    rejection_id,
    path_or_url,
    source,
    stage,
    reason,
    detail,
    rejected_at,
    run_id,
    is_replayed,
    capture_id
from rejections
where rejection_id = $rejection_id;
