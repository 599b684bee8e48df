select
    original_source,
    original_title,
    copy_source,
    copy_title,
    relation,
    garble_score,
    shared_share
from copies
order by rowid
limit 100;
