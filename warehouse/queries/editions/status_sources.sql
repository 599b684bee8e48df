select
    source,
    status,
    last_reason,
    last_read_at
from source_health
order by
    status = 'ok',
    source;
