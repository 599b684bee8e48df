-- The edition that the touched keys are counted from; none where every key is touched.
select edition_id
from touched.edition;
