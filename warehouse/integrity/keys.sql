-- check: keys
-- severity: fail
-- The keys of the tables that no mart is built from are unique too.
with keys as (
    select
        'ops.runs' as table_name,
        cast(run_seq as varchar) as key
    from ops.runs
    union all
    select
        'ops.stage_reports' as table_name,
        concat_ws(' ', run_id, stage, source_id) as key
    from ops.stage_reports
    union all
    select
        'ops.rejections' as table_name,
        rejection_id as key
    from ops.rejections
    union all
    select
        'ops.payloads' as table_name,
        rejection_id as key
    from ops.payloads
    union all
    select
        'ops.source_health' as table_name,
        source_id as key
    from ops.source_health
    union all
    select
        'raw.sightings' as table_name,
        concat_ws(' ', source_id, url) as key
    from raw.sightings
    union all
    select
        'raw.aliases' as table_name,
        concat_ws(' ', article_id, address) as key
    from raw.aliases
    union all
    select
        'raw.validators' as table_name,
        concat_ws(' ', source_id, url) as key
    from raw.validators
    union all
    select
        'raw.waiting' as table_name,
        concat_ws(' ', source_id, url) as key
    from raw.waiting
    union all
    select
        'raw.robots' as table_name,
        origin as key
    from raw.robots
    union all
    select
        'staging.cleanings' as table_name,
        capture_id as key
    from staging.cleanings
    union all
    select
        'staging.removed_blocks' as table_name,
        concat_ws(' ', article_id, version, block_no) as key
    from staging.removed_blocks
    union all
    select
        'staging.repeated_lines' as table_name,
        concat_ws(' ', source_id, line) as key
    from staging.repeated_lines
    union all
    select
        'stories.signatures' as table_name,
        article_id as key
    from stories.signatures
    union all
    select
        'stories.terms' as table_name,
        concat_ws(' ', article_id, term_key) as key
    from stories.terms
    union all
    select
        'stories.redirects' as table_name,
        old_story_id as key
    from stories.redirects
    union all
    select
        'facts.commitments' as table_name,
        concat_ws(' ', commitment_id, actor) as key
    from facts.commitments
    union all
    select
        'facts.answers' as table_name,
        concat_ws(' ', slot_id, quantity_id) as key
    from facts.answers
    union all
    select
        'facts.reconciliations' as table_name,
        story_id as key
    from facts.reconciliations
)

select
    table_name,
    key,
    count(*) as row_count
from keys
group by
    table_name,
    key
having count(*) > 1
order by all
