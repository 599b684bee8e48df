-- The first contested slots, in the order of the table itself.
select
    slot,
    verdict,
    surface as figure,
    source,
    sentence
from contested_figures
order by rowid
limit 12;
