-- Every answer to the questions on which sources disagree, in the order of the table itself.
select
    slot_id,
    slot,
    headline,
    verdict,
    reason,
    surface,
    value,
    low,
    high,
    source,
    path_or_url,
    sentence,
    relation,
    attributed_to,
    published_at,
    independent_origins,
    group_no,
    is_error,
    note
from contested_figures
order by rowid
limit 300;
