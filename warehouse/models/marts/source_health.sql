-- model: marts.source_health
-- grain: one row per source_id that has an address of its own and was asked
-- key: source_id
-- reads: ops.source_health, raw.sources, raw.waiting
-- columns:
--   source: name of the outlet
--   status: ok, failing (it could not be read when last asked) or resting (it failed often and is asked rarely)
--   last_reason: why it could not be read, from the closed list of rejections; null where it could
--   last_detail: what exactly was wrong
--   failure_weight: failures since it could last be read: hard ones count 1, soft ones 0.5, temporary ones 0.25
--   waiting_count: addresses to be tried again on another night
--   request_count: addresses asked for in the last run
--   unchanged_count: answers "not modified" in the last run
--   received_bytes: what came in the last run, compression undone
--   last_read_at: when it could last be read, UTC; null for never
--   next_try_at: when it is asked again, UTC; null for the next night
--   source_id: key of the outlet
with source_health as (
    select * from ops.source_health
),

sources as (
    select * from raw.sources
),

waiting as (
    select
        source_id,
        count(*) as waiting_count
    from raw.waiting
    group by source_id
)

select
    coalesce(sources.name, source_health.source_id) as source,
    case
        when source_health.last_reason is null then 'ok'
        when source_health.next_try_at is null then 'failing'
        else 'resting'
    end as status,
    source_health.last_reason,
    source_health.last_detail,
    source_health.failure_weight,
    coalesce(waiting.waiting_count, 0) as waiting_count,
    source_health.requests as request_count,
    source_health.unchanged as unchanged_count,
    source_health.received_bytes,
    source_health.last_read_at,
    source_health.next_try_at,
    source_health.source_id
from source_health
left join sources
    on source_health.source_id = sources.source_id
left join waiting
    on source_health.source_id = waiting.source_id
order by
    source_health.failure_weight desc,
    source asc,
    source_health.source_id asc
