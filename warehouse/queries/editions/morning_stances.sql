-- Commitments of one actor to one deed that do not go together, in the order of the table itself.
select
    stance_id,
    actor,
    deed,
    reason,
    modality,
    polarity,
    condition,
    sentence,
    source,
    path_or_url,
    published_at
from stance_changes
order by rowid
limit 100;
