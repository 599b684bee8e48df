-- model: changed.edition
-- grain: one row: the edition that the changed keys are counted from; none where every key counts as changed
-- key: edition_id
-- reads: ops.mart_builds
-- columns:
--   edition_id: key of the edition published last
with mart_builds as (
    select * from ops.mart_builds
)

select distinct edition_id
from mart_builds
where edition_id is not null
