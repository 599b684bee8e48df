select
    slot,
    verdict,
    surface as figure,
    source,
    sentence
from contested_figures
limit 12;
