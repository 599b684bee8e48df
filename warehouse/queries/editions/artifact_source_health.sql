-- The health of the sources, for a table in Prefect.
select
    source,
    status,
    last_reason,
    request_count,
    unchanged_count,
    waiting_count,
    next_try_at
from source_health
order by
    status asc,
    source asc;
