select
    slot_id,
    slot,
    headline,
    verdict,
    reason,
    surface,
    source,
    path_or_url,
    sentence,
    relation,
    is_error,
    note
from contested_figures
order by rowid
limit 300;
