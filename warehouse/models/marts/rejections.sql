-- model: marts.rejections
-- grain: one row per item that became no article, and reason
-- key: rejection_id
-- reads: ops.rejections, raw.sources
-- columns:
--   reason: why, from a closed list
--   detail: what exactly was wrong
--   path_or_url: where it was read
--   source: name of the outlet
--   stage: the stage that refused it
--   rejected_at: when it was first refused, UTC
--   is_replayed: true where a later run made an article of it after all
--   run_id: the run that refused it
--   capture_id: the bytes as received; null where nothing was received
--   source_id: key of the outlet
--   rejection_id: key
with rejections as (
    select * from ops.rejections
),

sources as (
    select * from raw.sources
)

select
    rejections.reason,
    rejections.detail,
    rejections.url as path_or_url,
    coalesce(sources.name, rejections.source_id) as source,
    rejections.stage,
    rejections.rejected_at,
    rejections.replayed_run_seq is not null as is_replayed,
    rejections.run_id,
    rejections.capture_id,
    rejections.source_id,
    rejections.rejection_id
from rejections
left join sources
    on rejections.source_id = sources.source_id
order by
    rejections.rejected_at desc,
    rejections.url asc,
    rejections.rejection_id asc
