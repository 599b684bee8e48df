-- check: pointers
-- severity: fail
-- What the tables behind the marts point to is there: captures, articles, versions, descriptions, runs.
with pointers as (
    select
        'staging.article_versions' as table_name,
        article_id as row_id,
        'staging.articles' as points_to,
        article_id as key
    from staging.article_versions
    union all
    select
        'staging.article_versions' as table_name,
        article_id as row_id,
        'raw.captures' as points_to,
        capture_id as key
    from staging.article_versions
    union all
    select
        'staging.removed_blocks' as table_name,
        article_id as row_id,
        'staging.article_versions' as points_to,
        concat_ws(' ', article_id, version) as key
    from staging.removed_blocks
    union all
    select
        'staging.cleanings' as table_name,
        capture_id as row_id,
        'raw.captures' as points_to,
        capture_id as key
    from staging.cleanings
    union all
    select
        'staging.cleanings' as table_name,
        capture_id as row_id,
        'staging.articles' as points_to,
        article_id as key
    from staging.cleanings
    union all
    select
        'raw.captures' as table_name,
        capture_id as row_id,
        'raw.sources' as points_to,
        source_id as key
    from raw.captures
    union all
    select
        'raw.aliases' as table_name,
        address as row_id,
        'staging.articles' as points_to,
        article_id as key
    from raw.aliases
    union all
    select
        'raw.sightings' as table_name,
        url as row_id,
        'raw.captures' as points_to,
        last_capture_id as key
    from raw.sightings
    union all
    select
        'ops.rejections' as table_name,
        rejection_id as row_id,
        'raw.captures' as points_to,
        capture_id as key
    from ops.rejections
    union all
    select
        'ops.payloads' as table_name,
        rejection_id as row_id,
        'ops.rejections' as points_to,
        rejection_id as key
    from ops.payloads
    union all
    select
        'ops.stage_reports' as table_name,
        stage as row_id,
        'ops.runs' as points_to,
        run_id as key
    from ops.stage_reports
    union all
    select
        'stories.signatures' as table_name,
        article_id as row_id,
        'staging.article_versions' as points_to,
        concat_ws(' ', article_id, version) as key
    from stories.signatures
    union all
    select
        'stories.signatures' as table_name,
        article_id as row_id,
        'stories.signatures' as points_to,
        representative_id as key
    from stories.signatures
    union all
    select distinct
        'stories.bands' as table_name,
        article_id as row_id,
        'stories.signatures' as points_to,
        article_id as key
    from stories.bands
    union all
    select distinct
        'stories.terms' as table_name,
        article_id as row_id,
        'stories.signatures' as points_to,
        article_id as key
    from stories.terms
    union all
    select
        'stories.memberships' as table_name,
        article_id as row_id,
        'staging.articles' as points_to,
        article_id as key
    from stories.memberships
    union all
    select
        'stories.memberships' as table_name,
        article_id as row_id,
        'stories.memberships' as points_to,
        unnest([copy_id, origin_id]) as key
    from stories.memberships
),

rows_there as (
    select
        'staging.articles' as table_name,
        article_id as key
    from staging.articles
    union all
    select
        'staging.article_versions' as table_name,
        concat_ws(' ', article_id, version) as key
    from staging.article_versions
    union all
    select
        'raw.captures' as table_name,
        capture_id as key
    from raw.captures
    union all
    select
        'raw.sources' as table_name,
        source_id as key
    from raw.sources
    union all
    select
        'ops.rejections' as table_name,
        rejection_id as key
    from ops.rejections
    union all
    select
        'ops.runs' as table_name,
        run_id as key
    from ops.runs
    union all
    select
        'stories.signatures' as table_name,
        article_id as key
    from stories.signatures
    union all
    select
        'stories.memberships' as table_name,
        article_id as key
    from stories.memberships
)

select
    pointers.table_name,
    pointers.row_id,
    pointers.points_to,
    pointers.key
from pointers
anti join rows_there
    on
        pointers.points_to = rows_there.table_name
        and pointers.key = rows_there.key
where pointers.key is not null
order by all
