select
    edition_id,
    published_at
from edition
order by published_at desc;
