select
    source_id,
    failure_weight,
    last_read_at,
    next_try_at
from ops.source_health;
