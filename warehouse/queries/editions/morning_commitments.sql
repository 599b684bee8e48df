select
    actor,
    modality,
    polarity,
    sentence,
    source,
    path_or_url
from commitments
order by rowid
limit 100;
