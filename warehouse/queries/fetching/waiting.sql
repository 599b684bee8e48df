select
    url,
    hints
from raw.waiting
where
    source_id = $source_id
    and tries < $most_tries
order by url;
