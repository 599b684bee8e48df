select
    edition_id,
    published_at
from edition;
