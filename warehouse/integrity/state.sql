-- check: state
-- severity: fail
-- What fetching remembers was written with the data it speaks of: no later run, no other bytes, no end before a start.
with last_run as (
    select coalesce(max(run_seq), 0) as run_seq
    from ops.runs
),

remembered as (
    select
        'raw.captures' as table_name,
        capture_id as row_id,
        run_seq as first_run_seq,
        run_seq as last_run_seq
    from raw.captures
    union all
    select
        'raw.sightings' as table_name,
        url as row_id,
        first_run_seq,
        last_run_seq
    from raw.sightings
    union all
    select
        'raw.waiting' as table_name,
        url as row_id,
        first_run_seq,
        last_run_seq
    from raw.waiting
    union all
    select
        'staging.cleanings' as table_name,
        capture_id as row_id,
        run_seq as first_run_seq,
        run_seq as last_run_seq
    from staging.cleanings
    union all
    select
        'ops.source_health' as table_name,
        source_id as row_id,
        last_run_seq as first_run_seq,
        last_run_seq
    from ops.source_health
)

select
    remembered.table_name,
    remembered.row_id,
    remembered.first_run_seq,
    remembered.last_run_seq,
    'speaks of a run that never was' as fault
from remembered
cross join last_run
where
    remembered.last_run_seq > last_run.run_seq
    or remembered.first_run_seq > remembered.last_run_seq
union all
select
    'raw.validators' as table_name,
    validators.url as row_id,
    captures.run_seq as first_run_seq,
    captures.run_seq as last_run_seq,
    'does not match the bytes that were kept' as fault
from raw.validators as validators
inner join raw.sightings as sightings
    on validators.source_id = sightings.source_id and validators.url = sightings.url
inner join raw.captures as captures on sightings.last_capture_id = captures.capture_id
where
    validators.full_fetched_at >= captures.fetched_at
    and validators.content_sha256 != captures.content_sha256
order by all
