-- The contested figures, for a table in Prefect.
select
    slot,
    verdict,
    surface,
    source,
    against,
    sentence
from contested_figures
order by rowid
limit 200;
