-- What became no article, newest first; of one reason where it is given.
select
    rejection_id,
    reason,
    source,
    path_or_url,
    detail
from rejections
where
    not is_replayed
    and ($reason is null or reason = $reason)
order by rejected_at desc, path_or_url asc, rejection_id asc;
