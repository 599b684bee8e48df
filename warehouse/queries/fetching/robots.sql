select
    origin,
    fetched_at,
    status,
    content
from raw.robots
where fetched_at > $since;
