select
    original_source as original,
    copy_source as copied_by,
    relation,
    garble_score as garbled,
    copy_title as title
from copies
order by rowid
limit 12;
