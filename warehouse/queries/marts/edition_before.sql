-- The edition that the changed keys are counted from; none where every key counts as changed.
select edition_id
from changed.edition;
